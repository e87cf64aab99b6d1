package dev.countersign.lint;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The codes of findings that no analyzer of statements reports: about files, directories, directives, questions, and the policy itself. */
final class FileCodes {
    /** Each code with what reports it, by the name that its findings have for their analyzer. */
    private static final Map<String, String> REPORTED = Map.ofEntries(
            Map.entry("RUN104", NonLinear.ANALYZER),
            Map.entry("RUN105", NonLinear.ANALYZER),
            Map.entry("CHK101", ArchiveChecks.NAME),
            Map.entry("CHK102", ArchiveChecks.NAME),
            Map.entry(Checkpoints.CODE, Checkpoints.NAME),
            Map.entry("CHK104", "check"),
            Map.entry("DIR101", "directives"),
            Map.entry("DIR102", "directives"),
            Map.entry("DIR103", "directives"),
            Map.entry("DST111", "destructive"),
            Map.entry("DST113", "destructive"));

    /** Codes of refusals that another block of the policy states, and which block. */
    private static final Map<String, String> REFUSALS = Map.of(
            "CHK104", "the check \"migrate_apply\" or \"schema_apply\" that denies",
            "DST111", "the deprecation block");

    private FileCodes() {}

    /** What those that look at files can report of them. */
    static List<PossibleInFile> possible() {
        return Stream.of(NonLinear.possible(), ArchiveChecks.possible(), Checkpoints.possible())
                .flatMap(List::stream)
                .toList();
    }

    static Set<String> all() {
        return REPORTED.keySet();
    }

    /** What reports each code. */
    static Map<String, String> analyzers() {
        return REPORTED;
    }

    /** The refusals, which no setting of their code softens, each with the block that decides instead. */
    static Map<String, String> refusals() {
        return REFUSALS;
    }
}
