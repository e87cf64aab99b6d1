package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.Progress;
import dev.countersign.review.Coverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A role that nothing on the server needs any more is no silent rest of a plan, as long as nobody says what becomes of it. */
@ExtendWith(PostgresEngine.class)
class UnneededRolesTest {
    private static final List<String> ROLES = List.of(
            "CREATE ROLE idle_owner LOGIN",
            "CREATE ROLE idle_reader",
            "CREATE ROLE idle_team",
            "CREATE ROLE idle_member LOGIN",
            "CREATE ROLE idle_guest NOINHERIT",
            "CREATE ROLE idle_copier REPLICATION",
            "GRANT idle_team TO idle_member");
    private static final List<String> NO_ROLES =
            List.of("DROP ROLE idle_owner, idle_reader, idle_team, idle_member, idle_guest, idle_copier, idle_elder");
    private static final List<String> OLDER = List.of("CREATE ROLE idle_elder");
    private static final String CURRENT = """
            CREATE TABLE t (i int);
            GRANT SELECT ON t TO idle_reader, idle_team, idle_member, idle_elder;
            CREATE TABLE gone (i int);
            """;
    private static final List<String> OWNED = List.of("ALTER TABLE gone OWNER TO idle_owner");
    private static final String DESIRED = "CREATE TABLE t (i int); GRANT SELECT ON t TO idle_team;";

    @TempDir
    private Path directory;

    private final Workspace workspace = DefaultWorkspace.installed();

    @Test
    void aRoleWhoseLastUseEndsIsAGapUntilSomebodySaysWhatBecomesOfIt(PostgresEngine.Server server) throws Exception {
        privileged(server, OLDER);
        try (LiveDatabase live = LiveDatabase.of(server, ROLES, CURRENT)) {
            assertThat(live.scratch().runPrivileged(OWNED)).isTrue();
            assertThat(unneeded(live, DESIRED, Selection.everything())).containsExactly("idle_owner", "idle_reader");
            assertThat(unneeded(live, DESIRED, Selection.everything().droppingRoles(List.of("idle_owner"))))
                    .containsExactly("idle_reader");
            assertThat(unneeded(live, DESIRED, Selection.everything().ignoring(Set.of(Selection.Aspect.ROLES))))
                    .isEmpty();
            assertThat(unneeded(live, CURRENT, Selection.everything())).containsExactly("idle_owner");
            try (ScratchDatabase another = server.database().create("neighbour")) {
                assertThat(unneeded(live, DESIRED, Selection.everything()))
                        .as("%s may need them", another.name())
                        .isEmpty();
            }
        }
        privileged(server, NO_ROLES);
    }

    @Test
    void anEmptyDesiredStateLeavesNoRoleWithAUse(PostgresEngine.Server server) throws Exception {
        privileged(server, OLDER);
        try (LiveDatabase live = LiveDatabase.of(server, ROLES, CURRENT)) {
            assertThat(unneeded(live, "-- nothing", Selection.everything()))
                    .containsExactly("idle_guest", "idle_member", "idle_owner", "idle_reader", "idle_team");
        }
        privileged(server, NO_ROLES);
    }

    private static void privileged(PostgresEngine.Server server, List<String> statements) throws SQLException {
        try (ScratchDatabase scratch = server.database().create("roles")) {
            assertThat(scratch.runPrivileged(statements)).isTrue();
        }
    }

    private List<String> unneeded(LiveDatabase live, String desired, Selection selection) throws IOException {
        Files.writeString(directory.resolve("desired.sql"), desired);
        ReviewRequest request = ReviewRequest.of(directory)
                .from(live.url())
                .to("file://desired.sql")
                .with(selection);
        try (ReviewSession session = workspace.open(request, Progress.none())) {
            List<String> gaps = Coverage.of(
                            session.diff().current(), session.diff().desired())
                    .gaps()
                    .stream()
                    .map(gap -> gap.kind() + " " + gap.name())
                    .toList();
            assertThat(session.complete()).isEqualTo(gaps.isEmpty());
            assertThat(gaps).allSatisfy(gap -> assertThat(gap).startsWith("role "));
            return gaps.stream().map(gap -> gap.substring("role ".length())).toList();
        }
    }
}
