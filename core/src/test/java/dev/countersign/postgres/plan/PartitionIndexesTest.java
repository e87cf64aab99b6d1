package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Indexes and keys of partitioned tables, and their parts in the partitions. */
@ExtendWith(PostgresEngine.class)
class PartitionIndexesTest {
    private final Migration migration;

    PartitionIndexesTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @Test
    void partsOfKeysHaveNamesOfTheirOwn() throws SQLException {
        String plain = "CREATE TABLE w (k int NOT NULL, v int NOT NULL) PARTITION BY LIST (k);"
                + "CREATE TABLE w_1 PARTITION OF w FOR VALUES IN (1); CREATE TABLE w_2 PARTITION OF w FOR VALUES IN (2);";
        String usual = plain + "ALTER TABLE w ADD CONSTRAINT w_key PRIMARY KEY (k, v)";
        String named =
                plain + "ALTER TABLE w_1 ADD CONSTRAINT one PRIMARY KEY (k, v); " + usual.substring(plain.length());
        migration.arrives(plain, usual);
        migration.arrives(usual, plain);
        migration.arrives(plain, named);
        migration.arrives(usual, named);
        migration.arrives("", named);
        migration.arrives(named, named.replace("v int NOT NULL", "v bigint NOT NULL"));
        migration.arrives(
                named,
                named + "; CREATE TABLE w_3 PARTITION OF w FOR VALUES IN (3); ALTER INDEX w_3_pkey RENAME TO three");
    }

    @Test
    void anIncompleteKeyOfTheWholeIsCompleted() throws SQLException {
        String without = """
                CREATE TABLE w (k int NOT NULL, v int NOT NULL) PARTITION BY LIST (k);
                CREATE TABLE w_1 PARTITION OF w FOR VALUES IN (1);
                ALTER TABLE ONLY w ADD CONSTRAINT w_key PRIMARY KEY (k, v);
                CREATE INDEX w_v ON ONLY w (v);
                """;
        String loose = without + "CREATE UNIQUE INDEX part ON w_1 (k, v); CREATE INDEX part_v ON w_1 (v);";
        String complete = loose + "ALTER TABLE w_1 ADD CONSTRAINT part PRIMARY KEY USING INDEX part;"
                + "ALTER INDEX w_key ATTACH PARTITION part; ALTER INDEX w_v ATTACH PARTITION part_v";
        migration.arrives(loose, complete);
        migration.arrives("", loose);
        migration.arrives(loose, without);
    }

    @Test
    void aPartitionsKeyThatIsPartOfAnIndexGoesAndComesWithIt() throws SQLException {
        String tables = """
                CREATE TABLE w (k int, v int) PARTITION BY LIST (k);
                CREATE TABLE w_1 PARTITION OF w FOR VALUES IN (1); INSERT INTO w VALUES (1, 2);
                """;
        String key = tables + "ALTER TABLE w_1 ADD CONSTRAINT own PRIMARY KEY (k, v);";
        String attached = key + "CREATE UNIQUE INDEX whole ON w (k, v);";
        String rows = "SELECT v FROM w";
        assertThat(migration.arrives(attached, tables, List.of(), rows, "2").script())
                .startsWith("DROP INDEX public.whole CASCADE;\n");
        migration.arrives(tables, attached, List.of(), rows, "2");
        migration.arrives(key, attached, List.of(), rows, "2");
        assertThat(migration.arrives(attached, key, List.of(), rows, "2").script())
                .contains("ADD CONSTRAINT own");
        migration.arrives(attached, attached.replace("(k, v)", "(v, k)"), List.of(), rows, "2");
        migration.arrives(attached, tables + "CREATE UNIQUE INDEX whole ON w (k, v);", List.of(), rows, "2");
        migration.arrives(
                attached + "CREATE TABLE f (k int, v int, FOREIGN KEY (k, v) REFERENCES w_1)",
                tables + "CREATE TABLE f (k int, v int)",
                List.of(),
                rows,
                "2");
        migration.arrives(
                attached,
                "CREATE TABLE w (k int, v int) PARTITION BY LIST (k); CREATE UNIQUE INDEX whole ON w (k, v);"
                        + "CREATE TABLE w_1 (k int, v int, CONSTRAINT own PRIMARY KEY (k, v))",
                List.of(),
                "SELECT v FROM w_1",
                "2");
    }

    @Test
    void anIndexThatIsThereAlreadyBecomesAPartOfTheNewWhole() throws SQLException {
        migration.arrives("""
                CREATE TABLE w (k int, v int) PARTITION BY LIST (k);
                CREATE TABLE w_1 PARTITION OF w FOR VALUES IN (1);
                CREATE INDEX w_1_v_idx ON w_1 (v)""", """
                CREATE TABLE w (k int, v int) PARTITION BY LIST (k);
                CREATE TABLE w_1 PARTITION OF w FOR VALUES IN (1);
                CREATE INDEX whole ON w (v)""");
    }

    @Test
    void aColumnUnderKeysAndIndexesOfPartitionsChangesItsType() throws SQLException {
        migration.arrives("""
                CREATE TABLE w (k int, v int, UNIQUE (k, v)) PARTITION BY LIST (k);
                CREATE TABLE w_1 PARTITION OF w FOR VALUES IN (1);
                CREATE INDEX w_v ON w (v);
                INSERT INTO w VALUES (1, 7)""", """
                CREATE TABLE w (k int, v text, UNIQUE (k, v)) PARTITION BY LIST (k);
                CREATE TABLE w_1 PARTITION OF w FOR VALUES IN (1);
                CREATE INDEX w_v ON w (v)""", List.of(), "SELECT v FROM w_1", "7");
    }

    @Test
    void amongTwoEqualIndexesOfAPartitionTheRightOneIsThePart() throws SQLException {
        String wanted = """
                CREATE TABLE w (k int, v int) PARTITION BY LIST (k);
                CREATE TABLE w_1 PARTITION OF w FOR VALUES IN (1);
                CREATE INDEX whole ON w (v);
                CREATE INDEX loose ON w_1 (v)""";
        migration.arrives(wanted.replace("v int", "v smallint"), wanted);
        migration.arrives("", wanted);
    }

    /** A key is the part of a key, whichever kind either is of. */
    @Test
    void amongTwoKeysOverTheSameColumnsTheRightOneIsThePart() throws SQLException {
        String tables = """
                CREATE TABLE w (k int NOT NULL, v int NOT NULL) PARTITION BY LIST (k);
                CREATE TABLE w_1 PARTITION OF w FOR VALUES IN (1);
                """;
        String unique = tables + "ALTER TABLE w ADD UNIQUE (k, v); ALTER TABLE w_1 ADD PRIMARY KEY (k, v);";
        String primary = tables + "ALTER TABLE w ADD PRIMARY KEY (k, v); ALTER TABLE w_1 ADD UNIQUE (k, v);";
        String index = tables + "CREATE UNIQUE INDEX whole ON w (k, v); ALTER TABLE w_1 ADD PRIMARY KEY (k, v);";
        for (String wanted : List.of(unique, primary, index)) {
            migration.arrives("", wanted);
            migration.arrives(tables, wanted);
            migration.arrives(wanted, tables);
        }
        String both = """
                CREATE TABLE w (k int NOT NULL, v int NOT NULL, CONSTRAINT whole UNIQUE (k, v)) PARTITION BY LIST (k);
                CREATE UNIQUE INDEX alone ON w (v, k);
                """;
        migration.arrives(
                both,
                both + "CREATE TABLE w_1 PARTITION OF w (CONSTRAINT own PRIMARY KEY (k, v)) FOR VALUES IN (1);"
                        + "ALTER TABLE w_1 ADD CONSTRAINT other UNIQUE (v, k)");
        migration.arrives(unique, primary);
        migration.arrives(tables + "ALTER TABLE w_1 ADD PRIMARY KEY (k, v);", unique);
    }

    @Test
    void aTableThatBecomesAPartitionBringsTheRightOneOfTwoEqualIndexes() throws SQLException {
        String whole = "CREATE TABLE w (k int, v int) PARTITION BY LIST (k);";
        String part = "CREATE TABLE w_1 (k int, v int); INSERT INTO w_1 VALUES (1, 2);";
        String attach = "ALTER TABLE w ATTACH PARTITION w_1 FOR VALUES IN (1);";
        String index = "CREATE INDEX whole ON w (v);";
        String loose = "CREATE INDEX loose ON w_1 (v);";
        String wanted = whole + part + attach + index + loose;
        for (String old : List.of(
                whole + part + index + loose,
                whole + part + loose,
                whole + part + index,
                whole + part + loose + "CREATE INDEX w_1_v_idx ON w_1 (v);" + index)) {
            migration.arrives(old, wanted, List.of(), "SELECT v FROM w_1", "2");
            migration.arrives(wanted, old, List.of(), "SELECT v FROM w_1", "2");
        }
        String keys = part + "ALTER TABLE w_1 ADD PRIMARY KEY (k, v);";
        migration.arrives(
                whole + keys + "ALTER TABLE w ADD UNIQUE (k, v);",
                whole + part + attach + "ALTER TABLE w ADD UNIQUE (k, v); ALTER TABLE w_1 ADD PRIMARY KEY (k, v);",
                List.of(),
                "SELECT v FROM w_1",
                "2");
    }

    @Test
    void aTableBecomesAPartitionUnderTwoEqualIndexes() throws SQLException {
        String whole =
                "CREATE TABLE w (k int, v int) PARTITION BY LIST (k); CREATE INDEX a ON w (v); CREATE INDEX b ON w (v);";
        String part =
                "CREATE TABLE w_1 (k int, v int); INSERT INTO w_1 VALUES (1, 2); CREATE INDEX w_1_v_idx ON w_1 (v);";
        String attach = "ALTER TABLE w ATTACH PARTITION w_1 FOR VALUES IN (1);";
        migration.arrives(whole + part, whole + part + attach, List.of(), "SELECT v FROM w_1", "2");
        migration.arrives(whole + part + attach, whole + part, List.of(), "SELECT v FROM w_1", "2");
    }

    @Test
    void aPartBecomesAnIndexOfItsOwn() throws SQLException {
        String tables =
                "CREATE TABLE w (k int, v int) PARTITION BY LIST (k); CREATE TABLE w_1 PARTITION OF w FOR VALUES IN (1);";
        migration.arrives(tables + "CREATE INDEX whole ON w (v)", tables + "CREATE INDEX w_1_v_idx ON w_1 (v)");
    }

    @Test
    void aKeyOfAPartitionIsThePartOfAnIndexAndAForeignKeyLeadsToAPart() throws SQLException {
        migration.arrives("", """
                CREATE TABLE w (k int NOT NULL, v int NOT NULL) PARTITION BY LIST (k);
                CREATE TABLE w_1 PARTITION OF w FOR VALUES IN (1);
                ALTER TABLE w_1 ADD CONSTRAINT one PRIMARY KEY (v, k);
                CREATE UNIQUE INDEX whole ON w (v, k);
                CREATE TABLE z (k int, v int, PRIMARY KEY (k, v)) PARTITION BY LIST (k);
                CREATE TABLE z_1 PARTITION OF z FOR VALUES IN (1);
                CREATE TABLE a (k int, v int, FOREIGN KEY (k, v) REFERENCES z_1 (k, v))""");
    }
}
