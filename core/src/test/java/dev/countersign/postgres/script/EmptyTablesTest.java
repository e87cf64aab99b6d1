package dev.countersign.postgres.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.inspect.PostgresInspector;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresEngine.class)
class EmptyTablesTest {
    private final PostgresEngine.Server server;

    EmptyTablesTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @Test
    void rowsGoAndTablesWithoutRowsAreLeftAlone() throws SQLException {
        try (ScratchDatabase scratch = server.database().create("rows");
                Connection connection = scratch.openForScripts();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE SCHEMA "a b";
                    CREATE TABLE "a b"."Parent" (id int PRIMARY KEY);
                    CREATE TABLE child (parent int REFERENCES "a b"."Parent");
                    CREATE TABLE parts (id int) PARTITION BY RANGE (id);
                    CREATE TABLE part_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
                    CREATE TABLE gone (id int);
                    CREATE TABLE never (id int);
                    CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
                    CREATE TRIGGER forbid BEFORE TRUNCATE ON never EXECUTE FUNCTION forbid();
                    INSERT INTO "a b"."Parent" VALUES (1);
                    INSERT INTO child VALUES (1);
                    INSERT INTO parts VALUES (1);
                    INSERT INTO gone VALUES (1);
                    DELETE FROM gone;
                    """);
            Catalog catalog = new PostgresInspector().inspect(connection, Scope.database(), Progress.none());

            new PostgresScripts().emptyTables(connection, catalog);

            try (ResultSet rows = statement.executeQuery("""
                    SELECT (SELECT count(*) FROM "a b"."Parent") + (SELECT count(*) FROM child) + (SELECT count(*) FROM parts)
                      + (SELECT count(*) FROM gone) + (SELECT count(*) FROM never)""")) {
                rows.next();
                assertThat(rows.getInt(1)).isZero();
            }
        }
    }
}
