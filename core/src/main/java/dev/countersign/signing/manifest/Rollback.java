package dev.countersign.signing.manifest;

import java.util.Optional;

/**
 * How to get back.
 *
 * @param strategy {@code undo}, {@code restore}, {@code forward-fix} or {@code none}
 * @param notes for the person who has to do it
 */
public record Rollback(String strategy, Optional<String> notes) {}
