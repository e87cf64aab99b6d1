package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.Fingerprint;
import dev.countersign.diff.Change;
import dev.countersign.postgres.devdb.embedded.OlderServer;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Live databases of older servers, compared with files that the built-in engine reads: what the versions only spell differently is no difference. */
@EnabledOnOs(
        value = OS.LINUX,
        architectures = "amd64",
        disabledReason = "the binaries of older servers come for Linux on amd64 only")
class OtherVersionsReviewTest {
    private static final String SCHEMA = """
            CREATE TABLE orders (
              id int PRIMARY KEY,
              total numeric NOT NULL DEFAULT 0,
              placed timestamp,
              year int GENERATED ALWAYS AS (EXTRACT(year FROM placed)) STORED,
              CHECK (total BETWEEN 0 AND 100000)
            );
            CREATE INDEX late ON orders (EXTRACT(month FROM placed)) WHERE total > 0;
            CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE total > 0;
            CREATE VIEW dear AS SELECT id FROM open_orders WHERE total > 100;
            CREATE MATERIALIZED VIEW months AS SELECT EXTRACT(month FROM placed) AS month, count(*) FROM orders GROUP BY 1;
            CREATE INDEX ON months (month);
            CREATE RULE quiet AS ON INSERT TO open_orders DO INSTEAD INSERT INTO orders (id, total) VALUES (new.id, new.total);
            ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
            CREATE PUBLICATION told FOR TABLE orders WITH (publish = 'insert');
            CREATE POLICY own ON orders USING (id IN (SELECT o.id FROM open_orders o));
            """;

    @TempDir
    Path folder;

    @Test
    void theSameSchemaIsTheSameAndAChangeIsThatChange() throws Exception {
        try (OlderServer older = OlderServer.start(14)) {
            older.run(SCHEMA, "INSERT INTO orders VALUES (1, 5, now())");
            try (DefaultWorkspace workspace = DefaultWorkspace.installed()) {
                Review same = review(workspace, older.url(), SCHEMA);
                assertThat(same.diff().changes()).isEmpty();
                assertThat(same.outcome().reasons())
                        .extracting(Outcome.Reason::text)
                        .singleElement()
                        .asString()
                        .startsWith("The database is of version 14, and the dev database");

                Review more = review(workspace, older.url(), SCHEMA.replace("total > 100", "total > 200"));
                assertThat(more.diff().changes())
                        .singleElement()
                        .satisfies(c -> assertThat(c.ref().toString()).isEqualTo("view public.dear"));
                assertThat(more.simulation().notSimulated()).isEmpty();
                assertThat(more.simulation().arrives()).isTrue();
                assertThat(more.currentInfo().fingerprint()).isEqualTo(live(workspace, older.url()));
                older.run(more.plan().script());
                assertThat(review(workspace, older.url(), SCHEMA.replace("total > 100", "total > 200"))
                                .diff()
                                .changes())
                        .isEmpty();
            }
        }
    }

    /** A child's column is computed only where its parent's is, since 16. */
    @Test
    void aFileThatOnlyTheLiveVersionUnderstandsIsNoWrongFile() throws Exception {
        String tables =
                "CREATE TABLE t (a int, b int); CREATE TABLE c (a int, b int GENERATED ALWAYS AS (a * 2) STORED) INHERITS (t)";
        try (OlderServer older = OlderServer.start(14)) {
            older.run(tables);
            try (DefaultWorkspace workspace = DefaultWorkspace.installed()) {
                assertThatThrownBy(() -> review(workspace, older.url(), tables))
                        .hasMessageContaining("child column \"b\" specifies generation expression")
                        .hasMessageEndingWith(
                                "The database is of version 14 and the dev database of version 18, which may be why:"
                                        + " a dev database of version 14 understands what it does (--dev-url).")
                        .isInstanceOfSatisfying(
                                CountersignException.class,
                                e -> assertThat(e.exitCode()).isEqualTo(CountersignException.ExitCode.UNSUPPORTED));
                assertThatThrownBy(() -> review(workspace, older.url(), "CREATE TABEL t (a int)"))
                        .isInstanceOfSatisfying(
                                CountersignException.class,
                                e -> assertThat(e.exitCode()).isEqualTo(CountersignException.ExitCode.FAILED));
            }
        }
    }

    /** Operators behind their operand are gone since 14, so nobody can tell how 18 would spell that view; the others are known all the same. */
    @Test
    void whatTheDevDatabaseCannotMakeIsNamed() throws Exception {
        String views = """
                CREATE TABLE t (a int, b int);
                CREATE VIEW first AS SELECT a FROM t;
                CREATE VIEW second AS SELECT a, b FROM t;
                """;
        try (OlderServer older = OlderServer.start(12)) {
            older.run(views + "CREATE VIEW faculty AS SELECT a ! AS f FROM t");
            try (DefaultWorkspace workspace = DefaultWorkspace.installed()) {
                Review review = review(
                        workspace, older.url(), views + "CREATE VIEW faculty AS SELECT factorial(a) AS f FROM t");
                assertThat(review.diff().changes())
                        .extracting(Change::ref)
                        .extracting(Object::toString)
                        .containsExactly("view public.faculty");
                assertThat(review.outcome().reasons())
                        .filteredOn(r -> r.text().contains("spell"))
                        .singleElement()
                        .satisfies(r -> assertThat(r.text())
                                .contains("view public.faculty")
                                .contains("--dev-url"));
            }
        }
    }

    /** No script of files says a version here, so the difference is that of the servers' defaults. */
    @Test
    void extensionsHaveTheVersionsOfTheirServer() throws Exception {
        String schema = "CREATE EXTENSION pgcrypto; CREATE TABLE t (a text DEFAULT gen_salt('md5'));";
        try (OlderServer older = OlderServer.start(14)) {
            older.run(schema);
            try (DefaultWorkspace workspace = DefaultWorkspace.installed()) {
                Review review = review(workspace, older.url(), schema + "CREATE TABLE u (b int);");
                assertThat(review.diff().changes())
                        .extracting(c -> c.ref().toString())
                        .containsExactly("table public.u");
                assertThat(review.simulation().arrives()).isTrue();
                assertThat(review.outcome().reasons())
                        .extracting(Outcome.Reason::text)
                        .anyMatch(text -> text.startsWith("The version of extension pgcrypto is not compared, because")
                                && text.contains(" on version 14, ")
                                && text.endsWith(" on version 18."));
            }
        }
    }

    /** NOT NULL has no name before 18, and what newer servers alone can do is no plan for this one, though the dev database would take it. */
    @Test
    void whatTheServerIsTooOldForIsNotPlanned() throws Exception {
        try (OlderServer older = OlderServer.start(14);
                DefaultWorkspace workspace = DefaultWorkspace.installed()) {
            older.run(
                    "CREATE TABLE t (a int NOT NULL, b int, CONSTRAINT k UNIQUE (b)); CREATE DOMAIN d AS int NOT NULL");
            assertThat(review(
                                    workspace,
                                    older.url(),
                                    "CREATE TABLE t (a int CONSTRAINT named NOT NULL, b int, CONSTRAINT k UNIQUE (b));"
                                            + " CREATE DOMAIN d AS int CONSTRAINT one NOT NULL")
                            .diff()
                            .changes())
                    .isEmpty();
            assertThatThrownBy(() -> review(workspace, older.url(), """
                            CREATE DOMAIN d AS int NOT NULL;
                            CREATE TABLE t (a int NOT NULL, b int, CONSTRAINT k UNIQUE NULLS NOT DISTINCT (b));
                            CREATE TABLE u (a int CHECK (a > 0) NOT ENFORCED, b int GENERATED ALWAYS AS (a) VIRTUAL);
                            """))
                    .hasMessageContaining(
                            "Unique constraint public.t.k tells no NULLs apart (NULLS NOT DISTINCT), which servers know since version 15; this one is of version 14")
                    .hasMessageContaining("u_a_check is not enforced")
                    .hasMessageContaining("Column public.u.b is computed when it is read");
        }
    }

    /** The built-in engine runs scripts with a role of its own, which a plan must not name; subscriptions have other standards there. */
    @Test
    void currentUserIsWhoReadTheLiveDatabase() throws Exception {
        String schema = """
                CREATE FOREIGN DATA WRAPPER w;
                CREATE SERVER s FOREIGN DATA WRAPPER w;
                CREATE USER MAPPING FOR CURRENT_USER SERVER s OPTIONS (user 'one');
                CREATE TABLE t (a int);
                CREATE POLICY own ON t TO CURRENT_USER USING (a > 0);
                CREATE SUBSCRIPTION told CONNECTION 'host=127.0.0.1' PUBLICATION p WITH (connect = false, slot_name = NONE);
                """;
        try (OlderServer older = OlderServer.start(14);
                DefaultWorkspace workspace = DefaultWorkspace.installed()) {
            Review review = review(workspace, older.superuserUrl(), schema);
            assertThat(review.simulation().arrives()).isTrue();
            assertThat(review.plan().script()).doesNotContain("countersign_dev");
            older.runAsSuperuser(review.plan().script());
            assertThat(review(workspace, older.superuserUrl(), schema).diff().changes())
                    .isEmpty();

            older.runAsSuperuser("ALTER SUBSCRIPTION told SET (streaming = on)");
            Review streamed = review(workspace, older.superuserUrl(), schema);
            older.runAsSuperuser(streamed.plan().script());
            assertThat(review(workspace, older.superuserUrl(), schema).diff().changes())
                    .isEmpty();

            String streaming = schema.replace("slot_name = NONE", "slot_name = NONE, streaming = on");
            older.runAsSuperuser(
                    review(workspace, older.superuserUrl(), streaming).plan().script());
            assertThat(review(workspace, older.superuserUrl(), streaming).diff().changes())
                    .isEmpty();
            older.runAsSuperuser("ALTER SUBSCRIPTION told SET (streaming = off)");

            Review other = review(workspace, older.superuserUrl(), schema.replace("'one'", "'two'"));
            assertThat(other.diff().changes()).hasSize(1);
            older.runAsSuperuser(other.plan().script());
            assertThat(review(workspace, older.superuserUrl(), schema.replace("'one'", "'two'"))
                            .diff()
                            .changes())
                    .isEmpty();
        }
    }

    private Review review(DefaultWorkspace workspace, String live, String desired) throws Exception {
        Path file = Files.writeString(folder.resolve("desired.sql"), desired);
        try (ReviewSession session = workspace.open(request(live, file.toString()), Progress.none())) {
            return session.review(Map.of(), Progress.none());
        }
    }

    private Fingerprint live(DefaultWorkspace workspace, String url) {
        return workspace.inspect(request(url, url), Progress.none()).info().fingerprint();
    }

    private ReviewRequest request(String from, String to) {
        return ReviewRequest.of(folder).from(from).to(to);
    }
}
