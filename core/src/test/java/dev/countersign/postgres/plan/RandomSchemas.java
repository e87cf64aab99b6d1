package dev.countersign.postgres.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes random small schemas over one pool of names, so that two of them have much in common. */
final class RandomSchemas {
    private static final List<String> TYPES =
            List.of("integer", "bigint", "numeric(10,2)", "text", "varchar(20)", "date", "mood", "mood[]");

    private final Random random;

    RandomSchemas(long seed) {
        this.random = new Random(seed);
    }

    String next() {
        StringBuilder sql = new StringBuilder("CREATE TYPE mood AS ENUM (")
                .append(random.nextBoolean() ? "'sad', 'ok', 'good'" : "'ok', 'good', 'great'")
                .append(");\n");
        List<String> tables = new ArrayList<>();
        for (String table : List.of("alpha", "\"Be ta\"", "select_", "delta")) {
            if (random.nextInt(4) > 0) {
                table(sql, table);
                tables.add(table);
            }
        }
        for (String from : tables) {
            if (random.nextInt(3) == 0) {
                String to = tables.get(random.nextInt(tables.size()));
                sql.append("ALTER TABLE ")
                        .append(from)
                        .append(" ADD CONSTRAINT points FOREIGN KEY (id) REFERENCES ")
                        .append(to)
                        .append(random.nextBoolean() ? " ON DELETE CASCADE" : "")
                        .append(";\n");
            }
        }
        return sql.toString();
    }

    private void table(StringBuilder sql, String table) {
        List<String> columns = new ArrayList<>();
        sql.append("CREATE TABLE ").append(table).append(" (id integer PRIMARY KEY");
        for (String column : List.of("a", "\"B\"\"q\"", "c", "\"order\"")) {
            if (random.nextInt(3) > 0) {
                String type = TYPES.get(random.nextInt(TYPES.size()));
                columns.add(column);
                sql.append(", ").append(column).append(' ').append(type);
                if (type.equals("mood") && random.nextBoolean()) {
                    sql.append(" DEFAULT 'ok'");
                } else if (type.startsWith("text") && random.nextBoolean()) {
                    sql.append(" DEFAULT 'it''s'");
                }
            }
        }
        sql.append(");\n");
        if (columns.isEmpty()) {
            return;
        }
        String column = columns.get(random.nextInt(columns.size()));
        String name = table.replace("\"", "").replace(' ', '_');
        if (random.nextBoolean()) {
            sql.append("CREATE INDEX ")
                    .append(name)
                    .append("_x ON ")
                    .append(table)
                    .append(" (")
                    .append(column)
                    .append(random.nextBoolean() ? " DESC" : "")
                    .append(");\n");
        }
        if (random.nextBoolean()) {
            sql.append("CREATE VIEW ")
                    .append(name)
                    .append("_v AS SELECT id, ")
                    .append(column)
                    .append(" FROM ")
                    .append(table)
                    .append(";\n");
            if (random.nextBoolean()) {
                sql.append("CREATE VIEW ")
                        .append(name)
                        .append("_w AS SELECT ")
                        .append(column)
                        .append(" FROM ")
                        .append(name)
                        .append("_v;\n");
            }
        }
        if (random.nextInt(3) == 0) {
            sql.append("COMMENT ON COLUMN ")
                    .append(table)
                    .append('.')
                    .append(column)
                    .append(" IS 'note ")
                    .append(random.nextInt(3))
                    .append("';\n");
        }
    }
}
