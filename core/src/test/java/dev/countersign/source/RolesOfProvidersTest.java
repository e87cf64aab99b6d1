package dev.countersign.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.Workspace;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers of providers have roles that no schema makes; that a role of the schema is a member of one is said by the schema all the same. */
class RolesOfProvidersTest {

    @TempDir
    Path folder;

    @Test
    void membershipsInRolesThatNoScriptMakesCount() throws IOException {
        assertThat(access("roles.sql", """
                        CREATE ROLE shop_app LOGIN;
                        CREATE ROLE shop_jobs IN ROLE provider_jobs;
                        GRANT provider_sign_in, provider_read TO shop_app;
                        GRANT shop_app TO provider_operator;
                        """))
                .containsExactlyInAnyOrder(
                        ObjectRef.of(ObjectKind.ROLE, "shop_app"),
                        ObjectRef.of(ObjectKind.ROLE, "shop_jobs"),
                        ObjectRef.of(ObjectKind.MEMBERSHIP, "provider_jobs", "shop_jobs"),
                        ObjectRef.of(ObjectKind.MEMBERSHIP, "provider_read", "shop_app"),
                        ObjectRef.of(ObjectKind.MEMBERSHIP, "provider_sign_in", "shop_app"));
    }

    @Test
    void membershipsInExternalRolesCount() throws IOException {
        assertThat(access("roles.pg.hcl", """
                        schema "public" {}
                        role "provider_sign_in" {
                          external = true
                        }
                        user "shop_app" {
                          member_of = [role.provider_sign_in]
                        }
                        """))
                .containsExactlyInAnyOrder(
                        ObjectRef.of(ObjectKind.ROLE, "shop_app"),
                        ObjectRef.of(ObjectKind.MEMBERSHIP, "provider_sign_in", "shop_app"));
    }

    private Set<ObjectRef> access(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        ReviewRequest request = new ReviewRequest(
                Optional.empty(),
                folder,
                Optional.empty(),
                Map.of(),
                Optional.of("file://" + name),
                List.of(),
                Optional.empty(),
                List.of());
        try (Workspace workspace = DefaultWorkspace.installed()) {
            return workspace.inspect(request, Progress.none()).catalog().objects().keySet().stream()
                    .filter(ref ->
                            Set.of(ObjectKind.ROLE, ObjectKind.MEMBERSHIP).contains(ref.kind()))
                    .collect(Collectors.toSet());
        }
    }
}
