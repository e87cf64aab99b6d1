package dev.countersign.policy;

/** When a plan needs a person's review ({@code lint.review}). */
public enum ReviewMode {
    /** always; the default */
    ALWAYS,
    /** when there is any diagnostic */
    WARNING,
    /** when an analyzer reports an error */
    ERROR
}
