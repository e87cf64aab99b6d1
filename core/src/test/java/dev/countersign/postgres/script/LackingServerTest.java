package dev.countersign.postgres.script;

import static dev.countersign.postgres.script.LentRightsTest.load;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.PostgresDialect;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the built-in server was built without, and other servers have. */
@ExtendWith(PostgresEngine.class)
class LackingServerTest {
    private final PostgresEngine.Server server;

    LackingServerTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @Test
    void columnsCompressedWithLz4AreReadAsTheyAreStated() throws SQLException {
        try (ScratchDatabase scratch = server.database().create("lz")) {
            load("""
                    CREATE TABLE t (a text COMPRESSION lz4, b text, c text);
                    BEGIN; ALTER TABLE ONLY t ALTER COLUMN c SET COMPRESSION LZ4; COMMENT ON COLUMN t.c IS 'lz4'; COMMIT;
                    ALTER TABLE t ADD d text COMPRESSION lz4; ALTER TABLE t ADD e text COMPRESSION pglz;
                    CREATE INDEX i ON t (a); ALTER TABLE t ALTER b SET NOT NULL;
                    CREATE MATERIALIZED VIEW m AS SELECT a FROM t; ALTER MATERIALIZED VIEW m ALTER a SET COMPRESSION lz4;
                    """, scratch);
            Catalog catalog = inspect(scratch);
            assertThat(compressions(catalog))
                    .isEqualTo(Map.of("a", "lz4", "b", "", "c", "lz4", "d", "lz4", "e", "pglz"));
            assertThat(catalog.find(ObjectRef.of(ObjectKind.MATERIALIZED_VIEW, "public", "m"))
                            .orElseThrow()
                            .toString())
                    .contains("lz4");
            load("ALTER TABLE t ALTER a SET COMPRESSION default; ALTER TABLE t ALTER b TYPE varchar(9)", scratch);
            assertThat(compressions(inspect(scratch)))
                    .isEqualTo(Map.of("a", "", "b", "", "c", "lz4", "d", "lz4", "e", "pglz"));
        }
    }

    /** Nobody knows whether the name is misspelt or only this server lacks it, so it is nothing that this program can do, and no wrong statement. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE EXTENSION postgis",
                "CREATE TABLE t (a text COMPRESSION lz4, b text COMPRESSION pglz)",
                "ALTER DEFAULT PRIVILEGES FOR ROLE pg_read_all_settings REVOKE ALL ON TYPES FROM PUBLIC"
            })
    void whatItLacksOrLendsToNobodyEndsWithTheWayOut(String script) throws SQLException {
        try (ScratchDatabase scratch = server.database().create("lz")) {
            assertThatThrownBy(() -> load(script, scratch))
                    .hasMessageContaining("--dev-url")
                    .hasMessageNotContaining("installed on the system where")
                    .isInstanceOfSatisfying(
                            CountersignException.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNSUPPORTED));
        }
    }

    private static Map<String, String> compressions(Catalog catalog) {
        Map<String, String> all = new TreeMap<>();
        for (Column column : catalog.find(ObjectRef.of(ObjectKind.TABLE, "public", "t"), Table.class)
                .orElseThrow()
                .columns()) {
            all.put(column.name(), column.attributes().getOrDefault("compression", ""));
        }
        return all;
    }

    private static Catalog inspect(ScratchDatabase scratch) throws SQLException {
        try (Connection connection = scratch.open()) {
            return new PostgresDialect().inspector().inspect(connection, Scope.database(), Progress.none());
        }
    }
}
