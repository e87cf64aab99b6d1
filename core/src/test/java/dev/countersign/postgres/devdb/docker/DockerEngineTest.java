package dev.countersign.postgres.devdb.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.View;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.devdb.DevUrl;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.ReviewSession;
import dev.countersign.engine.Workspace;
import dev.countersign.lint.Diagnostic;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome.Verdict;
import dev.countersign.review.Review;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.DockerClientFactory;

/**
 * A dev database in a real container does what the built-in engine does. Needs a Docker engine that has the image; which one says
 * {@code COUNTERSIGN_TEST_DOCKER_URL}.
 */
@ExtendWith(PostgresEngine.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerEngineTest {
    private static final Path SAMPLE = Path.of(System.getProperty("countersign.root"), "sample-schemas", "storefront");

    private final String url =
            Optional.ofNullable(System.getenv("COUNTERSIGN_TEST_DOCKER_URL")).orElse("docker://postgres/17/dev");

    private Optional<DevDatabase> opened = Optional.empty();

    @BeforeAll
    void start() {
        assumeTrue(DockerProvider.engineAnswers(), "no Docker engine is up");
        String image = DockerImage.of(DevUrl.parse(url));
        assumeTrue(present(image), () -> "the Docker engine has no image " + image + ", and tests download nothing");
        opened = Optional.of(DevDatabases.installed().open(url, Progress.none()));
    }

    @AfterAll
    void stop() {
        opened.ifPresent(DevDatabase::close);
    }

    private static boolean present(String image) {
        try {
            DockerClientFactory.instance().client().inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException missing) {
            return false;
        }
    }

    private DevDatabase container() {
        return opened.orElseThrow();
    }

    @Test
    void scriptsRunAsAnOrdinaryRole() throws SQLException {
        try (ScratchDatabase scratch = container().create("role");
                Connection connection = scratch.open()) {
            assertThat(container().serverVersion())
                    .startsWith(DevUrl.parse(url).path().getFirst());
            assertThat(scratch.ensureRole("app_writer")).isTrue();
            PostgresEngine.Server.run(connection, "CREATE TABLE t (i int); GRANT SELECT ON t TO app_writer");
            assertThat(ask(connection, "SHOW is_superuser")).isEqualTo("off");
        }
    }

    @Test
    void theTimeLimitHoldsThereToo() throws SQLException {
        try (ScratchDatabase scratch = container().create("limit");
                Connection connection = scratch.open()) {
            assertThatThrownBy(() -> scratch.within(
                            Duration.ofMillis(300),
                            connection,
                            Progress.none(),
                            () -> ask(connection, "SELECT pg_sleep(100)")))
                    .isInstanceOf(DevDatabaseException.class)
                    .hasMessageContaining("longer than");
        }
    }

    @Test
    void theSampleIsReadAsOnTheBuiltInEngine(PostgresEngine.Server builtIn) throws Exception {
        for (String file : List.of("current.sql", "desired.sql")) {
            String script = Files.readString(SAMPLE.resolve(file));
            Catalog there = new PostgresEngine.Server(container()).inspect(script);
            Catalog here = builtIn.inspect(script);

            assertThat(container().serverVersion()).startsWith(there.serverVersion());
            assertThat(plain(there)).isEqualTo(plain(here));
        }
    }

    /** The objects without what each version prints in its own way: before 16 every column in a view's query has its table's name. */
    private static Map<ObjectRef, SchemaObject> plain(Catalog catalog) {
        Map<ObjectRef, SchemaObject> objects = new TreeMap<>();
        catalog.objects()
                .forEach((ref, object) -> objects.put(
                        ref,
                        object instanceof View view
                                ? new View(view.ref(), view.columns(), "", view.attributes(), view.comment())
                                : object));
        return objects;
    }

    @Test
    void aWholeReviewRunsOnIt() {
        try (Workspace workspace = DefaultWorkspace.installed()) {
            ReviewRequest request = new ReviewRequest(
                    Optional.empty(),
                    SAMPLE,
                    Optional.of("prod"),
                    Map.of("destructive", List.of("true")),
                    Optional.empty(),
                    List.of(),
                    Optional.of(url),
                    List.of());
            try (ReviewSession session = workspace.open(request, Progress.none())) {
                Review review = session.review(Map.of(), Progress.none());

                assertThat(container().serverVersion())
                        .startsWith(review.desired().serverVersion());
                assertThat(review.simulation().arrives())
                        .as("%s", review.outcome())
                        .isTrue();
                assertThat(review.outcome().verdict()).isEqualTo(Verdict.SIGN_OFF_REQUIRED);
                assertThat(review.diagnostics()).extracting(Diagnostic::code).contains("DS102", "DS103", "MF104");
            }
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}
