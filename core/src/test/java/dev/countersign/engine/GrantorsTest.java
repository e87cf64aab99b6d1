package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.plan.Statement;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Memberships that several roles granted, each with options of its own, as PostgreSQL has them from version 16 on. */
@ExtendWith(PostgresEngine.class)
class GrantorsTest {
    private static final String ROLES =
            "CREATE ROLE grt_giver; CREATE ROLE grt_group; CREATE ROLE grt_member; CREATE ROLE grt_second;";
    private static final String GIVER = "GRANT grt_group TO grt_giver WITH ADMIN OPTION;";
    private static final List<String> NO_ROLES =
            List.of("DROP ROLE IF EXISTS grt_member, grt_second, grt_group, grt_giver");

    @TempDir
    private Path directory;

    private final Workspace workspace = DefaultWorkspace.installed();

    @Test
    void eachGrantorsMembershipComesAndGoesByItself(PostgresEngine.Server server) throws Exception {
        String one = GIVER + "GRANT grt_group TO grt_member;";
        String two = one + "SET ROLE grt_giver; GRANT grt_group TO grt_member WITH INHERIT FALSE; RESET ROLE;";
        arrives(server, one, two, "GRANT grt_group TO grt_member WITH INHERIT FALSE GRANTED BY grt_giver;\n");
        arrives(server, two, one, "REVOKE grt_group FROM grt_member GRANTED BY grt_giver;\n");
        arrives(server, two, two.replace("WITH INHERIT FALSE", "WITH ADMIN OPTION"), """
                GRANT grt_group TO grt_member WITH ADMIN TRUE, INHERIT TRUE GRANTED BY grt_giver;
                """);
    }

    @Test
    void whoGrantsMayDoSoForAsLongAsItStands(PostgresEngine.Server server) throws Exception {
        String chain = GIVER + "GRANT grt_group TO grt_second WITH ADMIN OPTION GRANTED BY grt_giver;"
                + " GRANT grt_group TO grt_member GRANTED BY grt_second;";
        arrives(server, "", chain, """
                GRANT grt_group TO grt_giver WITH ADMIN OPTION;
                GRANT grt_group TO grt_second WITH ADMIN OPTION GRANTED BY grt_giver;
                GRANT grt_group TO grt_member GRANTED BY grt_second;
                """);
        arrives(server, chain, "", """
                REVOKE grt_group FROM grt_member GRANTED BY grt_second;
                REVOKE grt_group FROM grt_second GRANTED BY grt_giver;
                REVOKE grt_group FROM grt_giver;
                """);
    }

    private void arrives(PostgresEngine.Server server, String now, String wanted, String script) throws Exception {
        Files.writeString(directory.resolve("desired.sql"), ROLES + wanted);
        List<String> roles = new ArrayList<>(NO_ROLES);
        roles.addAll(List.of((ROLES + now).split(";\\s*")));
        try (LiveDatabase live = LiveDatabase.of(server, roles, "SELECT 1")) {
            try (ReviewSession session = open(live.url())) {
                assertThat(session.plan(Map.of()).script()).isEqualTo(script);
                Review review = session.review(Map.of(), Progress.none());
                assertThat(review.simulation().arrives())
                        .as("%s", review.simulation())
                        .isTrue();
                assertThat(live.scratch()
                                .runPrivileged(session.plan(Map.of()).statements().stream()
                                        .map(Statement::sql)
                                        .toList()))
                        .isTrue();
            }
            try (ReviewSession session = open(live.url())) {
                assertThat(session.diff().changes()).isEmpty();
            }
            assertThat(live.scratch().runPrivileged(NO_ROLES)).isTrue();
        }
    }

    private ReviewSession open(String from) {
        return workspace.open(ReviewRequest.of(directory).from(from).to("file://desired.sql"), Progress.none());
    }
}
