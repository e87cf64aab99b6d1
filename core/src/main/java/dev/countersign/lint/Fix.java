package dev.countersign.lint;

import java.util.Optional;

/**
 * A suggestion that answers a diagnostic.
 *
 * @param title a verb and its object, e.g. {@code Build the index concurrently}
 * @param replacement SQL that would take the statement's place, if the fix is that simple
 */
public record Fix(String title, Optional<String> replacement) {}
