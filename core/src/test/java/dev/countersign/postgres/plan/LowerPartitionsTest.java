package dev.countersign.postgres.plan;

import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What stands below a partition gets keys and identity from the whole like the partition itself. */
@ExtendWith(PostgresEngine.class)
class LowerPartitionsTest {
    private final Migration migration;

    LowerPartitionsTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @Test
    void partitionsOfANewPartitionHaveTheKeysOfTheWhole() throws SQLException {
        String whole = "CREATE TABLE whole (k int PRIMARY KEY, v int, UNIQUE (v, k)) PARTITION BY RANGE (k);";
        migration.arrives(whole, whole + """
                CREATE TABLE part PARTITION OF whole FOR VALUES FROM (100) TO (300) PARTITION BY LIST (k);
                CREATE TABLE low PARTITION OF part FOR VALUES IN (100) PARTITION BY LIST (k);
                CREATE TABLE lowest PARTITION OF low DEFAULT""");
    }

    @Test
    void aKeyThatChangesComesToPartitionsOfPartitionsThatAreThere() throws SQLException {
        String tables = """
                CREATE TABLE whole (k int, v int, CONSTRAINT one UNIQUE (v, k) %s) PARTITION BY RANGE (k);
                CREATE TABLE part PARTITION OF whole FOR VALUES FROM (100) TO (300) PARTITION BY LIST (k);
                CREATE TABLE low PARTITION OF part FOR VALUES IN (100)""";
        migration.arrives(tables.formatted(""), tables.formatted("DEFERRABLE"));
    }

    @Test
    void identityReachesWhatStandsBelowAPartitionThatMoves() throws SQLException {
        String tables = """
                CREATE TABLE whole (i int GENERATED ALWAYS AS IDENTITY, k int, PRIMARY KEY (k)) PARTITION BY RANGE (k);
                CREATE TABLE part PARTITION OF whole FOR VALUES FROM (1) TO (%s) PARTITION BY LIST (k);
                CREATE TABLE low PARTITION OF part FOR VALUES IN (1) PARTITION BY LIST (k);
                CREATE TABLE lowest PARTITION OF low DEFAULT; INSERT INTO whole (k) VALUES (1)""";
        migration.arrives(
                tables.formatted(10),
                tables.formatted(20),
                List.of(),
                "SELECT string_agg(attidentity::text, '') || (SELECT count(*) FROM lowest) FROM pg_attribute"
                        + " WHERE attname = 'i' AND attrelid > 16383",
                "aaaa1");
    }

    @Test
    void identityAndUncheckedRowsReachWhatStandsBelowANewPartition() throws SQLException {
        String whole = "CREATE TABLE whole (i int GENERATED ALWAYS AS IDENTITY, k int, v text) PARTITION BY RANGE (k);";
        String check = "CREATE INDEX x ON whole (v); ALTER TABLE whole ADD CONSTRAINT c CHECK (v <> 'x') NOT VALID;";
        migration.arrives(whole + check, whole + """
                CREATE TABLE part PARTITION OF whole FOR VALUES FROM (1) TO (10) PARTITION BY LIST (k);
                CREATE TABLE low PARTITION OF part FOR VALUES IN (1) PARTITION BY LIST (k);
                CREATE TABLE lowest PARTITION OF low DEFAULT;""" + check, List.of(), """
                SELECT string_agg(attidentity::text, '') || (SELECT count(*) FROM pg_constraint WHERE conname = 'c' AND convalidated)
                FROM pg_attribute WHERE attname = 'i' AND attrelid > 16383""", "aaaa0");
    }

    /** The foreign key is away while the middle one changes its bound, and back before the lower one goes. */
    @Test
    void aPartitionOfAPartitionGoesFromATableThatMeansItself() throws SQLException {
        String whole = """
                CREATE TABLE p (id int PRIMARY KEY, ref int) PARTITION BY RANGE (id);
                CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
                CREATE TABLE p3 PARTITION OF p FOR VALUES FROM (%s) TO (40) PARTITION BY RANGE (id);
                CREATE TABLE p32 PARTITION OF p3 FOR VALUES FROM (20) TO (30);
                ALTER TABLE p ADD CONSTRAINT self FOREIGN KEY (ref) REFERENCES p (id);""";
        String lower = "CREATE TABLE p33 PARTITION OF p3 FOR VALUES FROM (30) TO (40);";
        migration.arrives(whole.formatted(15) + lower, whole.formatted(20));
        migration.arrives(whole.formatted(20), whole.formatted(15) + lower);
    }
}
