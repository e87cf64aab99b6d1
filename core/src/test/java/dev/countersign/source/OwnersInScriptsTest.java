package dev.countersign.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Ownership;
import dev.countersign.catalog.Uncompared;
import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.Inspection;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.Workspace;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps name owners that the dev database does not know and that may create nothing there. */
class OwnersInScriptsTest {
    @TempDir
    Path folder;

    @Test
    void ownersThatNobodyCreatedAreMadeAndLeaveNoPrivilegesBehind() throws IOException {
        Files.writeString(folder.resolve("dump.sql"), """
                CREATE SCHEMA billing;
                ALTER SCHEMA billing OWNER TO "Shop Owner";
                CREATE TABLE public.users (id integer);
                ALTER TABLE public.users OWNER TO "Shop Owner";
                CREATE TABLE billing.invoices (id integer);
                ALTER TABLE billing.invoices OWNER TO accountant;
                """);

        try (Workspace workspace = DefaultWorkspace.installed()) {
            Inspection inspection = workspace.inspect(request(), Progress.none());

            assertThat(inspection.catalog().objects())
                    .containsKeys(
                            ObjectRef.of(ObjectKind.TABLE, "public", "users"),
                            ObjectRef.of(ObjectKind.TABLE, "billing", "invoices"));
            assertThat(inspection.catalog().uncompared())
                    .extracting(Uncompared::kind)
                    .noneMatch(kind -> kind.contains("privilege"));
        }
    }

    /** On the dev database they stay the superuser's, so that nobody can call a publisher. */
    @Test
    void ownersOfSubscriptionsAreKnown() throws IOException {
        Files.writeString(folder.resolve("dump.sql"), """
                CREATE SUBSCRIPTION told CONNECTION 'host=127.0.0.1' PUBLICATION p WITH (connect = false, slot_name = 'told');
                ALTER SUBSCRIPTION told OWNER TO "Shop Owner";
                CREATE SUBSCRIPTION gone CONNECTION 'host=127.0.0.1' PUBLICATION p WITH (connect = false, slot_name = NONE);
                ALTER SUBSCRIPTION gone OWNER TO accountant;
                DROP SUBSCRIPTION gone;
                CREATE SUBSCRIPTION own CONNECTION 'host=127.0.0.1' PUBLICATION p WITH (connect = false, slot_name = NONE);
                ALTER SUBSCRIPTION own OWNER TO CURRENT_USER;
                """);

        try (Workspace workspace = DefaultWorkspace.installed()) {
            assertThat(workspace.inspect(request(), Progress.none()).catalog().all(Ownership.class))
                    .containsExactly(Ownership.of(ObjectRef.of(ObjectKind.SUBSCRIPTION, "told"), "Shop Owner"));
        }
    }

    @Test
    void whatIsSaidOfRolesThatTheScriptDoesNotMakeIsNamed() throws IOException {
        Files.writeString(folder.resolve("dump.sql"), """
                CREATE ROLE made_here;
                ALTER ROLE made_here CREATEDB;
                GRANT made_here TO made_elsewhere, another;
                REVOKE ADMIN OPTION FOR pg_monitor FROM made_elsewhere;
                ALTER ROLE made_elsewhere NOLOGIN;
                ALTER ROLE made_here IN DATABASE shop SET work_mem = '1MB';
                COMMENT ON ROLE made_here IS 'new';
                COMMENT ON ROLE made_elsewhere IS 'old';
                """);

        try (Workspace workspace = DefaultWorkspace.installed()) {
            assertThat(workspace.inspect(request(), Progress.none()).catalog().uncompared())
                    .extracting(seen -> seen.kind() + " " + seen.name())
                    .containsExactlyInAnyOrder(
                            "role made_elsewhere",
                            "membership made_elsewhere in made_here",
                            "membership another in made_here",
                            "membership made_elsewhere in pg_monitor",
                            "setting of role made_here in database shop",
                            "comment on role made_elsewhere");
        }
    }

    private ReviewRequest request() {
        return ReviewRequest.of(folder).from("file://dump.sql");
    }
}
