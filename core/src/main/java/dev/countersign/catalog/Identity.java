package dev.countersign.catalog;

/** An identity column's generator. */
public record Identity(Generation generation, SequenceOptions options) {

    /** SQL standard 4.15.11: whether explicit values are refused or win. */
    public enum Generation {
        ALWAYS,
        BY_DEFAULT
    }
}
