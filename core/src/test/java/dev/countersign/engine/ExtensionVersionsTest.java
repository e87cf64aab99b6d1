package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.devdb.embedded.OlderServer;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import dev.countersign.signing.manifest.Target;
import dev.countersign.signing.plan.PlanFile;
import dev.countersign.signing.ssh.TestKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A version that a file says of an extension is meant. */
@ExtendWith(PostgresEngine.class)
class ExtensionVersionsTest {
    private static final String OLD = "CREATE EXTENSION pg_trgm VERSION '1.5';";
    private static final String NEW = "CREATE EXTENSION pg_trgm VERSION '1.6';";

    @TempDir
    private Path directory;

    private final Workspace workspace = DefaultWorkspace.installed();

    @Test
    void aSaidVersionIsReached(PostgresEngine.Server server) throws Exception {
        arrives(server, OLD, NEW, "ALTER EXTENSION pg_trgm UPDATE TO '1.6';\n");
        arrives(
                server,
                OLD,
                OLD + "ALTER EXTENSION pg_trgm UPDATE TO '1.6';",
                "ALTER EXTENSION pg_trgm UPDATE TO '1.6';\n");
    }

    @Test
    void aSaidVersionIsInstalled(PostgresEngine.Server server) throws Exception {
        arrives(server, "", OLD, "CREATE EXTENSION pg_trgm WITH SCHEMA public VERSION '1.5';\n");
        arrives(server, "", "CREATE EXTENSION pg_trgm", "CREATE EXTENSION pg_trgm WITH SCHEMA public;\nCOMMENT");
    }

    @Test
    void aSaidVersionThatIsThereIsNoDifference(PostgresEngine.Server server) throws Exception {
        arrives(server, OLD, "CREATE EXTENSION \"pg_trgm\" WITH SCHEMA public VERSION \"1.5\" CASCADE;", "");
    }

    @Test
    void aVersionThatTheDevDatabaseDoesNotHaveIsPlannedAndNotFine(PostgresEngine.Server server) throws Exception {
        try (LiveDatabase live = LiveDatabase.of(server, NEW);
                ReviewSession session = open(live.url(), "CREATE EXTENSION pg_trgm VERSION '9.9'")) {
            Review review = session.review(Map.of(), Progress.none());
            assertThat(review.plan().script()).isEqualTo("ALTER EXTENSION pg_trgm UPDATE TO '9.9';\n");
            assertThat(review.simulation().arrives()).isFalse();
        }
    }

    @Test
    void aVersionThatOnlyTheLiveDatabaseHasIsNoDifference(PostgresEngine.Server server) throws Exception {
        try (LiveDatabase live = LiveDatabase.of(
                server,
                List.of("SET allow_system_table_mods = on"),
                "CREATE EXTENSION pg_trgm; CREATE TABLE t (a int);")) {
            assertThat(live.scratch()
                            .runPrivileged(
                                    List.of("UPDATE pg_extension SET extversion = '1.6.7' WHERE extname = 'pg_trgm'")))
                    .isTrue();
            try (ReviewSession session =
                    open(live.url(), "CREATE EXTENSION pg_trgm VERSION '1.6.7'; CREATE TABLE t (a int, b int);")) {
                Review review = session.review(Map.of(), Progress.none());
                assertThat(review.plan().script()).isEqualTo("ALTER TABLE public.t ADD COLUMN b integer;\n");
                assertThat(review.simulation().arrives())
                        .as("%s", review.simulation())
                        .isTrue();
            }
        }
    }

    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = "amd64",
            disabledReason = "the binaries of older servers come for Linux on amd64 only")
    void aSaidVersionIsReachedOnAnOlderServer() throws Exception {
        try (OlderServer older = OlderServer.start(14)) {
            older.run(OLD);
            try (ReviewSession session = open(older.url(), NEW)) {
                Review review = session.review(Map.of(), Progress.none());
                assertThat(review.plan().script()).isEqualTo("ALTER EXTENSION pg_trgm UPDATE TO '1.6';\n");
                assertThat(review.simulation().arrives())
                        .as("%s", review.simulation())
                        .isTrue();
                PlanFile sealed =
                        session.seal(review, SealRequest.by("me@corp.example", TestKeys.ed25519(), Optional.empty()));
                assertThat(sealed.manifest().target().extensions()).contains(new Target.Extension("pg_trgm", "1.5"));
                older.run(review.plan().script());
            }
            try (ReviewSession session = open(older.url(), NEW)) {
                assertThat(session.review(Map.of(), Progress.none()).diff().changes())
                        .isEmpty();
            }
        }
    }

    private void arrives(PostgresEngine.Server server, String now, String wanted, String script) throws Exception {
        try (LiveDatabase live = LiveDatabase.of(server, now)) {
            try (ReviewSession session = open(live.url(), wanted)) {
                Review review = session.review(Map.of(), Progress.none());
                assertThat(review.plan().script()).startsWith(script).doesNotContainPattern("VERSION(?! '1.5')");
                assertThat(review.simulation().arrives())
                        .as("%s", review.simulation())
                        .isTrue();
                assertThat(live.scratch()
                                .runPrivileged(List.of(
                                        review.plan().script().isEmpty()
                                                ? "SELECT 1"
                                                : review.plan().script())))
                        .isTrue();
            }
            try (ReviewSession session = open(live.url(), wanted)) {
                assertThat(session.review(Map.of(), Progress.none()).diff().changes())
                        .isEmpty();
            }
        }
    }

    private ReviewSession open(String live, String wanted) throws Exception {
        Files.writeString(directory.resolve("desired.sql"), wanted);
        return workspace.open(ReviewRequest.of(directory).from(live).to("file://desired.sql"), Progress.none());
    }
}
