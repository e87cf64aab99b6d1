package dev.countersign.postgres.locks;

import static dev.countersign.postgres.locks.LockMode.ACCESS_EXCLUSIVE;
import static dev.countersign.postgres.locks.LockMode.ACCESS_SHARE;
import static dev.countersign.postgres.locks.LockMode.EXCLUSIVE;
import static dev.countersign.postgres.locks.LockMode.ROW_EXCLUSIVE;
import static dev.countersign.postgres.locks.LockMode.SHARE;
import static dev.countersign.postgres.locks.LockMode.SHARE_ROW_EXCLUSIVE;
import static dev.countersign.postgres.locks.LockMode.SHARE_UPDATE_EXCLUSIVE;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.dialect.StatementTraits;
import java.util.List;

/** Locks, rewrites and scans of a statement by its text and what exists before it. */
public final class PostgresLocks {

    /** @param before the state before the statement: nobody waits for a lock on a table that is not there yet */
    public StatementTraits traits(String sql, Catalog before) {
        Existing existing = new Existing(before);
        return Tokens.of(sql).statements().stream()
                .map(statement -> effect(statement, existing))
                .reduce(Effect.NOTHING, Effect::and)
                .traits();
    }

    private Effect effect(Tokens t, Existing existing) {
        if (t.take("CREATE")) {
            return create(t, existing);
        }
        if (t.take("ALTER")) {
            return alter(t, existing);
        }
        if (t.take("DROP")) {
            return drop(t, existing);
        }
        if (t.take("COMMENT", "ON")) {
            return comment(t, existing);
        }
        if (t.take("REINDEX")) {
            return t.contains("CONCURRENTLY")
                    ? Effect.of(SHARE_UPDATE_EXCLUSIVE).scanning()
                    : Effect.of(ACCESS_EXCLUSIVE, "ACCESS EXCLUSIVE on the index stops readers as well")
                            .rewriting(true);
        }
        if (t.take("REFRESH")) {
            return t.contains("CONCURRENTLY")
                    ? Effect.of(EXCLUSIVE).scanning()
                    : Effect.of(ACCESS_EXCLUSIVE).rewriting(true);
        }
        if (t.next("CLUSTER") || t.next("VACUUM") || t.next("ANALYZE")) {
            return t.next("CLUSTER") || t.contains("FULL")
                    ? Effect.of(ACCESS_EXCLUSIVE).rewriting(true)
                    : Effect.of(SHARE_UPDATE_EXCLUSIVE);
        }
        if (t.next("TRUNCATE")) {
            return Effect.of(ACCESS_EXCLUSIVE, "every row goes").rewriting(true);
        }
        if (t.next("LOCK")) {
            return Effect.of(ACCESS_EXCLUSIVE, "the mode is written in the statement");
        }
        if (t.next("INSERT") && t.namesAfter("FROM").stream().anyMatch(existing::hasRelation)) {
            return Effect.of(ROW_EXCLUSIVE, "copies every row that it reads").scanning();
        }
        if (t.next("INSERT") || t.next("UPDATE") || t.next("DELETE") || t.next("MERGE") || t.next("WITH")) {
            return Effect.of(ROW_EXCLUSIVE).scanning(!t.next("INSERT"));
        }
        if (t.next("GRANT") || t.next("REVOKE")) {
            return t.contains("TABLE") ? Effect.of(ACCESS_SHARE) : onExisting(t, existing, Effect.of(ACCESS_SHARE));
        }
        if (t.next("DO") || t.next("CALL") || t.next("SELECT")) {
            return Effect.NOTHING.note("what it locks is only known when it runs");
        }
        return Effect.NOTHING;
    }

    private Effect create(Tokens t, Existing existing) {
        t.take("OR", "REPLACE");
        t.take("UNLOGGED");
        if (t.take("TABLE")) {
            return createTable(t, existing);
        }
        boolean unique = t.take("UNIQUE");
        if (t.take("INDEX") || unique) {
            return createIndex(t, existing);
        }
        if (t.next("TRIGGER") || t.next("CONSTRAINT", "TRIGGER")) {
            return onExisting(t, existing, Effect.of(SHARE_ROW_EXCLUSIVE));
        }
        if (t.next("POLICY")) {
            return onExisting(t, existing, Effect.of(ACCESS_EXCLUSIVE));
        }
        if (t.next("RULE")) {
            return t.namesAfter("TO").stream().anyMatch(existing::hasRelation)
                    ? Effect.of(ACCESS_EXCLUSIVE)
                    : Effect.NOTHING;
        }
        if (t.next("STATISTICS")) {
            return t.namesAfter("FROM").stream().anyMatch(existing::hasRelation)
                    ? Effect.of(SHARE_UPDATE_EXCLUSIVE)
                    : Effect.NOTHING;
        }
        if (t.next("PUBLICATION")) {
            return t.contains("FOR", "TABLE") ? Effect.of(SHARE_UPDATE_EXCLUSIVE) : Effect.NOTHING;
        }
        t.take("RECURSIVE");
        if (t.take("VIEW")) {
            return existing.hasRelation(t.takeName()) ? Effect.of(ACCESS_EXCLUSIVE) : Effect.of(ACCESS_SHARE);
        }
        if (t.take("MATERIALIZED", "VIEW")) {
            return Effect.of(ACCESS_SHARE).scanning(!t.contains("WITH", "NO", "DATA"));
        }
        return Effect.NOTHING;
    }

    private static Effect createTable(Tokens t, Existing existing) {
        t.take("IF", "NOT", "EXISTS");
        List<String> name = t.takeName();
        Effect effect = Effect.NOTHING;
        if (t.take("PARTITION", "OF")) {
            List<String> parent = t.takeName();
            if (existing.hasRelation(parent)) {
                effect = effect.and(Effect.of(ACCESS_EXCLUSIVE, "on the partitioned table")
                        .scanning(existing.hasDefaultPartition(parent)));
            }
        }
        if (t.namesAfter("REFERENCES").stream()
                .anyMatch(referenced -> !referenced.equals(name) && existing.hasRelation(referenced))) {
            effect = effect.and(Effect.of(SHARE_ROW_EXCLUSIVE, "SHARE ROW EXCLUSIVE on the referenced table"));
        }
        if (t.next("AS")) {
            return Effect.of(ACCESS_SHARE).scanning(!t.contains("WITH", "NO", "DATA"));
        }
        if (t.namesAfter("LIKE").stream().anyMatch(existing::hasRelation)) {
            effect = effect.and(Effect.of(ACCESS_SHARE));
        }
        if (t.contains("INHERITS")) {
            effect = effect.and(Effect.of(SHARE_UPDATE_EXCLUSIVE, "on the parent table"));
        }
        return effect;
    }

    private static Effect createIndex(Tokens t, Existing existing) {
        t.take("INDEX");
        boolean concurrently = t.take("CONCURRENTLY");
        Tokens on = t.after("ON");
        boolean only = on.take("ONLY");
        List<String> table = on.takeName();
        if (!existing.hasRelation(table)) {
            return Effect.NOTHING;
        }
        if (concurrently) {
            return Effect.of(SHARE_UPDATE_EXCLUSIVE, "reads the table twice and waits for older transactions")
                    .scanning();
        }
        return Effect.of(SHARE).scanning(!(only && existing.isPartitioned(table)));
    }

    private static Effect onExisting(Tokens t, Existing existing, Effect effect) {
        return t.namesAfter("ON").stream().anyMatch(existing::hasRelation) ? effect : Effect.NOTHING;
    }

    private Effect alter(Tokens t, Existing existing) {
        if (t.take("VIEW")) {
            t.take("IF", "EXISTS");
            return existing.hasRelation(t.takeName()) ? Effect.of(ACCESS_EXCLUSIVE) : Effect.NOTHING;
        }
        if (t.take("TABLE") || t.take("MATERIALIZED", "VIEW")) {
            t.take("IF", "EXISTS");
            t.take("ONLY");
            List<String> table = t.takeName();
            return existing.hasRelation(table) ? new AlterTable(existing, table).effect(t) : referenced(t, existing);
        }
        if (t.take("INDEX")) {
            t.take("IF", "EXISTS");
            List<String> index = t.takeName();
            if (existing.index(index).isEmpty()) {
                return Effect.NOTHING;
            }
            if (t.contains("SET", "TABLESPACE")) {
                return Effect.of(ACCESS_EXCLUSIVE).rewriting(true);
            }
            return t.contains("ATTACH", "PARTITION")
                    ? Effect.of(ACCESS_SHARE, "ACCESS EXCLUSIVE on the index that is attached")
                    : Effect.of(SHARE_UPDATE_EXCLUSIVE);
        }
        if (t.next("POLICY") || t.next("TRIGGER") || t.next("RULE")) {
            return onExisting(t, existing, Effect.of(ACCESS_EXCLUSIVE));
        }
        if (t.take("SEQUENCE")) {
            t.take("IF", "EXISTS");
            return existing.hasSequence(t.takeName())
                    ? Effect.of(SHARE_ROW_EXCLUSIVE, "on the sequence")
                    : Effect.NOTHING;
        }
        if (t.take("DOMAIN")) {
            boolean used = existing.isUsedByColumns(t.takeName(), ObjectKind.DOMAIN);
            boolean checks = (t.contains("ADD") && !t.contains("NOT", "VALID"))
                    || t.contains("VALIDATE")
                    || t.contains("SET", "NOT", "NULL");
            return used && checks
                    ? Effect.of(SHARE, "on every table with a column of the domain")
                            .scanning()
                    : Effect.NOTHING;
        }
        if (t.take("TYPE")) {
            return t.contains("ATTRIBUTE") && t.contains("CASCADE")
                    ? Effect.of(ACCESS_EXCLUSIVE, "on every table of the type")
                    : Effect.NOTHING;
        }
        return Effect.NOTHING;
    }

    /** A new table's foreign key still locks the existing table to which it leads. */
    private static Effect referenced(Tokens t, Existing existing) {
        return t.namesAfter("REFERENCES").stream().anyMatch(existing::hasRelation)
                ? Effect.of(SHARE_ROW_EXCLUSIVE, "SHARE ROW EXCLUSIVE on the referenced table")
                : Effect.NOTHING;
    }

    private static Effect drop(Tokens t, Existing existing) {
        if (t.take("INDEX")) {
            boolean concurrently = t.take("CONCURRENTLY");
            t.take("IF", "EXISTS");
            if (existing.index(t.takeName()).isEmpty()) {
                return Effect.NOTHING;
            }
            return concurrently
                    ? Effect.of(SHARE_UPDATE_EXCLUSIVE, "waits for older transactions")
                    : Effect.of(ACCESS_EXCLUSIVE);
        }
        if (t.take("TABLE") || t.take("VIEW") || t.take("MATERIALIZED", "VIEW")) {
            t.take("IF", "EXISTS");
            return existing.hasRelation(t.takeName()) ? Effect.of(ACCESS_EXCLUSIVE) : Effect.NOTHING;
        }
        if (t.next("TRIGGER") || t.next("POLICY") || t.next("RULE")) {
            return onExisting(t, existing, Effect.of(ACCESS_EXCLUSIVE));
        }
        if (t.next("STATISTICS")) {
            return Effect.of(SHARE_UPDATE_EXCLUSIVE);
        }
        return t.contains("CASCADE")
                ? Effect.of(ACCESS_EXCLUSIVE, "on every table that loses something by CASCADE")
                : Effect.NOTHING;
    }

    private static Effect comment(Tokens t, Existing existing) {
        if (t.take("CONSTRAINT")) {
            return onExisting(t, existing, Effect.of(ACCESS_SHARE));
        }
        if (t.take("COLUMN")) {
            List<String> path = t.takeName();
            List<String> owner = path.subList(0, Math.max(path.size() - 1, 0));
            return existing.hasRelation(owner) ? Effect.of(SHARE_UPDATE_EXCLUSIVE) : Effect.NOTHING;
        }
        if (t.take("TABLE") || t.take("VIEW") || t.take("MATERIALIZED", "VIEW")) {
            return existing.hasRelation(t.takeName()) ? Effect.of(SHARE_UPDATE_EXCLUSIVE) : Effect.NOTHING;
        }
        if (t.take("INDEX")) {
            return existing.index(t.takeName()).isPresent() ? Effect.of(SHARE_UPDATE_EXCLUSIVE) : Effect.NOTHING;
        }
        return Effect.NOTHING;
    }
}
