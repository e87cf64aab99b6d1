package dev.countersign.postgres.locks;

import static dev.countersign.postgres.locks.LockMode.ACCESS_EXCLUSIVE;
import static dev.countersign.postgres.locks.LockMode.SHARE_ROW_EXCLUSIVE;
import static dev.countersign.postgres.locks.LockMode.SHARE_UPDATE_EXCLUSIVE;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Generated;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What each action of {@code ALTER TABLE} needs. */
final class AlterTable {
    private static final Set<String> SERIAL =
            Set.of("serial", "bigserial", "smallserial", "serial2", "serial4", "serial8");

    private final Existing existing;
    private final List<String> table;

    AlterTable(Existing existing, List<String> table) {
        this.existing = existing;
        this.table = table;
    }

    Effect effect(Tokens actions) {
        Effect all = Effect.NOTHING;
        for (Tokens action : actions.actions()) {
            all = all.and(action(action));
        }
        return all;
    }

    private Effect action(Tokens t) {
        if (t.take("ADD")) {
            return add(t);
        }
        if (t.take("DROP")) {
            return drop(t);
        }
        if (t.take("ALTER", "CONSTRAINT")) {
            return Effect.of(ACCESS_EXCLUSIVE).scanning(t.contains("ENFORCED") && !t.contains("NOT", "ENFORCED"));
        }
        if (t.take("ALTER")) {
            t.take("COLUMN");
            return alterColumn(String.join(".", t.takeName()), t);
        }
        if (t.take("VALIDATE", "CONSTRAINT")) {
            return Effect.of(SHARE_UPDATE_EXCLUSIVE).scanning();
        }
        if (t.take("ATTACH", "PARTITION")) {
            Effect attach = Effect.of(
                            ACCESS_EXCLUSIVE,
                            "ACCESS EXCLUSIVE on the partition that is attached, SHARE UPDATE EXCLUSIVE on its parent")
                    .scanning();
            return existing.hasDefaultPartition(table)
                    ? attach.note("ACCESS EXCLUSIVE on the default partition, which is read as well")
                    : attach;
        }
        if (t.take("DETACH", "PARTITION")) {
            return t.contains("CONCURRENTLY") || t.contains("FINALIZE")
                    ? Effect.of(SHARE_UPDATE_EXCLUSIVE, "waits for older transactions")
                    : Effect.of(ACCESS_EXCLUSIVE);
        }
        if (t.next("SET") || t.next("RESET") || t.next("CLUSTER", "ON")) {
            return set(t);
        }
        if (t.next("ENABLE") || t.next("DISABLE")) {
            return Effect.of(t.contains("TRIGGER") ? SHARE_ROW_EXCLUSIVE : ACCESS_EXCLUSIVE);
        }
        return Effect.of(ACCESS_EXCLUSIVE);
    }

    private Effect set(Tokens t) {
        if (t.next("SET", "LOGGED")
                || t.next("SET", "UNLOGGED")
                || t.next("SET", "TABLESPACE")
                || t.next("SET", "ACCESS", "METHOD")) {
            return Effect.of(ACCESS_EXCLUSIVE).rewriting(true);
        }
        boolean light = t.next("SET", "(")
                || t.next("RESET", "(")
                || t.next("SET", "WITHOUT", "CLUSTER")
                || t.next("CLUSTER", "ON");
        return Effect.of(light && !t.contains("user_catalog_table") ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE);
    }

    private Effect drop(Tokens t) {
        if (!t.take("CONSTRAINT")) {
            t.take("COLUMN");
            t.take("IF", "EXISTS");
            String column = String.join(".", t.takeName());
            Effect effect = Effect.of(ACCESS_EXCLUSIVE);
            return existing.hasForeignKeyOn(table, column)
                    ? effect.note("ACCESS EXCLUSIVE on the table at the other end of the foreign key, too")
                    : effect;
        }
        t.take("IF", "EXISTS");
        String name = String.join(".", t.takeName());
        boolean foreignKey = existing.child(table, name)
                .filter(child -> child instanceof ForeignKey)
                .isPresent();
        Effect effect = Effect.of(ACCESS_EXCLUSIVE);
        return foreignKey ? effect.note("ACCESS EXCLUSIVE on the referenced table, too") : effect;
    }

    private Effect add(Tokens t) {
        if (t.take("CONSTRAINT")) {
            t.takeName();
            return addConstraint(t);
        }
        if (t.next("CHECK")
                || t.next("FOREIGN", "KEY")
                || t.next("PRIMARY", "KEY")
                || t.next("UNIQUE")
                || t.next("EXCLUDE")
                || t.next("NOT", "NULL")) {
            return addConstraint(t);
        }
        t.take("COLUMN");
        t.take("IF", "NOT", "EXISTS");
        t.takeName();
        return addColumn(t);
    }

    private Effect addConstraint(Tokens t) {
        boolean unchecked = t.contains("NOT", "VALID") || t.contains("NOT", "ENFORCED");
        if (t.next("FOREIGN", "KEY")) {
            return Effect.of(SHARE_ROW_EXCLUSIVE, "SHARE ROW EXCLUSIVE on the referenced table, too")
                    .scanning(!unchecked);
        }
        if (t.contains("USING", "INDEX")) {
            String index = String.join(".", t.after("INDEX").takeName());
            return Effect.of(ACCESS_EXCLUSIVE)
                    .scanning(t.next("PRIMARY", "KEY") && existing.coversNullable(table, index));
        }
        if (t.next("UNIQUE") || t.next("PRIMARY", "KEY") || t.next("EXCLUDE")) {
            return Effect.of(ACCESS_EXCLUSIVE, "builds an index").scanning();
        }
        return Effect.of(ACCESS_EXCLUSIVE).scanning(!unchecked);
    }

    private Effect addColumn(Tokens t) {
        Effect effect = Effect.of(ACCESS_EXCLUSIVE);
        List<String> type = t.takeName();
        boolean hasDefault = t.contains("DEFAULT") && !t.contains("DEFAULT", "NULL");
        boolean generated = t.contains("GENERATED", "ALWAYS", "AS", "(");
        boolean identity = t.contains("AS", "IDENTITY");
        boolean stored = generated && t.contains("STORED");
        boolean notNull = t.contains("NOT", "NULL");
        boolean volatileDefault = hasDefault && t.calls().stream().anyMatch(existing::isVolatile);
        boolean serial = type.size() == 1 && SERIAL.contains(type.getFirst());
        if (t.contains("REFERENCES")) {
            effect = effect.note("SHARE ROW EXCLUSIVE on the referenced table, too")
                    .scanning(hasDefault);
        }
        return effect.rewriting(serial || identity || stored || volatileDefault || existing.isConstrainedDomain(type))
                .scanning(t.contains("CHECK")
                        || t.contains("UNIQUE")
                        || t.contains("PRIMARY", "KEY")
                        || (notNull && !hasDefault));
    }

    private Effect alterColumn(String column, Tokens t) {
        if (t.take("TYPE") || t.take("SET", "DATA", "TYPE")) {
            return type(column, t);
        }
        if (t.next("SET", "NOT", "NULL")) {
            return Effect.of(ACCESS_EXCLUSIVE).scanning(!existing.isProvenNotNull(table, column));
        }
        if (t.next("SET", "STATISTICS") || t.next("SET", "(") || t.next("RESET", "(")) {
            return Effect.of(SHARE_UPDATE_EXCLUSIVE);
        }
        if (t.next("SET", "EXPRESSION")) {
            boolean stored = existing.column(table, column)
                    .flatMap(Column::generated)
                    .filter(g -> g.storage() == Generated.Storage.STORED)
                    .isPresent();
            return Effect.of(ACCESS_EXCLUSIVE).rewriting(stored);
        }
        return Effect.of(ACCESS_EXCLUSIVE);
    }

    private Effect type(String column, Tokens t) {
        Optional<Column> current = existing.column(table, column);
        String to = TypeText.of(t.until("USING").until("COLLATE"));
        boolean rewrites = current.isEmpty()
                || computes(t, column)
                || existing.isConstrainedDomain(List.of(to.split("\\.")))
                || rewrites(current.get(), to);
        Effect effect = Effect.of(ACCESS_EXCLUSIVE)
                .rewriting(rewrites)
                .scanning(existing.hasCheckOn(table, column)
                        || existing.hasComputedIndexOn(table, column)
                        || t.contains("COLLATE"));
        return existing.hasForeignKeyOn(table, column)
                ? effect.note("ACCESS EXCLUSIVE on the tables at the other end of its foreign keys, too")
                        .scanning()
                : effect;
    }

    private boolean rewrites(Column current, String to) {
        String from = existing.baseOfDomain(current.type()).orElse(current.type());
        return StoredType.of(from)
                .rewrittenAs(StoredType.of(existing.baseOfDomain(to).orElse(to)));
    }

    /** Whether an expression that is more than the column itself gives the new values. */
    static boolean computes(Tokens type, String column) {
        Tokens using = type.after("USING");
        return !using.end() && !(using.takeName().equals(List.of(column)) && using.end());
    }
}
