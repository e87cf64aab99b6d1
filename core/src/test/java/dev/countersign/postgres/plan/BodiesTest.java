package dev.countersign.postgres.plan;

import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresEngine.class)
class BodiesTest {
    private final Migration migration;

    BodiesTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    /** The table's default needs the function, and the function's text names a table that has nothing else to do with it. */
    @ParameterizedTest
    @ValueSource(strings = {"zz_later", "ZZ_LATER", "public.Zz_Later", "\"zz-later\"", "\"zz later $1\"", "\"!!\""})
    void namesWhatIsMadeLater(String name) throws SQLException {
        migration.arrives("", """
                CREATE TABLE %1$s (id int);
                CREATE FUNCTION counted() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM %1$s';
                CREATE TABLE a (n bigint DEFAULT counted());
                """.formatted(name));
    }
}
