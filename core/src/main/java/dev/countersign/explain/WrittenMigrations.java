package dev.countersign.explain;

import java.util.List;

/**
 * What is written in an environment's migration directory and decides about objects where its files are linted.
 *
 * @param silences its {@code nolint} directives
 * @param inquiries the questions of its archives
 * @param checkpoints the names of its checkpoints
 */
public record WrittenMigrations(List<Silence> silences, List<Inquiry> inquiries, List<String> checkpoints) {
    public WrittenMigrations {
        silences = List.copyOf(silences);
        inquiries = List.copyOf(inquiries);
        checkpoints = List.copyOf(checkpoints);
    }

    /** Of a directory without files. */
    public static WrittenMigrations none() {
        return new WrittenMigrations(List.of(), List.of(), List.of());
    }
}
