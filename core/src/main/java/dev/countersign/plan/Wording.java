package dev.countersign.plan;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.diff.Change;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Words that policy can add to statements ({@code diff.add_table}, {@code add_column}, {@code add_index}, {@code drop_table}, {@code materialized}). */
public enum Wording {
    /** {@code CREATE TABLE IF NOT EXISTS}. */
    TABLE_IF_NOT_EXISTS("add_table.if_not_exists") {
        @Override
        Optional<String> put(Statement statement) {
            return adds(statement, ObjectKind.TABLE)
                    ? behind(
                            statement.sql(),
                            List.of("CREATE TABLE ", "CREATE UNLOGGED TABLE ", "CREATE FOREIGN TABLE "),
                            "IF NOT EXISTS ")
                    : Optional.empty();
        }
    },
    /** {@code ADD COLUMN IF NOT EXISTS}. */
    COLUMN_IF_NOT_EXISTS("add_column.if_not_exists") {
        @Override
        Optional<String> put(Statement statement) {
            int at = outsideQuotes(statement.sql(), " ADD COLUMN ");
            return carries(statement, Change.AddColumn.class) && statement.sql().startsWith("ALTER ") && at >= 0
                    ? behind(
                            statement.sql(),
                            List.of(statement.sql().substring(0, at + " ADD COLUMN ".length())),
                            "IF NOT EXISTS ")
                    : Optional.empty();
        }
    },
    /** {@code CREATE INDEX IF NOT EXISTS}. */
    INDEX_IF_NOT_EXISTS("add_index.if_not_exists") {
        @Override
        Optional<String> put(Statement statement) {
            return adds(statement, ObjectKind.INDEX)
                    ? behind(
                            statement.sql(),
                            List.of(
                                    "CREATE INDEX CONCURRENTLY ",
                                    "CREATE UNIQUE INDEX CONCURRENTLY ",
                                    "CREATE INDEX ",
                                    "CREATE UNIQUE INDEX "),
                            "IF NOT EXISTS ")
                    : Optional.empty();
        }
    },
    /** {@code DROP TABLE IF EXISTS}. */
    DROP_TABLE_IF_EXISTS("drop_table.if_exists") {
        @Override
        Optional<String> put(Statement statement) {
            return drops(statement)
                    ? behind(statement.sql(), List.of("DROP TABLE ", "DROP FOREIGN TABLE "), "IF EXISTS ")
                    : Optional.empty();
        }
    },
    /** {@code DROP TABLE ... CASCADE}: also what the compared states do not know of. */
    DROP_TABLE_CASCADE("drop_table.cascade") {
        @Override
        Optional<String> put(Statement statement) {
            return drops(statement) && statement.sql().startsWith("DROP ")
                    ? Optional.of(beforeEnd(statement.sql(), " CASCADE"))
                    : Optional.empty();
        }
    },
    /** {@code CREATE MATERIALIZED VIEW ... WITH NO DATA}: it cannot be read until it is refreshed. */
    WITH_NO_DATA("materialized.with_no_data") {
        @Override
        Optional<String> put(Statement statement) {
            return statement.sql().startsWith("CREATE MATERIALIZED VIEW ")
                    ? Optional.of(beforeEnd(statement.sql(), "\nWITH NO DATA"))
                    : Optional.empty();
        }
    };

    private final String hclName;

    Wording(String hclName) {
        this.hclName = hclName;
    }

    /** Block and attribute in the project file. */
    public String hclName() {
        return hclName;
    }

    /** The statement in these words; empty when they are not about it. */
    abstract Optional<String> put(Statement statement);

    /** The plan in these words. Statements that only help, such as dropping a table whose rows were copied, are left as they are. */
    public static Plan in(Collection<Wording> wordings, Plan plan) {
        if (wordings.isEmpty()) {
            return plan;
        }
        Set<Wording> asked = Set.copyOf(wordings);
        return new Plan(
                plan.batches().stream()
                        .map(b -> new Batch(
                                b.transactional(),
                                b.statements().stream().map(s -> in(asked, s)).toList()))
                        .toList(),
                plan.keptOut(),
                plan.begin());
    }

    private static Statement in(Set<Wording> asked, Statement statement) {
        Statement put = statement;
        for (Wording wording : values()) {
            if (asked.contains(wording)) {
                Statement before = put;
                put = wording.put(before).map(sql -> with(before, sql)).orElse(before);
            }
        }
        return put;
    }

    private static Statement with(Statement s, String sql) {
        return new Statement(
                s.number(), sql, s.changes(), s.rows(), s.objects(), s.purpose(), s.destructive(), s.undo());
    }

    private static boolean carries(Statement statement, Class<? extends Change> type) {
        return statement.changes().stream().anyMatch(type::isInstance);
    }

    private static boolean adds(Statement statement, ObjectKind kind) {
        return statement.changes().stream().anyMatch(c -> c instanceof Change.AddObject && c.kind() == kind);
    }

    private static boolean drops(Statement statement) {
        return statement.changes().stream()
                .anyMatch(c -> c instanceof Change.DropObject && c.kind() == ObjectKind.TABLE);
    }

    private static Optional<String> behind(String sql, List<String> heads, String words) {
        return heads.stream()
                .filter(sql::startsWith)
                .findFirst()
                .map(head -> head + words + sql.substring(head.length()));
    }

    private static String beforeEnd(String sql, String words) {
        return sql.endsWith(";") ? sql.substring(0, sql.length() - 1) + words + ";" : sql + words;
    }

    private static int outsideQuotes(String sql, String words) {
        boolean quoted = false;
        for (int i = 0; i < sql.length(); i++) {
            if (sql.charAt(i) == '"') {
                quoted = !quoted;
            } else if (!quoted && sql.startsWith(words, i)) {
                return i;
            }
        }
        return -1;
    }
}
