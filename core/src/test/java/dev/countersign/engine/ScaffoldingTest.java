package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome.Reason;
import dev.countersign.review.Review;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A live state of which a part is left out is rehearsed with what the rest needs, and roles and owners need not exist on the dev server. */
@ExtendWith(PostgresEngine.class)
class ScaffoldingTest {
    @TempDir
    private Path directory;

    private final Workspace workspace = DefaultWorkspace.installed();

    @Test
    void excludedObjectsThatTheRestNeedsAreScaffolding(PostgresEngine.Server server) throws Exception {
        String state = """
                CREATE TYPE mood AS ENUM ('glad', 'sad');
                CREATE FUNCTION kind(mood) RETURNS text IMMUTABLE LANGUAGE sql RETURN $1::text;
                CREATE TABLE people (id int PRIMARY KEY, feels mood, hidden text, CHECK (kind(feels) <> ''));
                CREATE TABLE notes (id int PRIMARY KEY, person int REFERENCES people (id));
                """;
        Files.writeString(directory.resolve("desired.sql"), state + "ALTER TABLE notes ADD COLUMN body text;");
        try (LiveDatabase current = LiveDatabase.of(server, state);
                ReviewSession session =
                        open(current.url(), List.of("public.mood", "*.*[type=function]", "public.people", "nosuch"))) {
            Review review = session.review(Map.of(), Progress.none());
            assertThat(review.plan().script()).isEqualTo("ALTER TABLE public.notes ADD COLUMN body text;\n");
            assertThat(review.simulation().arrives())
                    .as("%s", review.simulation())
                    .isTrue();
            assertThat(review.outcome().reasons())
                    .filteredOn(r -> r.kind() == Reason.Kind.COMPARISON)
                    .extracting(Reason::text)
                    .anySatisfy(text -> assertThat(text).contains("excluded by public.mood"))
                    .anySatisfy(text -> assertThat(text).contains("\"nosuch\" matches nothing"));
        }
    }

    @Test
    void ownersGrantsRolesAndDefaultPrivilegesAreRehearsed(PostgresEngine.Server server) throws Exception {
        String tables = "CREATE SCHEMA app; CREATE TABLE app.t (i int); CREATE VIEW app.v AS SELECT i FROM app.t;"
                + " CREATE FUNCTION app.f() RETURNS int LANGUAGE sql RETURN 1; CREATE SEQUENCE app.s; CREATE TYPE app.e AS ENUM ('a');";
        Files.writeString(
                directory.resolve("desired.sql"),
                "CREATE ROLE rehearsed_owner; CREATE ROLE \"Rehearsed Reader\" NOLOGIN; GRANT \"Rehearsed Reader\" TO rehearsed_owner;"
                        + tables + """
                        ALTER TABLE app.t OWNER TO rehearsed_owner;
                        ALTER VIEW app.v OWNER TO rehearsed_owner;
                        ALTER FUNCTION app.f() OWNER TO rehearsed_owner;
                        ALTER SEQUENCE app.s OWNER TO rehearsed_owner;
                        ALTER TYPE app.e OWNER TO rehearsed_owner;
                        CREATE TABLE app.created (i int);
                        ALTER TABLE app.created OWNER TO rehearsed_owner;
                        GRANT USAGE ON SCHEMA app TO "Rehearsed Reader";
                        GRANT SELECT ON app.t, app.created TO "Rehearsed Reader";
                        GRANT UPDATE (i) ON app.t TO rehearsed_owner;
                        ALTER DEFAULT PRIVILEGES FOR ROLE rehearsed_owner IN SCHEMA app GRANT SELECT ON TABLES TO "Rehearsed Reader";
                        """);
        try (LiveDatabase current = LiveDatabase.of(server, tables);
                ReviewSession session = open(current.url(), List.of())) {
            Review review = session.review(Map.of(), Progress.none());
            assertThat(review.plan().script())
                    .contains(
                            "CREATE ROLE rehearsed_owner",
                            "ALTER TABLE app.t OWNER TO rehearsed_owner",
                            "ALTER DEFAULT PRIVILEGES FOR ROLE rehearsed_owner");
            assertThat(review.simulation().arrives())
                    .as(
                            "%s %s %s",
                            review.simulation().failure(),
                            review.simulation().remaining(),
                            review.simulation().notSimulated())
                    .isTrue();
            assertThat(review.simulation().rowFailure()).isEmpty();
        }
    }

    @Test
    void rolesOfALiveDesiredStateNeedNotExistOnTheDevServer(PostgresEngine.Server server) throws Exception {
        String table = "CREATE TABLE t (i int);";
        try (LiveDatabase current = LiveDatabase.of(server, table);
                LiveDatabase desired = LiveDatabase.of(server, table)) {
            assertThat(desired.scratch()
                            .runPrivileged(List.of(
                                    "CREATE ROLE only_there",
                                    "ALTER TABLE t OWNER TO only_there",
                                    "GRANT SELECT ON t TO pg_monitor")))
                    .isTrue();
            try (ReviewSession session = open(current.url(), desired.url())) {
                Review review = session.review(Map.of(), Progress.none());
                assertThat(review.plan().script()).contains("OWNER TO only_there", "TO pg_monitor");
                assertThat(review.simulation().arrives())
                        .as(
                                "%s %s %s",
                                review.simulation().failure(),
                                review.simulation().remaining(),
                                review.simulation().notSimulated())
                        .isTrue();
            } finally {
                assertThat(desired.scratch().runPrivileged(List.of("DROP OWNED BY only_there", "DROP ROLE only_there")))
                        .isTrue();
            }
        }
    }

    private ReviewSession open(String from, List<String> exclude) {
        return open(from, "desired.sql", exclude);
    }

    private ReviewSession open(String from, String to) {
        return open(from, to, List.of());
    }

    private ReviewSession open(String from, String to, List<String> exclude) {
        return workspace.open(
                ReviewRequest.of(directory).from(from).to(to).with(new Selection(List.of(), exclude, Optional.empty())),
                Progress.none());
    }
}
