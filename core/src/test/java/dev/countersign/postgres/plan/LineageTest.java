package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.plan.Plan;
import dev.countersign.plan.Statement;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Heirs and partitions that get, lose or change their parents. */
@ExtendWith(PostgresEngine.class)
class LineageTest {
    private final Migration migration;

    LineageTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @Test
    void aTableGoesThoughItsRulesWriteIntoAnHeirThatGoesBefore() throws SQLException {
        String both = "CREATE TABLE p (id int, class int); CREATE TABLE h (CHECK (class = 1)) INHERITS (p);"
                + " CREATE RULE into_h AS ON INSERT TO p WHERE new.class = 1"
                + " DO INSTEAD INSERT INTO h VALUES (new.id, new.class);";
        assertThat(migration.arrives(both, "").script()).startsWith("DROP RULE into_h ON public.p;\n");
        migration.arrives("", both);
        migration.arrives(both, "CREATE TABLE p (id int, class int)");
    }

    @Test
    void aPartitionedTableThatMeansItselfGoesWithItsPartitions() throws SQLException {
        String whole =
                "CREATE TABLE whole (id int PRIMARY KEY, up int, CONSTRAINT above FOREIGN KEY (up) REFERENCES whole)"
                        + " PARTITION BY RANGE (id);";
        String parts = whole + """
                CREATE TABLE a PARTITION OF whole FOR VALUES FROM (0) TO (10);
                CREATE TABLE b PARTITION OF whole FOR VALUES FROM (10) TO (30) PARTITION BY RANGE (id);
                CREATE TABLE ba PARTITION OF b FOR VALUES FROM (10) TO (20);
                INSERT INTO whole VALUES (1, NULL), (11, 1)""";
        migration.arrives(parts, "");
        migration.arrives(parts.replace("(11, 1)", "(11, NULL)"), whole);
        migration.arrives(
                parts.replace(", CONSTRAINT above FOREIGN KEY (up) REFERENCES whole", "")
                        + "; ALTER TABLE b ADD CONSTRAINT above FOREIGN KEY (up) REFERENCES whole",
                "");
    }

    @Test
    void aPartitionLeavesWithoutTheKeysOfTheWholeWhateverTheirNames() throws SQLException {
        String base = """
                CREATE TABLE r (id int PRIMARY KEY); INSERT INTO r VALUES (1);
                CREATE TABLE p (a int, CONSTRAINT whole FOREIGN KEY (a) REFERENCES r) PARTITION BY LIST (a);""";
        String attached = base + """
                CREATE TABLE c (a int, CONSTRAINT own FOREIGN KEY (a) REFERENCES r); INSERT INTO c VALUES (1);
                ALTER TABLE p ATTACH PARTITION c FOR VALUES IN (1)""";
        migration.arrives(attached, base + "CREATE TABLE c (a int)", List.of(), "SELECT a FROM c", "1");
        migration.arrives(attached, base + "CREATE TABLE c (a int, CONSTRAINT own FOREIGN KEY (a) REFERENCES r)");
    }

    @Test
    void aNewHeirHasTheNotNullOfItsParentAndNoneOfItsOwn() throws SQLException {
        String parent = "CREATE TABLE p (a int NOT NULL);";
        migration.arrives(parent, parent + "CREATE TABLE h (a int) INHERITS (p)");
        migration.arrives(parent, parent + "CREATE TABLE h (a int NOT NULL) INHERITS (p)");
    }

    @Test
    void columnsOfAParentThatIsLeftAndLosesThemGoToo() throws SQLException {
        migration.arrives(
                "CREATE TABLE base (a int, b int); CREATE TABLE heir (c int) INHERITS (base); INSERT INTO heir VALUES (1, 2, 3)",
                "CREATE TABLE base (b int); CREATE TABLE heir (c int, b int)",
                List.of(),
                "SELECT b || ' ' || c FROM heir",
                "2 3");
    }

    @Test
    void columnsOfAParentThatIsLeftAndGainsThemComeToo() throws SQLException {
        migration.arrives(
                "CREATE TABLE base (a int); CREATE TABLE heir (c int) INHERITS (base)",
                "CREATE TABLE base (a int, d int); CREATE TABLE heir (a int, c int, d int)");
    }

    @Test
    void anotherParentWithTheSameColumnKeepsTheValues() throws SQLException {
        migration.arrives("""
                CREATE TABLE one (id bigserial); CREATE TABLE heir (f int) INHERITS (one);
                INSERT INTO heir (f) VALUES (5)""", """
                CREATE TABLE one (z int); CREATE TABLE two (id bigserial);
                CREATE TABLE heir (f int) INHERITS (two)""", List.of(), "SELECT id || ' ' || f FROM heir", "1 5");
    }

    @Test
    void aLocalColumnBecomesInheritedWithItsRowsAndItsOwnHeirs() throws SQLException {
        Plan plan = migration.arrives(
                """
                CREATE TABLE top (a int); CREATE TABLE mid (a int, b int PRIMARY KEY);
                CREATE TABLE low (c int) INHERITS (mid); CREATE INDEX low_c ON low (c);
                INSERT INTO mid VALUES (1, 2); INSERT INTO low VALUES (3, 4, 5)""",
                """
                CREATE TABLE top (a int); CREATE TABLE mid (b int PRIMARY KEY) INHERITS (top);
                CREATE TABLE low (c int) INHERITS (mid); CREATE INDEX low_c ON low (c)""",
                List.of(),
                "SELECT string_agg(a::text, ',' ORDER BY a) || ' ' || (SELECT c FROM low) FROM top",
                "1,3 5");
        assertThat(plan.statements()).noneMatch(Statement::destructive);
    }

    @Test
    void anInheritedColumnBecomesLocalAsWell() throws SQLException {
        migration.arrives(
                "CREATE TABLE p (a int, b int); CREATE TABLE h () INHERITS (p); INSERT INTO h VALUES (1, 2)",
                "CREATE TABLE p (a int, b int); CREATE TABLE h (a int) INHERITS (p)",
                List.of(),
                "SELECT a || ' ' || b FROM ONLY h",
                "1 2");
    }

    @Test
    void checksFollowTheParent() throws SQLException {
        String without = "CREATE TABLE p (a int); CREATE TABLE h () INHERITS (p); CREATE TABLE g () INHERITS (h);";
        String with = without + "ALTER TABLE p ADD CONSTRAINT positive CHECK (a > 0);";
        String other = without + "ALTER TABLE p ADD CONSTRAINT positive CHECK (a > 1);";
        String own = without + "ALTER TABLE h ADD CONSTRAINT positive CHECK (a > 0);";
        String both = own + "ALTER TABLE p ADD CONSTRAINT positive CHECK (a > 0);";
        migration.arrives(without, with);
        migration.arrives(with, without);
        migration.arrives(with, other);
        migration.arrives(own, with);
        migration.arrives(with, own);
        migration.arrives(with, both);
        migration.arrives(both, with);
        migration.arrives(own, both);
    }

    @Test
    void anUncheckedConstraintOfTheParentComesAfterTheHeirsOwn() throws SQLException {
        migration.arrives("CREATE TABLE p (a int); CREATE TABLE h () INHERITS (p); INSERT INTO p VALUES (-1)", """
                CREATE TABLE p (a int); CREATE TABLE h () INHERITS (p);
                ALTER TABLE h ADD CONSTRAINT positive CHECK (a > 0);
                ALTER TABLE p ADD CONSTRAINT positive CHECK (a > 0) NOT VALID""");
    }

    @Test
    void checksComeAndGoWithANewParent() throws SQLException {
        String apart = "CREATE TABLE p (a int CONSTRAINT positive CHECK (a > 0)); CREATE TABLE h (a int, b int);";
        migration.arrives(
                apart, apart + "ALTER TABLE h ADD CONSTRAINT positive CHECK (a > 0); ALTER TABLE h INHERIT p");
        migration.arrives(
                apart + "ALTER TABLE h ADD CONSTRAINT positive CHECK (a > 0); ALTER TABLE h INHERIT p", apart);
        migration.arrives(
                apart, "CREATE TABLE p (a int CONSTRAINT positive CHECK (a > 0)); CREATE TABLE h (b int) INHERITS (p)");
        migration.arrives(
                "CREATE TABLE p (a int CONSTRAINT positive CHECK (a > 0)); CREATE TABLE h (b int) INHERITS (p)", apart);
    }

    @Test
    void anOrdinaryTableJoinsWithItsRowsAndLeavesAgain() throws SQLException {
        String apart = """
                CREATE TABLE whole (k int NOT NULL, v text, CONSTRAINT short CHECK (length(v) < 9), PRIMARY KEY (k))
                  PARTITION BY RANGE (k);
                CREATE INDEX whole_v ON whole (v);
                CREATE TABLE other (k int PRIMARY KEY);
                ALTER TABLE whole ADD CONSTRAINT to_other FOREIGN KEY (k) REFERENCES other;
                CREATE TABLE part (k int NOT NULL, v text);
                """;
        String joined = """
                CREATE TABLE whole (k int NOT NULL, v text, CONSTRAINT short CHECK (length(v) < 9), PRIMARY KEY (k))
                  PARTITION BY RANGE (k);
                CREATE INDEX whole_v ON whole (v);
                CREATE TABLE other (k int PRIMARY KEY);
                ALTER TABLE whole ADD CONSTRAINT to_other FOREIGN KEY (k) REFERENCES other;
                CREATE TABLE part PARTITION OF whole FOR VALUES FROM (0) TO (10);
                """;
        String row = "INSERT INTO other VALUES (3); INSERT INTO part VALUES (3, 'x')";
        migration.arrives(apart + row, joined, List.of(), "SELECT count(*) FROM whole", "1");
        migration.arrives(joined + row, apart, List.of(), "SELECT count(*) FROM part", "1");
    }

    @Test
    void aPartitionWithAnotherBoundStaysAndAColumnComesToBoth() throws SQLException {
        migration.arrives("""
                CREATE TABLE w (k int, v int) PARTITION BY RANGE (k);
                CREATE TABLE w_1 PARTITION OF w FOR VALUES FROM (0) TO (10);
                CREATE TABLE w_2 PARTITION OF w FOR VALUES FROM (10) TO (20);
                INSERT INTO w VALUES (1, 1), (11, 1)""", """
                CREATE TABLE w (k int, x text) PARTITION BY RANGE (k);
                CREATE TABLE w_1 PARTITION OF w FOR VALUES FROM (0) TO (5);
                CREATE TABLE w_0 PARTITION OF w FOR VALUES FROM (5) TO (10);
                CREATE TABLE w_2 PARTITION OF w FOR VALUES FROM (10) TO (30)""", List.of(), "SELECT count(*) FROM w", "2");
    }

    @Test
    void aNewPartitionTakesThePlaceOfADroppedOne() throws SQLException {
        migration.arrives("""
                CREATE TABLE w (k int) PARTITION BY LIST (k);
                CREATE TABLE old_one PARTITION OF w FOR VALUES IN (1);
                CREATE TABLE leaves PARTITION OF w FOR VALUES IN (2)""", """
                CREATE TABLE w (k int) PARTITION BY LIST (k);
                CREATE TABLE a_new_one PARTITION OF w FOR VALUES IN (1);
                CREATE TABLE a_new_two PARTITION OF w FOR VALUES IN (2);
                CREATE TABLE leaves (k int)""");
    }

    @Test
    void heirsBecomePartitionsAndKeepTheirRows() throws SQLException {
        migration.arrives("""
                CREATE TABLE pay (id serial PRIMARY KEY, at timestamp, v int DEFAULT 1);
                CREATE TABLE pay_1 (CHECK (at >= '2017-01-01' AND at < '2017-02-01')) INHERITS (pay);
                CREATE INDEX pay_1_v ON pay_1 (v);
                CREATE VIEW pays AS SELECT id, at FROM pay;
                INSERT INTO pay_1 (at) VALUES ('2017-01-11')""", """
                CREATE TABLE pay (id int NOT NULL, at timestamptz NOT NULL, v int DEFAULT 1, PRIMARY KEY (at, id))
                  PARTITION BY RANGE (at);
                CREATE SEQUENCE pay_id_seq AS int OWNED BY pay.id;
                ALTER TABLE pay ALTER id SET DEFAULT nextval('pay_id_seq');
                CREATE TABLE pay_1 PARTITION OF pay FOR VALUES FROM ('2017-01-01') TO ('2017-02-05');
                CREATE INDEX pay_1_v ON pay_1 (v);
                CREATE VIEW pays AS SELECT id, at FROM pay""", List.of(), "SELECT count(*) FROM pays", "1");
    }

    @Test
    void rulesThatWriteToHeirsStandNotInTheWay() throws SQLException {
        migration.arrives("""
                CREATE TABLE pay (at timestamp);
                CREATE TABLE pay_1 () INHERITS (pay);
                CREATE RULE into_1 AS ON INSERT TO pay DO INSTEAD INSERT INTO pay_1 VALUES (NEW.at);
                INSERT INTO pay VALUES ('2017-01-11')""", """
                CREATE TABLE pay (at timestamptz) PARTITION BY RANGE (at);
                CREATE TABLE pay_1 PARTITION OF pay FOR VALUES FROM ('2017-01-01') TO ('2017-02-05')""", List.of(), "SELECT count(*) FROM pay_1", "1");
    }

    @Test
    void theUsualCommentOnThePublicSchemaComesBack() throws SQLException {
        migration.arrives(
                "COMMENT ON SCHEMA public IS 'ours'",
                "",
                List.of(),
                "SELECT obj_description('public'::regnamespace)",
                "standard public schema");
    }

    @Test
    void aColumnIsRetypedAboveHeirsThatDeclareNotNullThemselves() throws SQLException {
        String tables = """
                CREATE TABLE top (a %1$s GENERATED ALWAYS AS IDENTITY); CREATE TABLE own (a %1$s NOT NULL, b int) INHERITS (top);
                CREATE TABLE passed (c int) INHERITS (top); CREATE TABLE low (a %1$s PRIMARY KEY) INHERITS (passed);
                INSERT INTO own VALUES (1); INSERT INTO low VALUES (2);""";
        migration.arrives(
                tables.formatted("smallint"),
                tables.formatted("bigint"),
                List.of(),
                """
                SELECT string_agg(c.conrelid::regclass || ' ' || c.conname || ' ' || c.conislocal || ' ' || c.coninhcount, ', '
                  ORDER BY c.conrelid) FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
                WHERE c.contype = 'n' AND r.relnamespace = 'public'::regnamespace""",
                "top top_a_not_null true 0, own own_a_not_null true 1, passed top_a_not_null false 1,"
                        + " low low_a_not_null true 1");
    }

    @Test
    void anHeirThatGoesNeedNotTakeTheNewType() throws SQLException {
        String type = "CREATE TYPE e AS ENUM ('x');";
        migration.arrives(
                type
                        + "CREATE TABLE p (a text); CREATE TABLE h (a text DEFAULT 'x') INHERITS (p); INSERT INTO h VALUES ('no label')",
                type + "CREATE TABLE p (a e)");
    }

    @Test
    void aNewHeirIsAsUncheckedAsItsParent() throws SQLException {
        String parent = "CREATE TABLE p (a int); INSERT INTO p VALUES (-1);";
        String check = "ALTER TABLE p ADD CONSTRAINT positive CHECK (a > 0) NOT VALID;";
        migration.arrives(parent + check, parent + "CREATE TABLE h () INHERITS (p);" + check);
        migration.arrives(parent + check, parent + check + "CREATE TABLE h () INHERITS (p);");
    }

    @Test
    void anHeirOfAnUncheckedParentMayBeChecked() throws SQLException {
        String tables = """
                CREATE TABLE whole (k int, v int) PARTITION BY LIST (k);
                CREATE TABLE p (a int);
                """;
        String checks = """
                ALTER TABLE whole ADD CONSTRAINT positive CHECK (v > %1$d) NOT VALID;
                ALTER TABLE p ADD CONSTRAINT positive CHECK (a > %1$d) NOT VALID;
                """;
        String heirs = """
                CREATE TABLE part PARTITION OF whole FOR VALUES IN (1);
                CREATE TABLE h () INHERITS (p);
                CREATE TABLE lower () INHERITS (h);
                """;
        String row = "INSERT INTO part VALUES (1, 5);";
        migration.arrives(tables, tables + checks.formatted(0) + heirs);
        migration.arrives(tables + heirs + row, tables + checks.formatted(0) + heirs);
        migration.arrives(tables + checks.formatted(0) + heirs + row, tables + checks.formatted(1) + heirs);
        migration.arrives(tables + checks.formatted(0) + heirs + row, tables + heirs + checks.formatted(1));
        migration.arrives(tables + heirs + checks.formatted(0) + row, tables + checks.formatted(0) + heirs);
        migration.arrives(tables + checks.formatted(0) + heirs + row, tables + heirs);
    }

    @Test
    void aPartitionIsDividedByAColumnThatTheWholeGetsAndLosesAgain() throws SQLException {
        String before = "CREATE TABLE w (a text, b text) PARTITION BY LIST (a);"
                + " CREATE TABLE x PARTITION OF w FOR VALUES IN ('x') PARTITION BY LIST (b);";
        String after = "CREATE TABLE w (a text, b text, c date) PARTITION BY LIST (a);"
                + " CREATE TABLE x PARTITION OF w FOR VALUES IN ('x') PARTITION BY LIST (b);"
                + " CREATE TABLE a PARTITION OF x FOR VALUES IN ('w') PARTITION BY RANGE (c);";
        migration.arrives(before, after);
        migration.arrives(after, before);
    }

    @Test
    void aPartitionMovesToAWholeThatLacksOneOfItsColumns() throws SQLException {
        migration.arrives(
                "CREATE TABLE \"W\" (a int, \"B\" text) PARTITION BY LIST (a); CREATE TABLE p PARTITION OF \"W\" FOR VALUES IN (1);"
                        + " INSERT INTO p VALUES (1, 'x')",
                "CREATE TABLE w (a int, c int) PARTITION BY LIST (a); CREATE TABLE p PARTITION OF w FOR VALUES IN (1); CREATE INDEX i ON w (c)",
                List.of(),
                "SELECT a FROM w",
                "1");
    }
}
