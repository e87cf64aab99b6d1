package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Uncompared;
import dev.countersign.policy.ConsentException;
import dev.countersign.policy.PolicyException;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import dev.countersign.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Data sources, dev database blocks and modes of project files, on real engines. */
@DisabledOnOs(OS.WINDOWS)
class DataSourcesTest extends DataSourceFixture {
    @Test
    void aProgramRunsOnlyWithConsent() throws IOException {
        file("now.sql", "");
        project("""
                data "external_schema" "app" {
                  program = ["sh", "-c", "touch was-run; echo 'CREATE TABLE made (id int);'"]
                }
                env "dev" {
                  url = "file://now.sql"
                  src = data.external_schema.app.url
                }
                """);
        assertThatThrownBy(() -> planned(request()))
                .isInstanceOf(ConsentException.class)
                .hasMessageContaining("countersign trust")
                .satisfies(e ->
                        assertThat(((CountersignException) e).exitCode().code()).isEqualTo(4));
        assertThat(folder.resolve("was-run")).doesNotExist();
        assertThat(planned(request("sh -c \"touch was-run; echo 'CREATE TABLE made (id int);'\"")))
                .contains("CREATE TABLE public.made");
        Files.delete(folder.resolve("was-run"));

        try (DefaultWorkspace workspace = workspace()) {
            var programs = workspace.programs(request());
            assertThat(programs).hasSize(1);
            assertThat(folder.resolve("was-run")).doesNotExist();
            workspace.consent(programs.getFirst());
            assertThat(planned(request())).contains("CREATE TABLE public.made");
            workspace.withdraw(programs.getFirst());
            assertThatThrownBy(() -> planned(request())).isInstanceOf(ConsentException.class);
        }
        assertThat(folder.resolve("settings/programs")).content().doesNotContain("CREATE TABLE");
    }

    @Test
    void whatNobodyRefersToIsNotRun() throws IOException {
        file("now.sql", "");
        file("then.sql", "CREATE TABLE t (i int);");
        project("""
                data "external" "secret" {
                  program = ["sh", "-c", "touch was-run"]
                }
                locals { unused = data.external.secret }
                env "dev" {
                  url = "file://now.sql"
                  src = "file://then.sql"
                }
                """);
        assertThat(planned(request())).contains("CREATE TABLE public.t");
        assertThat(folder.resolve("was-run")).doesNotExist();
    }

    @Test
    void failingProgramsSayWhy() throws IOException {
        file("now.sql", "");
        project("""
                data "external_schema" "app" {
                  program = ["sh", "-c", "echo no models >&2; exit 3"]
                }
                env "dev" {
                  url = "file://now.sql"
                  src = data.external_schema.app.url
                }
                """);
        assertThatThrownBy(() -> planned(request("sh -c \"echo no models >&2; exit 3\"")))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("no models");
    }

    @Test
    void sqlAsksADatabaseAndAnswersMakeTargets() throws Exception {
        file("now.sql", "");
        file("a.sql", "CREATE TABLE a (i int);");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tenants.db"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE tenants (name text, plan text)");
            statement.execute("INSERT INTO tenants VALUES ('a', 'gold'), ('b', 'free')");
        }
        project("""
                data "sql" "tenants" {
                  url   = "sqlite://tenants.db"
                  query = "SELECT name FROM tenants WHERE plan = $1 AND '$2' <> name"
                  args  = ["gold"]
                }
                env "dev" {
                  url = "file://now.sql"
                  src = "file://${data.sql.tenants.value}.sql"
                  schemas = data.sql.tenants.count == 1 ? [] : ["nowhere"]
                }
                """);
        assertThat(planned(request())).contains("CREATE TABLE public.a");
        Files.writeString(
                folder.resolve("countersign.hcl"),
                Files.readString(folder.resolve("countersign.hcl"))
                        .replace("SELECT name FROM", "UPDATE tenants SET plan = 'x' RETURNING name; --"));
        assertThatThrownBy(() -> planned(request()))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("0 parameters and args has 1 values");
        Files.writeString(
                folder.resolve("countersign.hcl"),
                Files.readString(folder.resolve("countersign.hcl")).replace("args  = [\"gold\"]", ""));
        assertThatThrownBy(() -> planned(request()))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("the database refuses the query");
    }

    @Test
    void severalColumnsMakeObjects() throws Exception {
        file("now.sql", "");
        file("b.sql", "CREATE TABLE b (i int);");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tenants.db"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE tenants (name text, plan text, seats int)");
            statement.execute("INSERT INTO tenants VALUES ('a', 'gold', 3), ('b', 'free', NULL)");
        }
        String text = """
                data "sql" "tenants" {
                  url   = "sqlite://tenants.db"
                  query = "SELECT name, plan AS tariff, seats FROM tenants ORDER BY name DESC"
                }
                locals {
                  free = [for t in data.sql.tenants.values : t if t.tariff == "free" && t.seats == null]
                }
                env "dev" {
                  url = "file://now.sql"
                  src = "file://${local.free[0].name}.sql"
                  schemas = data.sql.tenants.count == 2 && data.sql.tenants.value.name == "b" ? [] : ["nowhere"]
                }
                """;
        project(text);
        assertThat(planned(request())).contains("CREATE TABLE public.b");
        project(text.replace("plan AS tariff", "plan AS name"));
        assertThatThrownBy(() -> planned(request()))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("two columns named \"name\"");
    }

    @Test
    void compositeSchemasFollowOneAnother() throws IOException {
        file("now.sql", "");
        file("users.sql", "CREATE TABLE users (id int PRIMARY KEY);");
        file(
                "shop.sql",
                "CREATE SCHEMA shop; CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES app.users);");
        file("rest.sql", "CREATE TABLE rest (i int);");
        project("""
                data "composite_schema" "all" {
                  schema "app" { url = "file://users.sql" }
                  schema "shop" { url = "file://shop.sql" }
                  schema { url = "file://rest.sql" }
                }
                env "dev" {
                  url = "file://now.sql"
                  src = data.composite_schema.all.url
                }
                """);
        assertThat(planned(request()))
                .contains("CREATE TABLE app.users", "CREATE TABLE shop.orders", "CREATE TABLE public.rest");
    }

    @Test
    void aBaselineLiesUnderBothStates() throws IOException {
        file("now.sql", "");
        file("then.sql", "CREATE TABLE t (i base.number);");
        project("""
                dev "postgres" "built_in" {
                  url      = "embedded://postgres/18"
                  baseline = "CREATE SCHEMA base; CREATE DOMAIN base.number AS int;"
                }
                env "dev" {
                  url = "file://now.sql"
                  src = "file://then.sql"
                  dev = dev.postgres.built_in.url
                }
                """);
        assertThat(planned(request())).contains("CREATE TABLE public.t").doesNotContain("DOMAIN");
    }

    @Test
    void theModeDecidesWhatIsCompared() throws IOException {
        file("now.sql", "CREATE TABLE t (i int);");
        file("then.sql", """
                CREATE TABLE t (i int);
                GRANT SELECT ON t TO PUBLIC;
                CREATE VIEW v AS SELECT i FROM t;
                """);
        project("""
                env "dev" {
                  url = "file://now.sql"
                  schema {
                    src = "file://then.sql"
                    mode { views = false }
                  }
                }
                """);
        try (DefaultWorkspace workspace = workspace();
                ReviewSession session = workspace.open(request(), Progress.none())) {
            assertThat(session.diff().isEmpty()).isTrue();
            Review review = session.review(Map.of(), Progress.none());
            assertThat(review.outcome().reasons().toString()).contains("Seen, left out: 1 view (public.v)");
            assertThat(session.diff().desired().uncompared())
                    .contains(Uncompared.leftOut("view", "public.v", "schema.mode.views = false (countersign.hcl:5)"))
                    .anyMatch(u -> u.reason().equals("schema.mode in countersign.hcl does not say permissions = true"));
        }
        project(Files.readString(folder.resolve("countersign.hcl")).replace("views = false", "permissions = true"));
        assertThat(planned(request())).contains("GRANT SELECT").contains("CREATE VIEW");
    }

    @Test
    void ignoredAspectsAreNamedAndNotPlanned() throws IOException {
        file("now.sql", "CREATE TABLE t (i int);");
        file("then.sql", "CREATE TABLE t (i int); GRANT SELECT ON t TO PUBLIC;");
        ReviewRequest all = ReviewRequest.of(folder).from("file://now.sql").to("file://then.sql");
        assertThat(planned(all)).contains("GRANT SELECT");
        ReviewRequest without = ReviewRequest.of(folder)
                .from("file://now.sql")
                .to("file://then.sql")
                .with(new Selection(List.of(), List.of(), Optional.empty(), Set.of(Selection.Aspect.PRIVILEGES)));
        try (DefaultWorkspace workspace = workspace();
                ReviewSession session = workspace.open(without, Progress.none())) {
            assertThat(session.plan(Map.of()).script()).isEmpty();
            assertThat(session.diff().desired().uncompared())
                    .extracting(Uncompared::kind)
                    .contains("privileges");
            assertThat(session.diff().desired().contains(ObjectRef.of(ObjectKind.TABLE, "public", "t")))
                    .isTrue();
        }
    }
}
