package dev.countersign.review;

/** When a person has to sign off: Atlas's {@code lint.review}. */
public enum ReviewMode {
    /** Always. */
    ALWAYS,
    /** When there is any finding. */
    WARNING,
    /** When there is a finding of severity error. */
    ERROR
}
