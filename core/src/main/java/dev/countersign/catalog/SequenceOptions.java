package dev.countersign.catalog;

/** How a sequence counts. The data type is as the server prints it. */
public record SequenceOptions(
        String type, long start, long increment, long minValue, long maxValue, long cache, boolean cycle) {}
