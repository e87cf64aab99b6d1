package dev.countersign.postgres.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.Generated;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.View;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Definitions that are written without asking the server are letter for letter the server's own. */
@ExtendWith(PostgresEngine.class)
class PlainDefinitionsTest {
    private static final String SCHEMA = """
            CREATE SCHEMA "Mixed Case";
            CREATE TYPE mood AS ENUM ('low', 'high');
            CREATE DOMAIN short AS text CHECK (length(VALUE) < 9);
            CREATE TABLE t (gone int, id int, n name, c "char", code varchar(9), title text COLLATE "C", note text, fixed char(3), m mood, s short,
              o oid, at timestamptz, list int[], cidr cidr, "Upper" int, "order" int, "ümlaut" int, json_array int, col$ int);
            ALTER TABLE t DROP COLUMN gone;
            CREATE INDEX i_one ON t (id);
            CREATE UNIQUE INDEX i_unique ON t (id, code);
            CREATE UNIQUE INDEX i_include ON t (at) INCLUDE (note, id);
            CREATE UNIQUE INDEX i_nulls ON t (note) NULLS NOT DISTINCT;
            CREATE INDEX i_orders ON t (id DESC, at DESC NULLS LAST, o NULLS FIRST, note ASC NULLS LAST);
            CREATE INDEX i_oid_class ON t (id oid_ops);
            CREATE INDEX i_pattern ON t (code varchar_pattern_ops, note text_pattern_ops);
            CREATE INDEX i_same_class ON t (note text_ops, code varchar_ops);
            CREATE INDEX i_text ON t (code, title, note, fixed, n, c);
            CREATE INDEX i_collated ON t (title COLLATE "POSIX", note COLLATE "C");
            CREATE INDEX i_same_collation ON t (title COLLATE "C");
            CREATE INDEX i_types ON t (m, s, list, cidr);
            CREATE INDEX i_hash ON t USING hash (id);
            CREATE INDEX i_brin ON t USING brin (at);
            CREATE INDEX i_gin ON t USING gin (list);
            CREATE INDEX i_filled ON t (id) WITH (fillfactor = 70);
            CREATE INDEX i_expression ON t (lower(note), id);
            CREATE INDEX i_where ON t (id) WHERE note IS NOT NULL;
            CREATE UNIQUE INDEX i_where_both ON t (id DESC, note) INCLUDE (code) WHERE "Upper" > 3 AND (note = 'it''s' OR lower(title) <> '{VAR ' || code);
            CREATE INDEX i_where_function ON t (id) WHERE length(code) > 1;
            CREATE INDEX i_where_truth ON t (id) WHERE (t.id > 0) IS TRUE;
            CREATE INDEX i_where_row ON t (id) WHERE t IS NOT NULL;
            CREATE INDEX i_where_type ON t (id) WHERE m = 'low' AND s::varchar(3) = ANY (ARRAY['a', 'b']);
            CREATE INDEX i_where_expression ON t (lower(note)) WHERE id > 0;
            CREATE INDEX i_upper ON t ("Upper");
            CREATE INDEX i_word ON t ("order");
            CREATE INDEX i_letter ON t ("ümlaut");
            CREATE INDEX i_younger_word ON t (json_array);
            CREATE INDEX i_dollar ON t (col$);
            CREATE INDEX "I Quoted" ON t (id);
            CREATE INDEX i_include_quoted ON t (id) INCLUDE ("Upper");
            CREATE MATERIALIZED VIEW mv AS SELECT id, note FROM t;
            CREATE UNIQUE INDEX i_view ON mv (id);
            CREATE TABLE "Mixed Case".target (id int PRIMARY KEY, "B" int UNIQUE, x int, y int, UNIQUE (x, y));
            CREATE TABLE target (x int, y int, z int, PRIMARY KEY (x, y) INCLUDE (z), UNIQUE (y) DEFERRABLE, UNIQUE NULLS NOT DISTINCT (z),
              CONSTRAINT late UNIQUE (x) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT wide UNIQUE (z, y, x) INCLUDE (z) WITH (fillfactor = 50));
            CREATE TABLE child (a int, b int, "C" int, PRIMARY KEY ("C"),
              CONSTRAINT f_plain FOREIGN KEY (a, b) REFERENCES target,
              CONSTRAINT f_update FOREIGN KEY (a, b) REFERENCES target ON UPDATE CASCADE,
              CONSTRAINT f_delete FOREIGN KEY (a, b) REFERENCES target (x, y) ON DELETE SET NULL ON UPDATE RESTRICT,
              CONSTRAINT f_default FOREIGN KEY (a, b) REFERENCES target ON DELETE SET DEFAULT,
              CONSTRAINT f_restrict FOREIGN KEY (a, b) REFERENCES target ON DELETE RESTRICT ON UPDATE SET NULL,
              CONSTRAINT f_some FOREIGN KEY (a, b) REFERENCES target ON DELETE SET NULL (a),
              CONSTRAINT f_full FOREIGN KEY (a, b) REFERENCES target MATCH FULL,
              CONSTRAINT f_late FOREIGN KEY (a, b) REFERENCES target DEFERRABLE INITIALLY DEFERRED,
              CONSTRAINT f_quoted FOREIGN KEY ("C") REFERENCES "Mixed Case".target (id) ON DELETE CASCADE,
              CONSTRAINT f_self FOREIGN KEY (a) REFERENCES child ("C"));
            ALTER TABLE child ADD CONSTRAINT f_unchecked FOREIGN KEY (b, a) REFERENCES target NOT VALID;
            ALTER TABLE child ADD CONSTRAINT positive CHECK (a > 0);
            ALTER TABLE child ADD CHECK (a > 0 AND "C" < 9 OR b IS NULL), ADD CHECK (a IN (1, 2)), ADD CHECK (true),
              ADD CONSTRAINT own CHECK (b > 0) NO INHERIT, ADD CONSTRAINT later CHECK (b > 1) NOT VALID, ADD CONSTRAINT never CHECK (b > 2) NOT ENFORCED,
              ADD CHECK (coalesce(a, b) > 0), ADD CHECK (a::text ~ E'^\\d \\\\ "x"');
            CREATE TABLE heir () INHERITS (child);
            ALTER TABLE heir ADD CHECK (heir IS NOT NULL);
            CREATE TABLE twin (x int CHECK (x > 0), y text, CHECK (tableoid > 0 AND x < 9));
            CREATE TABLE other_twin (z int CHECK (z > 0), y text, CHECK (tableoid > 0 AND z < 9));
            CREATE TABLE third_twin (LIKE twin INCLUDING ALL);
            CREATE TABLE fifth_twin (x int, y text COLLATE "C", Z text);
            CREATE TABLE sixth_twin (x int, y varchar(9), Z text COLLATE "C");
            CREATE INDEX i_twin_lower ON twin (lower(y) DESC NULLS LAST, x) INCLUDE (y);
            CREATE INDEX i_other_lower ON other_twin (lower(y) DESC NULLS LAST, z) INCLUDE (y);
            CREATE INDEX i_third_lower ON third_twin (lower(y) DESC NULLS LAST, x) INCLUDE (x);
            CREATE INDEX i_fifth_collated ON fifth_twin ((x + 1), z COLLATE "C", lower(y)) WHERE x IS NOT NULL;
            CREATE INDEX i_sixth_collated ON sixth_twin ((x + 1), z COLLATE "C", lower(y)) WHERE x IS NOT NULL;
            CREATE INDEX i_fifth_typed ON fifth_twin ((x + 1), y varchar_ops);
            CREATE INDEX i_sixth_typed ON sixth_twin ((x + 1), y varchar_ops);
            CREATE INDEX i_fifth_class ON fifth_twin (lower(y) text_pattern_ops, (y || z) COLLATE "POSIX", x) WHERE x > 0;
            CREATE UNIQUE INDEX i_fifth_unique ON fifth_twin ((x + 1));
            CREATE INDEX i_fifth_filled ON fifth_twin ((x + 1)) WITH (fillfactor = 60);
            CREATE INDEX i_twin ON twin (y) WHERE x > 0;
            CREATE INDEX i_other_twin ON other_twin (y) WHERE z > 0;
            CREATE INDEX i_third_twin ON third_twin (y) WHERE x > 0;
            CREATE TABLE whole (id int, k int, PRIMARY KEY (id), FOREIGN KEY (k) REFERENCES "Mixed Case".target) PARTITION BY RANGE (id);
            CREATE TABLE part PARTITION OF whole FOR VALUES FROM (1) TO (9);
            CREATE INDEX i_whole ON whole (k)""";

    private final PostgresEngine.Server server;

    PlainDefinitionsTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @Test
    void everyDefinitionIsTheServersOwn() throws SQLException {
        try (ScratchDatabase scratch = server.database().create("plain");
                Connection connection = scratch.openForScripts()) {
            PostgresEngine.Server.run(connection, SCHEMA);
            Catalog catalog = new PostgresInspector().inspect(connection, Scope.database(), Progress.none());
            assertThat(indexes(catalog)).isEqualTo(printed(connection, """
                    SELECT n.nspname || '.' || c.relname, pg_get_indexdef(c.oid)
                    FROM pg_index ix JOIN pg_class c ON c.oid = ix.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.oid >= 16384 AND n.nspname !~ '^pg_' AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))"""));
            assertThat(constraints(catalog)).isEqualTo(printed(connection, """
                    SELECT n.nspname || '.' || c.relname || '.' || k.conname, pg_get_constraintdef(k.oid)
                    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE k.oid >= 16384 AND k.contype IN ('p', 'u', 'x', 'f', 'c') AND (k.conparentid = 0 OR k.contype <> 'f')"""));
        }
    }

    /** The same tree may stand for other columns in another table, and what looks like a column may be a text. */
    @Test
    void everyExpressionIsTheServersOwn() throws SQLException {
        try (ScratchDatabase scratch = server.database().create("plain");
                Connection connection = scratch.openForScripts()) {
            PostgresEngine.Server.run(connection, """
                    CREATE SCHEMA other;
                    CREATE FUNCTION made() RETURNS int LANGUAGE sql AS 'SELECT 1';
                    CREATE FUNCTION other.made() RETURNS int LANGUAGE sql AS 'SELECT 1';
                    CREATE TYPE mood AS ENUM ('low', 'high');
                    CREATE SEQUENCE numbers;
                    CREATE TABLE a (x int DEFAULT 7, y int DEFAULT 7, twice int GENERATED ALWAYS AS (x * 2) STORED, at timestamptz DEFAULT now(),
                      t text DEFAULT '{VAR 1}', n int DEFAULT nextval('numbers'), m mood DEFAULT 'low', f int DEFAULT made());
                    CREATE TABLE b (z int DEFAULT 7, y bigint DEFAULT 7, twice int GENERATED ALWAYS AS (z * 2) STORED, at timestamptz DEFAULT now(),
                      t text DEFAULT '{VAR 1}', n int DEFAULT nextval('numbers'), m mood DEFAULT 'low', f int DEFAULT other.made(), s serial);
                    CREATE TABLE c (LIKE a INCLUDING ALL);
                    CREATE TABLE d (more int DEFAULT 8) INHERITS (a);
                    CREATE VIEW v AS SELECT x, y FROM a;
                    ALTER VIEW v ALTER x SET DEFAULT 7""");
            Catalog catalog = new PostgresInspector().inspect(connection, Scope.database(), Progress.none());
            Map<String, String> read = new TreeMap<>();
            catalog.all(Table.class)
                    .forEach(table -> table.columns()
                            .forEach(column -> column.defaultExpression()
                                    .or(() -> column.generated().map(Generated::expression))
                                    .ifPresent(text -> read.put(table.ref().display() + "." + column.name(), text))));
            catalog.all(View.class)
                    .forEach(view -> view.columns()
                            .forEach(column -> column.defaultExpression()
                                    .ifPresent(text -> read.put(view.ref().display() + "." + column.name(), text))));
            assertThat(read).hasSize(35).isEqualTo(printed(connection, """
                    SELECT n.nspname || '.' || c.relname || '.' || a.attname, pg_get_expr(d.adbin, d.adrelid)
                    FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
                    JOIN pg_class c ON c.oid = d.adrelid JOIN pg_namespace n ON n.oid = c.relnamespace"""));
        }
    }

    private static Map<String, String> indexes(Catalog catalog) {
        return catalog.all(Index.class).stream()
                .collect(Collectors.toMap(i -> i.ref().display(), Index::definition, (a, b) -> a, TreeMap::new));
    }

    private static Map<String, String> constraints(Catalog catalog) {
        return catalog.all(Constraint.class).stream()
                .collect(Collectors.toMap(c -> c.ref().display(), Constraint::definition, (a, b) -> a, TreeMap::new));
    }

    /** What the server prints when, as in an inspection, only its own names need no schema. */
    private static Map<String, String> printed(Connection connection, String query) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = pg_catalog");
            try (ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    found.put(row.getString(1), row.getString(2));
                }
            }
        }
        return found;
    }
}
