package dev.countersign.policy;

/** What editing the newest migration file is: {@code non_linear { on_edit }}, as the documentation of Atlas has it. */
public enum OnEdit {
    /** What {@code error} says, as for every other file. */
    ERROR,
    /** A warning, whatever {@code error} says. */
    WARN,
    /** Nothing that counts. */
    IGNORE
}
