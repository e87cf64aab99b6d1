package dev.countersign.postgres.plan;

import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Computed and identity columns of parents whose heirs and partitions have them otherwise. */
@ExtendWith(PostgresEngine.class)
class ColumnsOfHeirsTest {
    private final Migration migration;

    ColumnsOfHeirsTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    private void forthAndBack(String one, String other) throws SQLException {
        migration.arrives(one, other);
        migration.arrives(other, one);
    }

    @Test
    void anHeirThatComputesItsOwnValue() throws SQLException {
        String stored = """
                CREATE TABLE p (a int, b int GENERATED ALWAYS AS (a + 1) STORED); CREATE TABLE c () INHERITS (p);
                CREATE TABLE d (b int GENERATED ALWAYS AS (a * 2) STORED) INHERITS (p)""";
        forthAndBack(stored, stored.replace("STORED", "VIRTUAL"));
    }

    @Test
    void aPartitionThatComputesItsOwnValue() throws SQLException {
        String stored = """
                CREATE TABLE p (k int, a int, b int GENERATED ALWAYS AS (a + 1) STORED) PARTITION BY LIST (k);
                CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
                CREATE TABLE p2 (k int, a int, b int GENERATED ALWAYS AS (a + 7) STORED);
                ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2)""";
        forthAndBack(stored, stored.replace("STORED", "VIRTUAL"));
        forthAndBack(stored, stored.replaceAll("GENERATED ALWAYS AS \\([^)]*\\) STORED", ""));
    }

    @Test
    void anIdentityThatPartitionsHaveWithTheWhole() throws SQLException {
        String parts = """
                PARTITION BY LIST (k);
                CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (id);
                CREATE TABLE p11 PARTITION OF p1 DEFAULT""";
        forthAndBack(
                "CREATE TABLE p (id bigint GENERATED ALWAYS AS IDENTITY (START 50), k int)" + parts,
                "CREATE TABLE p (id bigint, k int)" + parts);
    }

    /** Before PostgreSQL 18 the parent's statement would take it from all heirs. */
    @Test
    void notNullThatSomeHeirsKeep() throws SQLException {
        String heirs = """
                CREATE TABLE c () INHERITS (p); CREATE TABLE d () INHERITS (p); CREATE TABLE e () INHERITS (c);
                INSERT INTO c VALUES (1, 2);""";
        forthAndBack(
                "CREATE TABLE p (a int NOT NULL, b int);" + heirs,
                "CREATE TABLE p (a int, b int);" + heirs + "ALTER TABLE c ALTER a SET NOT NULL");
        forthAndBack(
                "CREATE TABLE p (a int NOT NULL, b int);" + heirs,
                "CREATE TABLE p (a int, b int);" + heirs + "ALTER TABLE e ALTER a SET NOT NULL");
        forthAndBack(
                "CREATE TABLE p (a int NOT NULL, b int); CREATE TABLE c (PRIMARY KEY (a)) INHERITS (p)",
                "CREATE TABLE p (a int, b int); CREATE TABLE c (PRIMARY KEY (a)) INHERITS (p)");
        forthAndBack("""
                CREATE TABLE p (k int, a int NOT NULL) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
                CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2)""", """
                CREATE TABLE p (k int, a int) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
                CREATE TABLE p2 PARTITION OF p (a NOT NULL) FOR VALUES IN (2)""");
    }

    @Test
    void aCheckThatThreeGenerationsHaveForThemselves() throws SQLException {
        forthAndBack("""
                CREATE TABLE g (a int, CONSTRAINT x CHECK (a > 0)); CREATE TABLE p () INHERITS (g);
                CREATE TABLE c (CONSTRAINT x CHECK (a > 0)) INHERITS (p)""", """
                CREATE TABLE g (a int, CONSTRAINT x CHECK (a > 1)); CREATE TABLE p (CONSTRAINT x CHECK (a > 1)) INHERITS (g);
                CREATE TABLE c (CONSTRAINT y CHECK (a > 2)) INHERITS (p)""");
    }

    @Test
    void aNewColumnThatAnHeirFurtherBelowDeclares() throws SQLException {
        forthAndBack("CREATE TABLE g (a int); CREATE TABLE p () INHERITS (g); CREATE TABLE c () INHERITS (p)", """
                CREATE TABLE g (a int, b int DEFAULT 1 CONSTRAINT gb NOT NULL);
                CREATE TABLE p (CONSTRAINT pb NOT NULL b) INHERITS (g);
                CREATE TABLE c (b int CONSTRAINT cb NOT NULL) INHERITS (p)""");
    }

    @Test
    void aDefaultInPlaceOfAComputedValueReachesPartitionsOfPartitions() throws SQLException {
        String parts = """
                PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (a);
                CREATE TABLE p11 PARTITION OF p1 DEFAULT""";
        forthAndBack(
                "CREATE TABLE p (k int, a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL)" + parts,
                "CREATE TABLE p (k int, a int, b int DEFAULT 3)" + parts);
    }
}
