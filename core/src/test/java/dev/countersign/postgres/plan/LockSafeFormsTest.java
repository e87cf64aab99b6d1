package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.plan.Batch;
import dev.countersign.plan.LockSafe;
import dev.countersign.plan.Plan;
import dev.countersign.plan.PlanOptions;
import dev.countersign.plan.Statement;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The lock-safe forms arrive, each statement in the transaction in which it stops nobody. */
@ExtendWith(PostgresEngine.class)
class LockSafeFormsTest {
    private static final PlanOptions SAFE = PlanOptions.with(LockSafe.always());

    private final Migration migration;
    private final boolean validatesNotNull;

    LockSafeFormsTest(PostgresEngine.Server server) throws SQLException {
        this.migration = new Migration(server);
        this.validatesNotNull =
                Integer.parseInt(server.inspect("").serverVersion().split("\\D")[0]) >= 18;
    }

    private Plan safely(String old, String wanted) throws SQLException {
        return migration.arrives(old, wanted, List.of(), SAFE, "SELECT 1", "1");
    }

    /** The statements of each transaction; those outside of one begin with {@code !}. */
    private static List<String> batches(Plan plan) {
        return plan.batches().stream()
                .map(b -> (b.transactional() ? "" : "! ")
                        + String.join(
                                " ", b.statements().stream().map(Statement::sql).toList()))
                .toList();
    }

    @Test
    void provesNotNullBeforeItIsSet() throws SQLException {
        Plan plan = safely(
                "CREATE TABLE t (a int, b int); INSERT INTO t VALUES (1, 2)",
                "CREATE TABLE t (a int NOT NULL, b bigint)".replace("bigint", "int"));
        if (validatesNotNull) {
            assertThat(batches(plan))
                    .containsExactly(
                            "ALTER TABLE public.t ADD CONSTRAINT t_a_not_null NOT NULL a NOT VALID;",
                            "ALTER TABLE public.t VALIDATE CONSTRAINT t_a_not_null;");
        } else {
            assertThat(batches(plan))
                    .containsExactly(
                            "ALTER TABLE public.t ADD CONSTRAINT t_a_not_null_check CHECK (a IS NOT NULL) NOT VALID;",
                            "ALTER TABLE public.t VALIDATE CONSTRAINT t_a_not_null_check;",
                            "ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;"
                                    + " ALTER TABLE public.t DROP CONSTRAINT t_a_not_null_check;");
        }
    }

    @Test
    void columnsOfAPrimaryKeyStayNotNullUntilItIsReplaced() throws SQLException {
        safely(
                "CREATE TABLE t (a int PRIMARY KEY, b int NOT NULL); INSERT INTO t VALUES (1, 2)",
                "CREATE TABLE t (a int, b int PRIMARY KEY)");
        safely(
                "CREATE TABLE t (a int, b int NOT NULL, PRIMARY KEY (a, b)); INSERT INTO t VALUES (1, 2)",
                "CREATE TABLE t (a int UNIQUE, b int PRIMARY KEY)");
    }

    @Test
    void keysTakeOverIndexesThatWouldOnlyGo() throws SQLException {
        String old = "CREATE TABLE t (a int, b int, c int); INSERT INTO t VALUES (1, 2, 3);"
                + " CREATE UNIQUE INDEX t_a_key ON t (a); CREATE UNIQUE INDEX other ON t (b) INCLUDE (c);"
                + " CREATE UNIQUE INDEX part ON t (c) WHERE c > 0;"
                + " CREATE TABLE r (a int); CREATE UNIQUE INDEX r_key ON t (c, a)";
        String wanted = "CREATE TABLE t (a int UNIQUE, b int, c int, CONSTRAINT t_pkey PRIMARY KEY (b) INCLUDE (c),"
                + " CONSTRAINT part UNIQUE (c), CONSTRAINT late UNIQUE (c, a) DEFERRABLE); CREATE TABLE r (a int)";
        for (Plan plan : List.of(migration.arrives(old, wanted), safely(old, wanted))) {
            assertThat(plan.script())
                    .contains("ADD CONSTRAINT t_a_key UNIQUE USING INDEX t_a_key;")
                    .contains("ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX other;")
                    .contains("ADD CONSTRAINT late UNIQUE USING INDEX r_key DEFERRABLE;")
                    .contains("public.part;")
                    .doesNotContain("DROP INDEX public.t_a_key")
                    .doesNotContain("DROP INDEX CONCURRENTLY public.t_a_key");
        }
        assertThat(migration
                        .arrives(
                                "CREATE TABLE t (a int, b int); CREATE UNIQUE INDEX i ON t (a);"
                                        + " CREATE TABLE r (a int REFERENCES t (a))",
                                "CREATE TABLE t (a int CONSTRAINT k UNIQUE, b int); CREATE INDEX i ON t (b);"
                                        + " CREATE TABLE r (a int REFERENCES t (a))")
                        .script())
                .doesNotContain("USING INDEX");
    }

    @Test
    void namesThatAreAlikeOnceTheyAreCutAreNotGivenTwice() throws SQLException {
        String table = "a_table_with_a_name_that_leaves_no_room_for_anything_behind_it1";
        String index = "an_index_whose_name_leaves_no_room_either_and_begins_like_onea";
        safely(
                "CREATE TABLE " + table + " (one int, two int); CREATE INDEX " + index + "1 ON " + table
                        + " (one); CREATE INDEX " + index + "2 ON " + table + " (two)",
                "CREATE TABLE " + table + " (one int NOT NULL, two int NOT NULL); CREATE INDEX " + index + "1 ON "
                        + table + " (one, two); CREATE INDEX " + index + "2 ON " + table + " (two, one)");
    }

    @Test
    void setsNotNullPlainlyWhereNothingIsGained() throws SQLException {
        Plan proved = safely(
                "CREATE TABLE t (a int CONSTRAINT c CHECK (a IS NOT NULL))",
                "CREATE TABLE t (a int NOT NULL CONSTRAINT c CHECK (a IS NOT NULL))");
        assertThat(proved.script()).isEqualTo("ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;\n");
        Plan rewritten = safely("CREATE TABLE t (a int, b int)", "CREATE TABLE t (a int NOT NULL, b bigint)");
        assertThat(rewritten.script()).contains("SET NOT NULL").doesNotContain("VALIDATE");
        Plan fresh = safely("", "CREATE TABLE t (a int NOT NULL CHECK (a > 0), UNIQUE (a))");
        assertThat(fresh.batches()).hasSize(1);
    }

    @Test
    void setsNotNullWherePrimaryKeysAndIdentitiesNeedIt() throws SQLException {
        safely("CREATE TABLE t (a int)", "CREATE TABLE t (a int PRIMARY KEY)");
        safely("CREATE TABLE t (a int)", "CREATE TABLE t (a int NOT NULL GENERATED ALWAYS AS IDENTITY)");
        safely(
                "CREATE TABLE t (a int)",
                "CREATE TABLE t (a int NOT NULL); CREATE UNIQUE INDEX i ON t (a);"
                        + " ALTER TABLE t REPLICA IDENTITY USING INDEX i");
    }

    @Test
    void setsNotNullOnPartitionsAndHeirs() throws SQLException {
        String parts = "CREATE TABLE p (a int, b int) PARTITION BY LIST (b);"
                + " CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); INSERT INTO p VALUES (1, 1);";
        safely(parts, parts.replace("a int", "a int NOT NULL"));
        safely(parts, parts.replace("a int", "a int CONSTRAINT positive CHECK (a > 0)"));
        String heirs = "CREATE TABLE p (a int, b int); CREATE TABLE c (x int) INHERITS (p);";
        safely(heirs, heirs.replace("a int", "a int NOT NULL"));
        safely(heirs, heirs.replace("a int", "a int CONSTRAINT positive CHECK (a > 0)"));
        safely(
                "CREATE TABLE p (a int, b int);",
                heirs.replace("a int", "a int NOT NULL CONSTRAINT positive CHECK (a > 0)"));
    }

    @Test
    void validatesChecksAndForeignKeysInTransactionsOfTheirOwn() throws SQLException {
        Plan plan = safely("""
                CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int, n int);
                INSERT INTO a VALUES (1); INSERT INTO b VALUES (1, 1)""", """
                CREATE TABLE a (id int PRIMARY KEY);
                CREATE TABLE b (id int CONSTRAINT b_a REFERENCES a DEFERRABLE INITIALLY DEFERRED,
                  n int CONSTRAINT positive CHECK (n > 0) NO INHERIT);
                COMMENT ON CONSTRAINT b_a ON b IS 'why'""");
        assertThat(batches(plan))
                .hasSize(3)
                .element(0)
                .asString()
                .contains(
                        " CHECK ((n > 0)) NO INHERIT NOT VALID;",
                        "DEFERRABLE INITIALLY DEFERRED NOT VALID;",
                        "COMMENT ON");
        assertThat(batches(plan).subList(1, 3))
                .containsExactly(
                        "ALTER TABLE public.b VALIDATE CONSTRAINT positive;",
                        "ALTER TABLE public.b VALIDATE CONSTRAINT b_a;");
    }

    @Test
    void addsForeignKeysOfPartitionedTablesAsTheVersionAllows() throws SQLException {
        String tables = "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE p (id int, k int) PARTITION BY LIST (k);"
                + " CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); INSERT INTO a VALUES (1); INSERT INTO p VALUES (1, 1);";
        Plan plan = safely(tables, tables + "ALTER TABLE p ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES a");
        assertThat(plan.script().contains("VALIDATE")).isEqualTo(validatesNotNull);
        String referenced = "CREATE TABLE p (id int PRIMARY KEY) PARTITION BY LIST (id);"
                + " CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE b (id int);";
        safely(referenced, referenced + "ALTER TABLE b ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES p");
    }

    @Test
    void buildsKeysOverIndexesOfTheirName() throws SQLException {
        Plan plan = safely("CREATE TABLE t (a int NOT NULL, b int, c int); INSERT INTO t VALUES (1, 2, 3)", """
                CREATE TABLE t (a int CONSTRAINT pk PRIMARY KEY, b int, c int,
                  CONSTRAINT u UNIQUE (b, c) INCLUDE (a) WITH (fillfactor = 70) DEFERRABLE)""");
        assertThat(batches(plan))
                .containsExactly(
                        "! CREATE UNIQUE INDEX CONCURRENTLY pk ON public.t (a);",
                        "ALTER TABLE public.t ADD CONSTRAINT pk PRIMARY KEY USING INDEX pk;",
                        "! CREATE UNIQUE INDEX CONCURRENTLY u ON public.t (b, c) INCLUDE (a) WITH (fillfactor=70);",
                        "ALTER TABLE public.t ADD CONSTRAINT u UNIQUE USING INDEX u DEFERRABLE;");
    }

    @Test
    void replacesKeysWithoutBeingWithoutThem() throws SQLException {
        Plan plan = safely(
                "CREATE TABLE t (a int NOT NULL, b int NOT NULL, CONSTRAINT pk PRIMARY KEY (a))",
                "CREATE TABLE t (a int NOT NULL, b int NOT NULL, CONSTRAINT pk PRIMARY KEY (a, b))");
        assertThat(batches(plan))
                .containsExactly(
                        "! CREATE UNIQUE INDEX CONCURRENTLY pk_replacement ON public.t (a, b);",
                        "ALTER TABLE public.t DROP CONSTRAINT pk;"
                                + " ALTER TABLE public.t ADD CONSTRAINT pk PRIMARY KEY USING INDEX pk_replacement;");
    }

    @Test
    void replacesIndexesWithoutBeingWithoutThem() throws SQLException {
        Plan plan = safely(
                "CREATE TABLE t (a int, b int); CREATE INDEX i ON t (a); COMMENT ON INDEX i IS 'x'; CREATE INDEX gone ON t (b)",
                "CREATE TABLE t (a int, b int); CREATE INDEX i ON t (a, b); COMMENT ON INDEX i IS 'x'; CREATE INDEX j ON t (b)"
                        .replace("CREATE INDEX j ON t (b)", "CREATE INDEX j ON t (b DESC)"));
        assertThat(batches(plan))
                .containsExactly(
                        "! CREATE INDEX CONCURRENTLY i_replacement ON public.t USING btree (a, b);",
                        "COMMENT ON INDEX public.i_replacement IS 'x';",
                        "! DROP INDEX CONCURRENTLY public.i;",
                        "ALTER INDEX public.i_replacement RENAME TO i;",
                        "! CREATE INDEX CONCURRENTLY j ON public.t USING btree (b DESC);",
                        "! DROP INDEX CONCURRENTLY public.gone;");
    }

    @Test
    void keepsARebuildAroundATypeChangeInOneTransaction() throws SQLException {
        Plan plan = safely(
                "CREATE TABLE t (a text); CREATE INDEX i ON t ((lower(a)))",
                "CREATE TABLE t (a varchar(10)); CREATE INDEX i ON t ((lower(a)))");
        assertThat(plan.batches()).hasSize(1);
    }

    @Test
    void leavesSmallTablesAlone() throws SQLException {
        ObjectRef small = ObjectRef.of(ObjectKind.TABLE, "public", "small");
        LockSafe bySize = new LockSafe(EnumSet.allOf(LockSafe.Form.class), 1000, Map.of(small, 999L));
        Plan plan = migration.arrives(
                "CREATE TABLE small (a int); CREATE TABLE large (a int)",
                "CREATE TABLE small (a int CHECK (a > 0)); CREATE TABLE large (a int CHECK (a > 0))",
                List.of(),
                PlanOptions.with(bySize),
                "SELECT 1",
                "1");
        assertThat(plan.script()).contains("large VALIDATE").doesNotContain("small VALIDATE");
    }

    @Test
    void arrivesAfterEveryFailure() throws SQLException {
        failsThenArrives(
                "CREATE TABLE t (a int, b int); INSERT INTO t VALUES (1, 1), (1, 2)",
                "CREATE TABLE t (a int, b int); CREATE UNIQUE INDEX i ON t (a)",
                "DELETE FROM t WHERE b = 2");
        failsThenArrives(
                "CREATE TABLE t (a int, b int); INSERT INTO t VALUES (1, 1), (1, 2)",
                "CREATE TABLE t (a int, b int, CONSTRAINT u UNIQUE (a))",
                "DELETE FROM t WHERE b = 2");
        failsThenArrives(
                "CREATE TABLE t (a int, b int); CREATE UNIQUE INDEX i ON t (b); INSERT INTO t VALUES (1, 1), (1, 2)",
                "CREATE TABLE t (a int, b int); CREATE UNIQUE INDEX i ON t (a)",
                "DELETE FROM t WHERE b = 2");
        failsThenArrives(
                "CREATE TABLE t (a int, b int); INSERT INTO t VALUES (NULL, 1)",
                "CREATE TABLE t (a int NOT NULL, b int)",
                "DELETE FROM t");
        failsThenArrives(
                "CREATE TABLE t (a int, b int); INSERT INTO t VALUES (0, 1)",
                "CREATE TABLE t (a int CONSTRAINT c CHECK (a > 0), b int)",
                "DELETE FROM t");
        failsThenArrives(
                "CREATE TABLE p (a int PRIMARY KEY); CREATE TABLE t (a int); INSERT INTO t VALUES (0)",
                "CREATE TABLE p (a int PRIMARY KEY); CREATE TABLE t (a int CONSTRAINT f REFERENCES p)",
                "DELETE FROM t");
    }

    /** The first attempt is refused by the rows; after the repair a new plan from what it left behind arrives. */
    private void failsThenArrives(String old, String wanted, String repair) throws SQLException {
        try (Migration.Started started = migration.start(old, wanted, SAFE)) {
            assertThatThrownBy(started::run).isInstanceOf(SQLException.class);
            PostgresEngine.Server.run(started.connection(), repair);
            started.run();
            started.assertArrived();
        }
    }

    @Test
    void arrivesFromEveryStatement() throws SQLException {
        String old = "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int, b int, c int NOT NULL);"
                + " CREATE INDEX i ON t (a); CREATE INDEX gone ON t (b);";
        String wanted = "CREATE TABLE p (id int PRIMARY KEY);"
                + " CREATE TABLE t (a int NOT NULL CHECK (a > 0), b int REFERENCES p, c int PRIMARY KEY, UNIQUE (b));"
                + " CREATE INDEX i ON t (a, b); CREATE INDEX j ON t (c);";
        int statements;
        try (Migration.Started whole = migration.start(old, wanted, SAFE)) {
            statements = whole.plan().statements().size();
        }
        for (int n = 1; n < statements; n++) {
            try (Migration.Started broken = migration.start(old, wanted, SAFE)) {
                broken.runFirst(n);
                broken.run();
                broken.assertArrived();
            }
        }
        assertThat(statements).isGreaterThan(10);
    }

    private static List<Batch> outside(Plan plan) {
        return plan.batches().stream().filter(b -> !b.transactional()).toList();
    }

    @Test
    void runsOutsideTransactionsOnlyOneAtATime() throws SQLException {
        Plan plan = safely(
                "CREATE TABLE t (a int)",
                "CREATE TABLE t (a int); CREATE INDEX i ON t (a); CREATE INDEX j ON t (a DESC)");
        assertThat(outside(plan)).allMatch(b -> b.statements().size() == 1).hasSize(2);
    }
}
