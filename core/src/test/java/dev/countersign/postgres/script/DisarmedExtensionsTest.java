package dev.countersign.postgres.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Ownership;
import dev.countersign.catalog.Privileges;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scope;
import dev.countersign.diff.Change;
import dev.countersign.plan.Batch;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.postgres.PostgresDialect;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.Progress;
import dev.countersign.source.ScriptRunner;
import dev.countersign.source.SqlScript;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas that name other servers and files load, and nothing of them reaches one. */
@ExtendWith(PostgresEngine.class)
class DisarmedExtensionsTest {
    private static final PostgresDialect DIALECT = new PostgresDialect();

    private static final String ELSEWHERE = """
            CREATE EXTENSION postgres_fdw;
            CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '%1$d', dbname 'd', connect_timeout '2');
            CREATE USER MAPPING FOR CURRENT_USER SERVER elsewhere OPTIONS (user 'u');
            CREATE FOREIGN TABLE far (a int, b text) SERVER elsewhere OPTIONS (table_name 'near');
            CREATE VIEW seen AS SELECT a FROM far WHERE b IS NOT NULL;
            CREATE EXTENSION file_fdw;
            CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
            CREATE FOREIGN TABLE filed (line text) SERVER files OPTIONS (filename '%2$s', format 'text');
            CREATE EXTENSION dblink;
            CREATE VIEW linked AS SELECT * FROM dblink('host=127.0.0.1 port=%1$d', 'SELECT 1') AS t(a int);
            CREATE FUNCTION asked() RETURNS text LANGUAGE sql AS $$ SELECT dblink_connect('host=127.0.0.1 port=%1$d') $$;
            """;

    private static final String SUBSCRIBED = """
            CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=%d dbname=d user=u password=w' PUBLICATION p
              WITH (connect = false, slot_name = 'held');
            """;

    private final PostgresEngine.Server server;

    DisarmedExtensionsTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @Test
    void schemasWithThemLoadAndTheirPlansCanBeTriedBothWays(@TempDir Path folder) throws SQLException {
        Catalog empty;
        Catalog made;
        try (ScratchDatabase scratch = server.database().create("disarmed")) {
            empty = inspect(scratch);
            load(ELSEWHERE.formatted(1, folder.resolve("secret")), scratch);
            made = inspect(scratch);
        }
        assertThat(made.all(Ownership.class)).isEmpty();
        assertThat(made.all(Privileges.class)).isEmpty();
        for (List<Catalog> way : List.of(List.of(empty, made, made), List.of(made, empty, empty))) {
            try (ScratchDatabase scratch = server.database().create("disarmed")) {
                run(scratch, plan(empty, way.getFirst()));
                run(scratch, plan(way.getFirst(), way.get(1)));
                assertThat(DIALECT.diff(inspect(scratch), way.getLast(), List.of())
                                .changes())
                        .extracting(Change::ref)
                        .isEmpty();
            }
        }
    }

    @Test
    void whatLooksIntoMemoryAndStorageIsMadeAndCannotBeCalled() throws SQLException {
        String script = """
                CREATE EXTENSION pageinspect; CREATE EXTENSION pg_walinspect; CREATE EXTENSION pg_surgery; CREATE EXTENSION refint;
                CREATE VIEW pages AS SELECT * FROM heap_page_items(get_raw_page('pg_class', 0));
                CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int);
                CREATE TRIGGER within BEFORE INSERT ON b FOR EACH ROW EXECUTE FUNCTION check_primary_key('id', 'a', 'id');""";
        for (String call : List.of(
                "SELECT * FROM pages",
                "INSERT INTO b VALUES (1)",
                "SELECT heap_force_kill('a'::regclass, ARRAY['(0,1)'::tid])")) {
            try (ScratchDatabase scratch = server.database().create("disarmed")) {
                load(script, scratch);
                assertThat(inspect(scratch).uncompared()).isEmpty();
                assertThatThrownBy(() -> load(call, scratch))
                        .hasMessageMatching("(?s).*(ermission denied|it calls a function that reaches files).*");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE MATERIALIZED VIEW m AS SELECT * FROM far",
                "CREATE TABLE t AS SELECT * FROM filed",
                "CREATE TABLE t AS SELECT * FROM linked",
                "CREATE TABLE t AS SELECT asked()",
                "DO $$ BEGIN PERFORM asked(); EXCEPTION WHEN OTHERS THEN CREATE TABLE t (a int); END $$",
                "CREATE SUBSCRIPTION t CONNECTION 'host=127.0.0.1 port=%d dbname=d application_name=connect=false' PUBLICATION p",
                "CREATE SUBSCRIPTION t CONNECTION 'host=127.0.0.1 port=%d dbname=d' PUBLICATION p WITH (create_slot = false, slot_name = 'connect = false')",
                "DO $$ BEGIN EXECUTE 'CREATE SUBSCRIPTION t CONNECTION ''host=127.0.0.1 port=%d dbname=d'' PUBLICATION p WITH (create_slot = false)'; END $$",
                "DO $$ BEGIN EXECUTE 'ALTER SUBSCRIPTION s ENABLE'; EXECUTE 'ALTER SUBSCRIPTION s REFRESH PUBLICATION'; END $$",
                "DO $$ BEGIN EXECUTE 'DROP SUBSCRIPTION s'; END $$",
                "ALTER SUBSCRIPTION s SET (failover = true)",
                "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
                "ALTER SUBSCRIPTION s OWNER TO somebody_new; DO $$ BEGIN EXECUTE 'ALTER SUBSCRIPTION s ENABLE'; END $$",
                "INSERT INTO far VALUES (1)",
                "IMPORT FOREIGN SCHEMA public FROM SERVER elsewhere INTO public",
                "SELECT dblink_connect_u('host=127.0.0.1 port=%d')",
                "ALTER FOREIGN DATA WRAPPER postgres_fdw HANDLER postgres_fdw_handler",
                "CREATE FOREIGN DATA WRAPPER mine HANDLER postgres_fdw_handler",
                "CREATE FUNCTION f(text) RETURNS text LANGUAGE c STRICT AS '$libdir/dblink', 'dblink_connect'",
                "UPDATE pg_catalog.pg_proc SET probin = '$libdir/dblink' WHERE proname = 'dblink_connect'",
                "DROP EXTENSION dblink CASCADE; CREATE EXTENSION dblink; SELECT dblink_connect('host=127.0.0.1 port=%d')"
            })
    void nothingOfThemReachesAnything(String attempt, @TempDir Path folder) throws SQLException, IOException {
        Path file = Files.writeString(folder.resolve("secret"), "a secret\n");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ScratchDatabase scratch = server.database().create("disarmed")) {
            int port = listening.getLocalPort();
            String script = ELSEWHERE.formatted(port, file) + SUBSCRIBED.formatted(port);
            assertThatThrownBy(() -> load(script + attempt.formatted(port), scratch))
                    .satisfies(e -> assertThat(e.getMessage())
                            .containsAnyOf(
                                    "name a dev database whose role is a superuser",
                                    "ermission denied",
                                    "it would call the publisher"));
            listening.setSoTimeout(1);
            assertThatThrownBy(listening::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    /** Its slot is the publisher's, which would be called to drop it. */
    @Test
    void aSubscriptionWithASlotIsDroppedWithoutACall() throws SQLException, IOException {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ScratchDatabase scratch = server.database().create("disarmed")) {
            load(SUBSCRIBED.formatted(listening.getLocalPort()) + "DROP SUBSCRIPTION s", scratch);
            assertThat(inspect(scratch).contains(ObjectRef.of(ObjectKind.SUBSCRIPTION, "s")))
                    .isFalse();
            listening.setSoTimeout(1);
            assertThatThrownBy(listening::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private static void load(String script, ScratchDatabase scratch) throws SQLException {
        new ScriptRunner(DIALECT)
                .run(
                        "Loading",
                        SqlScript.parse("script.sql", script, DIALECT.scripts().syntax()),
                        scratch,
                        Progress.none());
    }

    private static void run(ScratchDatabase scratch, Plan plan) throws SQLException {
        try (Connection connection = scratch.openForScripts()) {
            for (Batch batch : plan.batches()) {
                for (dev.countersign.plan.Statement statement : batch.statements()) {
                    try {
                        DIALECT.scripts().execute(scratch, connection, statement.sql());
                    } catch (SQLException refused) {
                        for (String instead : DIALECT.scripts().instead(scratch, statement.sql(), refused)) {
                            DIALECT.scripts().execute(scratch, connection, instead);
                        }
                    }
                }
            }
        }
    }

    private static Catalog inspect(ScratchDatabase scratch) throws SQLException {
        try (Connection connection = scratch.open()) {
            return DIALECT.inspector().inspect(connection, Scope.database(), Progress.none());
        }
    }

    private static Plan plan(Catalog from, Catalog to) {
        return DIALECT.planner().plan(DIALECT.diff(from, to, List.of()), PlanOptions.everything());
    }
}
