package dev.countersign.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.oracle.HclRoundTrip;
import dev.countersign.progress.Progress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random schemas that are written as HCL are loaded again as they were. */
class HclRoundTripTest {
    @TempDir
    Path folder;

    @Test
    void randomSchemasComeBack() throws Exception {
        SqliteDialect dialect = new SqliteDialect();
        long fresh = Long.getLong("countersign.seed", System.nanoTime());
        long end = System.nanoTime() + 30_000_000_000L;
        int whole = 0;
        try (DevDatabase engine = DevDatabases.installed().open(dialect.defaultDevUrl(), Progress.none())) {
            for (long i = 0; i < 400 && System.nanoTime() < end; i++) {
                long seed = i % 2 == 0 ? i : fresh + i;
                RandomSchema schema = RandomSchema.first(new Random(seed)).changed();
                try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                        Statement statement = connection.createStatement()) {
                    for (String sql : schema.statements()) {
                        statement.execute(sql);
                    }
                    Catalog catalog = dialect.inspector().inspect(connection, Scope.database(), Progress.none());
                    assertThat(new HclRoundTrip(dialect, engine, folder).complaints(catalog))
                            .as("seed " + seed + "\n" + String.join(";\n", schema.statements()) + "\n"
                                    + dialect.schemaLanguage().write(catalog).text())
                            .isEmpty();
                    whole += dialect.schemaLanguage().write(catalog).missing().isEmpty() ? 1 : 0;
                }
            }
        }
        assertThat(whole).as("schemas that the language says as a whole").isGreaterThan(20);
    }
}
