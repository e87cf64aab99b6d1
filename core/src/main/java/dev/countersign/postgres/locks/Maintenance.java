package dev.countersign.postgres.locks;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A statement that changes rows or files of tables and no definition, by its text.
 *
 * @param kind what it does
 * @param relations the existing tables and views that it names; an index stands for its table
 * @param all whether it is about everything of a schema or database
 * @param cascades whether it goes on to what refers to them
 * @param concurrently whether others may go on meanwhile
 */
public record Maintenance(Kind kind, List<ObjectRef> relations, boolean all, boolean cascades, boolean concurrently) {
    private static final Set<String> WHOLE = Set.of("SCHEMA", "DATABASE", "SYSTEM");

    public Maintenance {
        relations = List.copyOf(relations);
    }

    /** What is done. */
    public enum Kind {
        TRUNCATE,
        REINDEX,
        REFRESH
    }

    /** Every such statement in a text. */
    public static List<Maintenance> of(String sql, Catalog before) {
        Existing existing = new Existing(before);
        return Tokens.of(sql).statements().stream()
                .flatMap(statement -> one(statement, existing).stream())
                .toList();
    }

    private static Optional<Maintenance> one(Tokens t, Existing existing) {
        boolean concurrently = t.contains("CONCURRENTLY");
        if (t.take("TRUNCATE")) {
            t.take("TABLE");
            return Optional.of(
                    new Maintenance(Kind.TRUNCATE, listed(t, existing), false, t.contains("CASCADE"), false));
        }
        if (t.take("REINDEX")) {
            return Optional.of(reindex(t, existing, concurrently));
        }
        if (t.take("REFRESH", "MATERIALIZED", "VIEW")) {
            t.take("CONCURRENTLY");
            return Optional.of(new Maintenance(
                    Kind.REFRESH, existing.relation(t.takeName()).stream().toList(), false, false, concurrently));
        }
        return Optional.empty();
    }

    private static List<ObjectRef> listed(Tokens t, Existing existing) {
        List<ObjectRef> found = new ArrayList<>();
        do {
            t.take("ONLY");
            existing.relation(t.takeName()).ifPresent(found::add);
            t.take("*");
        } while (t.take(","));
        return found;
    }

    private static Maintenance reindex(Tokens t, Existing existing, boolean concurrently) {
        if (t.take("(")) {
            while (!t.end() && !t.take(")")) {
                t.skip();
            }
        }
        boolean index = t.take("INDEX");
        boolean whole = !index && !t.take("TABLE") && WHOLE.stream().anyMatch(t::take);
        t.take("CONCURRENTLY");
        List<String> name = t.takeName();
        Optional<ObjectRef> table = index ? existing.index(name).map(Index::table) : existing.relation(name);
        return new Maintenance(Kind.REINDEX, whole ? List.of() : table.stream().toList(), whole, false, concurrently);
    }
}
