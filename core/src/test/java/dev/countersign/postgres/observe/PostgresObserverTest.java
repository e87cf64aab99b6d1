package dev.countersign.postgres.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.RowPolicy;
import dev.countersign.catalog.Table;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Observer;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.inspect.PostgresInspector;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresEngine.class)
class PostgresObserverTest {
    private static final ObjectRef T = ObjectRef.of(ObjectKind.TABLE, "public", "t");

    private final PostgresEngine.Server server;

    PostgresObserverTest(PostgresEngine.Server server) {
        this.server = server;
    }

    private interface Work {
        void with(Observer observer, Connection connection) throws SQLException;
    }

    private void observe(String script, Work work) throws SQLException {
        try (ScratchDatabase scratch = server.database().create("observe");
                Connection connection = scratch.open()) {
            PostgresEngine.Server.run(connection, script);
            try (Observer observer = PostgresObserver.factory(new PostgresInspector())
                    .start(connection, Scope.database(), Progress.none())) {
                work.with(observer, connection);
            }
        }
    }

    private static Catalog run(Observer observer, String sql) throws SQLException {
        return observer.run(sql, true, Progress.none());
    }

    @Test
    void seesWhatHappensDeepInsideAFunction() throws SQLException {
        observe("""
                CREATE TABLE t (a int, b int);
                CREATE FUNCTION sneaky() RETURNS void LANGUAGE plpgsql AS $$BEGIN EXECUTE 'ALTER TABLE t DROP ' || 'COLUMN b'; END$$""", (observer, connection) -> {
            Catalog after = run(
                    observer, "DO $$BEGIN PERFORM public.sneaky(); EXCEPTION WHEN division_by_zero THEN NULL; END$$;");
            assertThat(after.find(T, Table.class).orElseThrow().columns()).hasSize(1);
            assertThat(observer.state()).isSameAs(after);
        });
    }

    @Test
    void doesNotReadAgainWhatDidNotChange() throws SQLException {
        observe("CREATE TABLE t (a int)", (observer, connection) -> {
            Catalog before = observer.state();
            assertThat(run(observer, "INSERT INTO public.t VALUES (1)")).isSameAs(before);
            assertThat(run(observer, "SET lock_timeout = '1s'")).isSameAs(before);
            assertThat(run(observer, "COMMENT ON TABLE public.t IS '{?}'")).isNotSameAs(before);
            assertThat(observer.state().find(T).orElseThrow().comment()).contains("{?}");
        });
    }

    @Test
    void everyKindOfChangeIsSeen() throws SQLException {
        String[] statements = {
            "ALTER TYPE e ADD VALUE 'b'",
            "ALTER TABLE t RENAME COLUMN a TO z",
            "DROP VIEW v",
            "ALTER TABLE t ALTER z SET DEFAULT 5",
            "ALTER TABLE t ALTER z DROP DEFAULT",
            "ALTER TABLE t SET (fillfactor = 50)",
            "CREATE POLICY p ON t USING (true)",
            "ALTER POLICY p ON t USING (false)",
            "DROP POLICY p ON t",
            "ALTER SEQUENCE s INCREMENT 3",
            "CREATE INDEX i ON t (z); DROP INDEX j",
            "ALTER FUNCTION f() STABLE",
            "ALTER TABLE t DISABLE TRIGGER tg",
            "COMMENT ON TABLE t IS NULL",
            "ALTER DOMAIN d DROP CONSTRAINT dc",
            "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
            "DROP SCHEMA extra"
        };
        observe("""
                CREATE SCHEMA extra; CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (a int, m e); CREATE VIEW v AS SELECT a FROM t;
                CREATE SEQUENCE s; CREATE INDEX j ON t (m); CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
                CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER tg BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tf(); COMMENT ON TABLE t IS 'x';
                CREATE DOMAIN d AS int CONSTRAINT dc CHECK (VALUE > 0)""", (observer, connection) -> {
            for (String sql : statements) {
                Catalog before = observer.state();
                assertThat(run(observer, sql)).as(sql).isNotEqualTo(before);
                assertThat(observer.state())
                        .as(sql)
                        .isEqualTo(new PostgresInspector().inspect(connection, Scope.database(), Progress.none()));
            }
        });
    }

    @Test
    void aRefusedStatementChangesNothing() throws SQLException {
        observe("CREATE TABLE t (a int); INSERT INTO t VALUES (NULL)", (observer, connection) -> {
            Catalog before = observer.state();
            assertThatThrownBy(() -> run(observer, "CREATE TABLE u (a int); ALTER TABLE t ALTER a SET NOT NULL"))
                    .isInstanceOf(SQLException.class);
            assertThat(observer.state()).isSameAs(before);
            assertThat(run(observer, "ALTER TABLE t ADD COLUMN b int")
                            .find(T, Table.class)
                            .orElseThrow()
                            .columns())
                    .hasSize(2);
            assertThat(observer.state().objects().keySet())
                    .extracting(ObjectRef::name)
                    .doesNotContain("u");
        });
    }

    @Test
    void runsOutsideATransactionWhatTheServerRefusesInsideOne() throws SQLException {
        observe("CREATE TABLE t (a int)", (observer, connection) -> {
            String sql = "CREATE INDEX CONCURRENTLY i ON public.t (a)";
            assertThatThrownBy(() -> run(observer, sql)).isInstanceOf(SQLException.class);
            assertThat(observer.run(sql, false, Progress.none()).all(Index.class))
                    .hasSize(1);
        });
    }

    @Test
    void aRenamedRoleShowsInThePoliciesThatNameIt() throws SQLException {
        try (ScratchDatabase scratch = server.database().create("roles");
                Connection connection = scratch.open()) {
            scratch.ensureRole("observed_role");
            PostgresEngine.Server.run(
                    connection, "CREATE TABLE t (a int); CREATE POLICY p ON t TO observed_role USING (true)");
            try (Observer observer = PostgresObserver.factory(new PostgresInspector())
                    .start(connection, Scope.database(), Progress.none())) {
                scratch.runPrivileged(List.of("ALTER ROLE observed_role RENAME TO observed_role_2"));
                assertThat(run(observer, "SELECT 1").all(RowPolicy.class))
                        .singleElement()
                        .satisfies(p -> assertThat(p.roles()).containsExactly("observed_role_2"));
            } finally {
                scratch.runPrivileged(List.of("ALTER ROLE observed_role_2 RENAME TO observed_role"));
            }
        }
    }

    @Test
    void statementsMayThrowOurPreparedQueriesAwayOrReplaceThem() throws SQLException {
        observe("CREATE TABLE t (a int)", (observer, connection) -> {
            run(observer, "ALTER TABLE public.t ADD COLUMN b int");
            run(observer, "DEALLOCATE ALL");
            run(observer, "ALTER TABLE public.t ADD COLUMN c int");
            run(observer, """
                    DO $$DECLARE ours text;
                    BEGIN
                      FOR ours IN SELECT name FROM pg_prepared_statements WHERE statement LIKE '%pg_attribute%' LOOP
                        EXECUTE 'DEALLOCATE ' || ours;
                        EXECUTE 'PREPARE ' || ours || ' AS SELECT 1 WHERE false';
                      END LOOP;
                      ALTER TABLE public.t DROP COLUMN a;
                    END$$""");
            assertThat(observer.state().find(T, Table.class).orElseThrow().columns())
                    .extracting(column -> column.name())
                    .containsExactly("b", "c");
        });
    }

    @Test
    void commentsOnWhatCameWithTheDatabaseAreSeen() throws SQLException {
        observe("CREATE TABLE t (a int)", (observer, connection) -> {
            run(observer, "COMMENT ON SCHEMA public IS 'ours'");
            assertThat(observer.state()
                            .find(ObjectRef.of(ObjectKind.SCHEMA, "public"))
                            .orElseThrow()
                            .comment())
                    .contains("ours");
        });
    }
}
