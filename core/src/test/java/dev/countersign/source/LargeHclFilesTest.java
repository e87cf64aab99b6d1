package dev.countersign.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.hcl.HclSource;
import dev.countersign.sqlite.SqliteDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schema is as large as it is: what is written from a large database is read again. */
class LargeHclFilesTest {
    private static final int TABLES = 6_000;

    @TempDir
    Path folder;

    @Test
    void aSchemaOfManyTablesIsRead() throws IOException {
        StringBuilder text = new StringBuilder("schema \"main\" {}\n");
        for (int table = 0; table < TABLES; table++) {
            text.append("table \"t").append(table).append("\" {\n  schema = schema.main\n");
            for (int column = 0; column < 6; column++) {
                text.append("  column \"c")
                        .append(column)
                        .append("\" {\n    type = int\n    null = false\n    default = 1\n  }\n");
            }
            text.append("}\n");
        }
        Path file = Files.writeString(folder.resolve("large.lt.hcl"), text);
        assertThat(Files.size(file)).isGreaterThan(HclSource.MAX_BYTES);
        assertThat(new HclFiles(List.of(file), new SqliteDialect(), Map.of(), Map.of())
                        .read()
                        .statements())
                .hasSize(TABLES);
    }
}
