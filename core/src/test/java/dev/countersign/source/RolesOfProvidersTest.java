package dev.countersign.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.Workspace;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void namesWithQuotesAreRolesToo() throws IOException {
        Catalog read = read("policies.sql", """
                CREATE TABLE orders (id int);
                CREATE POLICY own ON orders TO "evil""role", "x""; DROP TABLE orders; --" USING (true);
                """);
        assertThat(read.uncompared()).isEmpty();
        assertThat(read.find(ObjectRef.of(ObjectKind.POLICY, "public", "orders", "own")))
                .hasValueSatisfying(
                        policy -> assertThat(policy.toString()).contains("evil\"role", "DROP TABLE orders"));
    }

    /** The dev database's ordinary role may give none of these. */
    @Test
    void attributesAndMembershipsThatOnlyASuperuserGivesCount() throws IOException {
        assertThat(access("roles.sql", """
                        CREATE ROLE shop_backup REPLICATION BYPASSRLS;
                        CREATE ROLE shop_watch IN ROLE pg_monitor;
                        CREATE ROLE shop_owner SUPERUSER;
                        GRANT pg_read_all_data TO shop_backup WITH ADMIN OPTION;
                        """))
                .containsExactlyInAnyOrder(
                        ObjectRef.of(ObjectKind.ROLE, "shop_backup"),
                        ObjectRef.of(ObjectKind.ROLE, "shop_owner"),
                        ObjectRef.of(ObjectKind.ROLE, "shop_watch"),
                        ObjectRef.of(ObjectKind.MEMBERSHIP, "pg_monitor", "shop_watch"),
                        ObjectRef.of(ObjectKind.MEMBERSHIP, "pg_read_all_data", "shop_backup"));
    }

    /** {@code CREATE ROLE} has no IF NOT EXISTS, so people write blocks. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN CREATE ROLE shop_root SUPERUSER NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;",
                "DO LANGUAGE plpgsql $do$ BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'shop_root') THEN"
                        + " CREATE ROLE shop_root SUPERUSER; END IF; END $do$",
                "do $$ begin if not exists (select 1 from pg_user where usename = 'shop_root') then create user shop_root superuser nologin;"
                        + " alter role shop_root valid until 'infinity'; end if; exception when others then raise notice 'there: %', sqlerrm; end; $$ language plpgsql"
            })
    void rolesThatABlockMakesUnlessTheyAreThereCountWithTheirAttributes(String script) throws IOException {
        Catalog read = read("roles.sql", script);
        assertThat(read.uncompared()).isEmpty();
        assertThat(read.find(ObjectRef.of(ObjectKind.ROLE, "shop_root")))
                .hasValueSatisfying(role -> assertThat(role.toString()).contains("SUPERUSER"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = lower('X')) THEN CREATE ROLE shop_root SUPERUSER; END IF; END",
                "BEGIN IF NOT EXISTS (SELECT FROM shop.pg_roles) THEN CREATE ROLE shop_root SUPERUSER; END IF; END",
                "BEGIN IF EXISTS (SELECT FROM pg_roles) THEN CREATE ROLE shop_root SUPERUSER; END IF; END",
                "BEGIN CREATE ROLE shop_root SUPERUSER; CREATE TABLE t (a int); END",
                "BEGIN CREATE ROLE shop_root SUPERUSER; EXCEPTION WHEN OTHERS THEN EXECUTE 'SELECT 1'; END",
                "DECLARE a int; BEGIN CREATE ROLE shop_root SUPERUSER; END"
            })
    void blocksThatDoMoreGetNoRights(String body) {
        assertThatThrownBy(() -> read("roles.sql", "DO $$ " + body + " $$;"))
                .hasMessageContaining("the dev database refuses");
    }

    /** Beside code that may change roles, nothing gets rights of ours; what is refused then is named, and its role is not taken for one that is to go. */
    @Test
    void whatMayNotBeTriedOutIsNamed() throws IOException {
        Catalog read = read("roles.sql", """
                DO $$ BEGIN PERFORM 1; CREATE ROLE shop_backup; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                CREATE ROLE shop_copy REPLICATION;
                GRANT pg_monitor TO shop_backup;
                """);
        assertThat(access(read))
                .containsExactlyInAnyOrder(
                        ObjectRef.of(ObjectKind.ROLE, "shop_backup"), ObjectRef.of(ObjectKind.ROLE, "shop_copy"));
        assertThat(read.uncompared())
                .extracting(gap -> gap.kind() + " " + gap.name())
                .containsExactlyInAnyOrder("role shop_copy", "membership shop_backup in pg_monitor");
    }

    @Test
    void noRoleIsMadeByAFunctionThatCouldMakeOneNorByAComment() throws IOException {
        Catalog read = read("roles.sql", """
                CREATE FUNCTION add_user(name text) RETURNS void LANGUAGE plpgsql AS $f$ BEGIN
                  -- issue the create user statement
                  EXECUTE 'CREATE USER ' || quote_ident(name);
                  EXECUTE 'CREATE ROLE shop_guest';
                END $f$;
                DO $$ BEGIN
                  /* create role unless there is one */
                  CREATE ROLE shop_app; -- create group or nothing
                EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                """);
        assertThat(access(read)).containsExactly(ObjectRef.of(ObjectKind.ROLE, "shop_app"));
        assertThat(read.uncompared()).isEmpty();
    }

    private Set<ObjectRef> access(String name, String text) throws IOException {
        return access(read(name, text));
    }

    private static Set<ObjectRef> access(Catalog catalog) {
        return catalog.objects().keySet().stream()
                .filter(ref -> Set.of(ObjectKind.ROLE, ObjectKind.MEMBERSHIP).contains(ref.kind()))
                .collect(Collectors.toSet());
    }

    private Catalog read(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        ReviewRequest request = ReviewRequest.of(folder).from("file://" + name);
        try (Workspace workspace = DefaultWorkspace.installed()) {
            return workspace.inspect(request, Progress.none()).catalog();
        }
    }
}
