package dev.countersign.lint;

/** How much a diagnostic weighs. */
public enum Severity {
    ERROR,
    WARNING,
    INFO
}
