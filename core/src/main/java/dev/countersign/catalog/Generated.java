package dev.countersign.catalog;

/** A generated column's expression. */
public record Generated(String expression, Storage storage) {

    /** Whether values are computed on write and kept, or on read. */
    public enum Storage {
        STORED,
        VIRTUAL
    }
}
