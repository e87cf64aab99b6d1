package dev.countersign.explain;

import static dev.countersign.catalog.ObjectKind.CHECK;
import static dev.countersign.catalog.ObjectKind.COLUMN;
import static dev.countersign.catalog.ObjectKind.EXCLUDE;
import static dev.countersign.catalog.ObjectKind.FOREIGN_KEY;
import static dev.countersign.catalog.ObjectKind.FUNCTION;
import static dev.countersign.catalog.ObjectKind.INDEX;
import static dev.countersign.catalog.ObjectKind.PRIMARY_KEY;
import static dev.countersign.catalog.ObjectKind.PROCEDURE;
import static dev.countersign.catalog.ObjectKind.SCHEMA;
import static dev.countersign.catalog.ObjectKind.TABLE;
import static dev.countersign.catalog.ObjectKind.TRIGGER;
import static dev.countersign.catalog.ObjectKind.UNIQUE;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.diff.Change.Verb;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What analyzers can say of a change that is not there, from the published conditions of each code. */
final class PossibleFindings {
    /**
     * @param when what must hold besides; empty when nothing more must
     * @param dialect the only dialect in which it is reported; empty for all
     */
    record Possible(String code, String analyzer, Verb verb, Set<ObjectKind> kinds, String when, String dialect) {}

    private static final String POSTGRES = "postgres";

    private static final List<Possible> ALL = List.of(
            new Possible("DS101", "destructive", Verb.DROP, Set.of(SCHEMA), "", ""),
            new Possible("DS102", "destructive", Verb.DROP, Set.of(TABLE), "", ""),
            new Possible(
                    "DS103", "destructive", Verb.DROP, Set.of(COLUMN), "unless it is a virtual generated column", ""),
            new Possible(
                    "MF101",
                    "data_depend",
                    Verb.ADD,
                    Set.of(INDEX, UNIQUE, PRIMARY_KEY),
                    "when it is unique and its columns are there already",
                    ""),
            new Possible(
                    "MF102",
                    "data_depend",
                    Verb.ADD,
                    Set.of(INDEX),
                    "when it is unique and took the place of one that was not",
                    ""),
            new Possible(
                    "MF103", "data_depend", Verb.ADD, Set.of(COLUMN), "when it is NOT NULL and has no default", ""),
            new Possible("MF104", "data_depend", Verb.MODIFY, Set.of(COLUMN), "when it becomes NOT NULL", ""),
            new Possible(
                    "CD101",
                    "condrop",
                    Verb.DROP,
                    Set.of(FOREIGN_KEY),
                    "unless one of its columns goes with it, or it comes back",
                    ""),
            new Possible(
                    "CD102", "condrop", Verb.DROP, Set.of(CHECK), "unless a column goes with it, or it comes back", ""),
            new Possible("CD103", "condrop", Verb.DROP, Set.of(PRIMARY_KEY), "unless it comes back", ""),
            new Possible("BC101", "incompatible", Verb.RENAME, Set.of(TABLE), "", ""),
            new Possible("BC102", "incompatible", Verb.RENAME, Set.of(COLUMN), "", ""),
            new Possible("BC103", "incompatible", Verb.DROP, Set.of(TABLE), "when the policy asks for it", ""),
            new Possible("BC104", "incompatible", Verb.DROP, Set.of(COLUMN), "when the policy asks for it", ""),
            new Possible(
                    "PG101",
                    "concurrent_index",
                    Verb.ADD,
                    Set.of(INDEX),
                    "when it is built without CONCURRENTLY",
                    POSTGRES),
            new Possible(
                    "PG102",
                    "concurrent_index",
                    Verb.DROP,
                    Set.of(INDEX),
                    "when it is dropped without CONCURRENTLY",
                    POSTGRES),
            new Possible(
                    "PG301", "pg_lock", Verb.MODIFY, Set.of(COLUMN), "when its new type rewrites the table", POSTGRES),
            new Possible(
                    "PG303",
                    "pg_lock",
                    Verb.MODIFY,
                    Set.of(COLUMN),
                    "when it becomes NOT NULL without proof",
                    POSTGRES),
            new Possible(
                    "MFX112",
                    "data_depend",
                    Verb.ADD,
                    Set.of(TABLE),
                    "when it is a partition and rows of the default partition belong to it",
                    POSTGRES),
            new Possible("LT101", "data_depend", Verb.MODIFY, Set.of(COLUMN), "when it becomes NOT NULL", "sqlite"),
            new Possible(
                    "PG104", "pg_lock", Verb.ADD, Set.of(PRIMARY_KEY), "when no index is there to take over", POSTGRES),
            new Possible(
                    "PG312",
                    "pg_lock",
                    Verb.ADD,
                    Set.of(PRIMARY_KEY),
                    "when it takes the place of another one and builds its index",
                    POSTGRES),
            new Possible("PG304", "pg_lock", Verb.ADD, Set.of(PRIMARY_KEY), "when its columns may be NULL", POSTGRES),
            new Possible("PG105", "pg_lock", Verb.ADD, Set.of(UNIQUE), "when no index is there to take over", POSTGRES),
            new Possible("PG109", "pg_lock", Verb.ADD, Set.of(EXCLUDE), "", POSTGRES),
            new Possible("PG108", "pg_lock", Verb.ADD, Set.of(INDEX), "when its table has partitions", POSTGRES),
            new Possible(
                    "PG110",
                    "pg_align",
                    Verb.ADD,
                    Set.of(TABLE),
                    "when another order of its columns makes its rows shorter",
                    POSTGRES),
            new Possible(
                    "PG302",
                    "pg_lock",
                    Verb.ADD,
                    Set.of(COLUMN),
                    "when its default is another value for every row",
                    POSTGRES),
            new Possible("PG309", "pg_lock", Verb.ADD, Set.of(COLUMN), "when it is generated and stored", POSTGRES),
            new Possible("PG310", "pg_lock", Verb.ADD, Set.of(COLUMN), "when it is an identity column", POSTGRES),
            new Possible(
                    "LCK205",
                    "pg_lock",
                    Verb.ADD,
                    Set.of(COLUMN),
                    "when its type is a domain with constraints",
                    POSTGRES),
            new Possible(
                    "PG307", "pg_lock", Verb.MODIFY, Set.of(TABLE), "when it becomes logged or unlogged", POSTGRES),
            new Possible(
                    "PG311", "pg_lock", Verb.MODIFY, Set.of(TABLE), "when it gets another access method", POSTGRES),
            new Possible(
                    "PG314",
                    "pg_lock",
                    Verb.MODIFY,
                    Set.of(TABLE),
                    "when its replica identity becomes FULL or NOTHING",
                    POSTGRES),
            new Possible("PG320", "pg_lock", Verb.MODIFY, Set.of(TABLE), "when autovacuum is turned off", POSTGRES),
            new Possible("PG308", "pg_lock", Verb.ADD, Set.of(TRIGGER), "", POSTGRES),
            new Possible(
                    "SA101",
                    "injection",
                    Verb.ADD,
                    Set.of(FUNCTION, PROCEDURE),
                    "when it runs statements that it joins from strings",
                    POSTGRES),
            new Possible("PG305", "pg_lock", Verb.ADD, Set.of(CHECK), "when it is not added NOT VALID", POSTGRES),
            new Possible(
                    "PG306", "pg_lock", Verb.ADD, Set.of(FOREIGN_KEY), "when it is not added NOT VALID", POSTGRES));

    private PossibleFindings() {}

    /** The codes that are told of here. */
    static Set<String> codes() {
        return ALL.stream().map(Possible::code).collect(Collectors.toUnmodifiableSet());
    }

    /** The analyzer that reports the code, when it is told of here. */
    static Optional<String> analyzer(String code) {
        return ALL.stream()
                .filter(p -> p.code().equals(code))
                .map(Possible::analyzer)
                .findFirst();
    }

    static List<Possible> of(Subject.Possible change, String dialect) {
        return ALL.stream()
                .filter(p -> p.verb() == change.verb() && p.kinds().contains(change.kind()))
                .filter(p -> p.dialect().isEmpty() || p.dialect().equals(dialect))
                .toList();
    }
}
