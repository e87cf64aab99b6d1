package dev.countersign.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.signoff.Sealing;
import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.ReviewRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window opens a pair of SQLite states like any other. */
class SqlitePictureTest {
    private static final String CURRENT = """
            CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, age INT);
            CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT REFERENCES customers (id) ON DELETE CASCADE);
            CREATE VIEW names AS SELECT name FROM customers;
            """;
    private static final String DESIRED = """
            CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '', email TEXT) STRICT;
            CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT REFERENCES customers (id) ON DELETE CASCADE);
            CREATE INDEX orders_customer ON orders (customer);
            CREATE VIEW names AS SELECT name, email FROM customers;
            """;

    @TempDir
    Path folder;

    @Test
    void aSqlitePairIsDrawn() throws Exception {
        Files.writeString(folder.resolve("current.sql"), CURRENT);
        Files.writeString(folder.resolve("desired.sql"), DESIRED);
        ReviewRequest request = ReviewRequest.of(folder)
                .from("file://current.sql")
                .to("file://desired.sql")
                .onDev("sqlite://dev?mode=memory");
        Path picture = Path.of("target", "screenshots", "sqlite.png");
        try (DefaultWorkspace workspace = DefaultWorkspace.installed()) {
            Sealing noKeys = (order, progress) -> {
                throw new AssertionError("a picture signs nothing");
            };
            new WorkbenchSnapshot(workspace, noKeys, Environments.in(workspace))
                    .write(picture, request, 1600, 1000, false);
        }
        assertThat(picture).isNotEmptyFile();
    }
}
