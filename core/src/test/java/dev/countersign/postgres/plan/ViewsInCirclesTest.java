package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Views that read one another come, change and go. */
@ExtendWith(PostgresEngine.class)
class ViewsInCirclesTest {
    private static final String CIRCLE = """
            CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE t (a int, m mood);
            CREATE VIEW one AS SELECT a, m FROM t; CREATE VIEW two AS SELECT a, m FROM one; CREATE VIEW three AS SELECT a, m FROM two;
            CREATE OR REPLACE VIEW one AS SELECT a, m FROM three; COMMENT ON VIEW two IS 'round'; GRANT SELECT ON three TO PUBLIC;
            CREATE VIEW reader AS SELECT a FROM two;
            """;

    private final Migration migration;

    ViewsInCirclesTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    @Test
    void theyComeAndGo() throws SQLException {
        migration.arrives("", CIRCLE);
        assertThat(migration.arrives(CIRCLE, "CREATE TABLE t (a int)").script())
                .contains("DROP VIEW public.reader;\n", "DROP VIEW public.one, public.three, public.two;\n");
    }

    @Test
    void theyAreMadeAgainForATypeThatChanges() throws SQLException {
        migration.arrives(CIRCLE, CIRCLE.replace("('a', 'b')", "('b')"));
        migration.arrives(
                CIRCLE,
                CIRCLE.replace("SELECT a, m FROM two;", "SELECT a FROM two;")
                        .replace("SELECT a, m FROM three", "SELECT a, 'a'::mood AS m FROM three"));
    }

    @Test
    void aCircleOpensAndCloses() throws SQLException {
        String open = CIRCLE.replace("CREATE OR REPLACE VIEW one AS SELECT a, m FROM three;", "");
        migration.arrives(CIRCLE, open);
        migration.arrives(open, CIRCLE);
    }
}
