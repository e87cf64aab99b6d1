package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresEngine.class)
class DomainCommentsTest {
    private static final String DOMAIN =
            "CREATE DOMAIN d AS int CONSTRAINT a CHECK (VALUE > 0) CONSTRAINT b CHECK (VALUE < 9);";

    private final Migration migration;

    DomainCommentsTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @Test
    void commentsOnChecksComeGoAndSurviveTheChangeOfAnother() throws SQLException {
        String commented = DOMAIN + "COMMENT ON CONSTRAINT a ON DOMAIN d IS 'it''s'";
        assertThat(migration.arrives(DOMAIN, commented).statements()).hasSize(1);
        assertThat(migration.arrives(commented, DOMAIN).isEmpty()).isFalse();
        migration.arrives("", commented);
        migration.arrives(commented, commented.replace("VALUE > 0", "VALUE > 1"));
    }
}
