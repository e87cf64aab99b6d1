package dev.countersign.signing.verify;

/**
 * One reason why a plan is refused.
 *
 * @param check which check failed
 * @param message what, where, and what was expected
 */
public record Finding(Check check, String message) {}
