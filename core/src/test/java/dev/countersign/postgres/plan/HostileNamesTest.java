package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.plan.LockSafe;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recipe over names that need care. */
@ExtendWith(PostgresEngine.class)
class HostileNamesTest {
    private static final PlanOptions SAFE = PlanOptions.with(LockSafe.always());

    private final Migration migration;

    HostileNamesTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    static List<String> names() {
        return List.of(
                "select",
                "Upper Case",
                "it's \"quoted\"",
                "two\nlines -- no comment",
                "; DROP TABLE x; /*",
                "grüße_日本語_😀",
                "x".repeat(62),
                "日".repeat(20),
                "$$ %s \\ ${a}");
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyRecipeArrives(String name) throws SQLException {
        String n = '"' + name.replace("\"", "\"\"") + '"';
        String t = n + "." + n;
        String old = "CREATE SCHEMA " + n + "; CREATE TYPE " + n + ".mood AS ENUM ('a', 'b'); CREATE TABLE " + t
                + " (" + n + " int, m " + n + ".mood DEFAULT 'a', k int NOT NULL, u int);"
                + " CREATE TABLE " + n + ".parent (id int PRIMARY KEY);"
                + " CREATE INDEX i ON " + t + " (" + n + "); CREATE INDEX old_name ON " + t + " (u);"
                + " INSERT INTO " + t + " VALUES (1, 'b', 1, 1); INSERT INTO " + n + ".parent VALUES (1);";
        String wanted = "CREATE SCHEMA " + n + "; CREATE TYPE " + n + ".mood AS ENUM ('b'); CREATE TABLE " + t
                + " (" + n + " int NOT NULL, m " + n + ".mood DEFAULT 'b', k int NOT NULL, u int,"
                + " CONSTRAINT pk PRIMARY KEY (k), CONSTRAINT uq UNIQUE (u), CONSTRAINT c CHECK (" + n + " > 0));"
                + " CREATE TABLE " + n + ".parent (id int PRIMARY KEY);"
                + " ALTER TABLE " + t + " ADD CONSTRAINT fk FOREIGN KEY (" + n + ") REFERENCES " + n + ".parent;"
                + " CREATE INDEX i ON " + t + " (" + n + ", k); CREATE INDEX new_name ON " + t + " (u);";
        migration.arrives(old, wanted, List.of(), SAFE, "SELECT m FROM " + t, "b");
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesOfItsOwnAreShortEnough(String name) throws SQLException {
        String n = '"' + name.replace("\"", "\"\"") + '"';
        String old =
                "CREATE TABLE t (" + n + " int, b int); CREATE TABLE " + n + " (" + n + " int, CONSTRAINT c CHECK (" + n
                        + " > 0)); CREATE INDEX " + '"'
                        + name.replace("\"", "\"\"").replaceFirst("^.", "Y") + '"' + " ON t (b);"
                        + " CREATE TYPE e AS ENUM ('a'); ";
        String wanted = old.replace("ON t (b)", "ON t (b DESC)").replace("(" + n + " int", "(" + n + " int NOT NULL");
        Plan plan = migration.arrives(old, wanted, List.of(), SAFE, "SELECT 1", "1");
        assertThat(plan.script()).contains("CONCURRENTLY", "VALIDATE CONSTRAINT");
    }
}
