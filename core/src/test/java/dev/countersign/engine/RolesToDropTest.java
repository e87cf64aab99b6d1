package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.Uncompared;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Roles that only the server has are dropped when somebody names them, and never otherwise. */
@ExtendWith(PostgresEngine.class)
class RolesToDropTest {
    private static final List<String> ROLES = List.of(
            "CREATE ROLE leaver_one",
            "CREATE ROLE \"leaver Two\" LOGIN",
            "CREATE ROLE leaver_root SUPERUSER",
            "CREATE ROLE stayer",
            "GRANT leaver_one TO \"leaver Two\"");
    private static final List<String> NO_ROLES = List.of(
            "DROP ROLE IF EXISTS leaver_one", "DROP ROLE IF EXISTS \"leaver Two\"", "DROP ROLE leaver_root, stayer");

    @TempDir
    private Path directory;

    private final Workspace workspace = DefaultWorkspace.installed();

    @Test
    void rolesThatAreNamedGoAndOthersStay(PostgresEngine.Server server) throws Exception {
        Files.writeString(directory.resolve("desired.sql"), "CREATE TABLE t (i int);");
        try (LiveDatabase live =
                LiveDatabase.of(server, ROLES, "CREATE TABLE t (i int); GRANT SELECT ON t TO leaver_one;")) {
            try (ReviewSession session = open(live.url(), List.of())) {
                assertThat(session.plan(Map.of()).script()).doesNotContain("DROP ROLE");
            }
            try (ReviewSession session = open(live.url(), List.of("leaver*"))) {
                String plan = session.plan(Map.of()).script();
                assertThat(plan).isEqualTo("""
                        REVOKE SELECT ON TABLE public.t FROM leaver_one;
                        DROP ROLE "leaver Two";
                        DROP ROLE leaver_one;
                        """);
                assertThat(session.diff().current().uncompared())
                        .filteredOn(u -> u.kind().equals(ObjectKind.ROLE.label()))
                        .extracting(Uncompared::name)
                        .containsExactly("leaver_root");
                Review review = session.review(Map.of(), Progress.none());
                assertThat(review.simulation().arrives())
                        .as("%s", review.simulation())
                        .isTrue();
                assertThat(session.reverse(Map.of()).script()).contains("CREATE ROLE \"leaver Two\" LOGIN;");
                try (Connection connection = live.scratch().open()) {
                    PostgresEngine.Server.run(connection, "REVOKE SELECT ON TABLE public.t FROM leaver_one;");
                }
                assertThat(live.scratch().runPrivileged(List.of("DROP ROLE \"leaver Two\"", "DROP ROLE leaver_one")))
                        .isTrue();
            }
            try (ReviewSession session = open(live.url(), List.of("leaver*"))) {
                assertThat(session.diff().isEmpty()).isTrue();
            }
            assertThat(live.scratch().runPrivileged(NO_ROLES)).isTrue();
        }
    }

    @Test
    void rolesAreOnlyDroppedOfWholeLiveDatabases(PostgresEngine.Server server) throws Exception {
        Files.writeString(directory.resolve("desired.sql"), "CREATE TABLE t (i int);");
        try (LiveDatabase live = LiveDatabase.of(server, "CREATE TABLE t (i int);")) {
            assertThatThrownBy(() -> open(live.url(), List.of("*"), "public"))
                    .isInstanceOf(CountersignException.class)
                    .hasMessageContaining("only a part of the database is compared");
            assertThatThrownBy(() -> open("file://desired.sql", List.of("*")))
                    .hasMessageContaining("the current state is no live database");
            assertThatThrownBy(() -> open("sqlite://x.db", List.of("*"))).hasMessageContaining("SQLite has none");
        }
    }

    private ReviewSession open(String from, List<String> dropRoles, String... schemas) {
        return workspace.open(
                ReviewRequest.of(directory)
                        .from(from)
                        .to("file://desired.sql")
                        .within(List.of(schemas))
                        .with(Selection.everything().droppingRoles(dropRoles)),
                Progress.none());
    }
}
