package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.diff.Change;
import dev.countersign.plan.LockSafe;
import dev.countersign.plan.PlanOptions;
import dev.countersign.plan.UnplannableException;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Partitions that stay against the desired state, under a whole that changes. */
@ExtendWith(PostgresEngine.class)
class KeptPartitionsTest {
    private static final PlanOptions NO_DROP = new PlanOptions(
            LockSafe.never(),
            change -> change.verb() == Change.Verb.DROP ? Optional.of("nothing is dropped") : Optional.empty());

    private final Migration migration;

    KeptPartitionsTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @Test
    void aNewKeyAboveAKeptPartitionIsRefused() throws SQLException {
        String whole = "CREATE TABLE whole (k int NOT NULL, v int) PARTITION BY LIST (k);";
        String kept = "CREATE TABLE kept PARTITION OF whole FOR VALUES IN (1);";
        assertRefused(whole + kept, whole + "ALTER TABLE whole ADD CONSTRAINT one UNIQUE (k);", """
                Table public.kept is kept and stays a partition of public.whole, which gets unique constraint public.whole.one, \
                and the desired state does not say what part of it the partition has: detach the partition first, or add it to \
                the desired state.""");
        assertRefused(whole + kept, whole + "CREATE INDEX by_v ON whole (v);", "which gets index public.by_v");
    }

    private void assertRefused(String old, String wanted, String reason) throws SQLException {
        try (Migration.Started started = migration.start(old, wanted, NO_DROP)) {
            assertThatThrownBy(started::plan)
                    .isInstanceOf(UnplannableException.class)
                    .hasMessageContaining(reason);
        }
    }
}
