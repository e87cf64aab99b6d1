package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.lint.Diagnostic;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lock-safe forms asked for by the project file are simulated, arrive, and give the lock analyzers nothing to say. */
class LockSafeReviewTest {
    @TempDir
    private Path directory;

    private final Workspace workspace = DefaultWorkspace.installed();

    @Test
    void lockAnalyzersAreSilent() throws IOException {
        Files.writeString(directory.resolve("countersign.hcl"), """
                diff {
                  concurrent_index {
                    create = true
                    drop   = true
                  }
                  not_null {
                    check     = true
                    lock_safe = true
                  }
                  check {
                    lock_safe = true
                  }
                  foreign_key {
                    lock_safe = true
                  }
                  unique {
                    lock_safe = true
                  }
                }
                env "e" {
                }
                """);
        Files.writeString(directory.resolve("old.sql"), """
                CREATE TABLE a (id int PRIMARY KEY);
                CREATE TABLE t (a int, b int, c int NOT NULL);
                CREATE INDEX i ON t (a);
                CREATE INDEX gone ON t (b);
                INSERT INTO a VALUES (1);
                INSERT INTO t VALUES (1, 1, 1);
                """);
        Files.writeString(directory.resolve("new.sql"), """
                CREATE TABLE a (id int PRIMARY KEY);
                CREATE TABLE t (a int NOT NULL CHECK (a > 0), b int REFERENCES a, c int PRIMARY KEY, UNIQUE (b));
                CREATE INDEX i ON t (a, b);
                CREATE INDEX j ON t (c, b);
                """);
        ReviewRequest request = new ReviewRequest(
                Optional.of(Path.of("countersign.hcl")),
                directory,
                Optional.of("e"),
                Map.of(),
                Optional.of("file://old.sql"),
                List.of("file://new.sql"),
                Optional.empty(),
                List.of());
        try (ReviewSession session = workspace.open(request, Progress.none())) {
            Review review = session.review(Map.of(), Progress.none());
            assertThat(review.simulation().arrives())
                    .as("%s", review.simulation())
                    .isTrue();
            assertThat(review.plan().script()).contains("CONCURRENTLY", "NOT VALID", "USING INDEX");
            assertThat(review.diagnostics()).extracting(Diagnostic::code).noneMatch(code -> code.startsWith("PG"));
        }
    }
}
