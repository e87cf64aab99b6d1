package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.engine.PolicyReport.Finding;
import dev.countersign.engine.PolicyReport.Weight;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a look at a project file says of the URLs in it: at the place of each, and of one environment beside the others. */
class PolicyCheckUrlsTest extends PolicyCheckFixture {
    @BeforeEach
    void aSchema() throws IOException {
        file("schema.sql", "CREATE TABLE t (i int);");
    }

    @Test
    void aUrlThatCannotBeTakenApartIsNamedAndHidesNothing() throws IOException {
        PolicyReport report = check("""
                env "cloud" {
                  src = "file://schema.sql"
                  url = "postgres://me:secret@db.example/app?options=-c%20search_path%3Dapp"
                }
                env "file" {
                  src = "file://schema.sql"
                  url = "sqlite://app.db?_jurnal=WAL"
                  dev = "sqlite://dev?mode=memory&_jurnal=WAL"
                }
                env "other" {
                  src   = "file://schema.sql"
                  durl  = "sqlite://app.db"
                }
                """);
        assertThat(report.of(Weight.ERROR)).isEmpty();
        assertThat(said(report, Weight.NOT_EVALUATED))
                .satisfiesExactly(
                        said -> assertThat(said)
                                .startsWith(
                                        "3:3 env \"cloud\".url is not evaluated: The connection parameter options is not allowed")
                                .doesNotContain("secret"),
                        said -> assertThat(said)
                                .startsWith(
                                        "7:3 env \"file\".url is not evaluated: The SQLite URL has a parameter _jurnal that is not known"),
                        said -> assertThat(said)
                                .startsWith(
                                        "8:3 env \"file\".dev is not evaluated: The SQLite URL has a parameter _jurnal that is not known"),
                        said -> assertThat(said).startsWith("12:3 env \"other\".durl is not evaluated"));
    }

    /** Such files are used for migrations alone, and can be: the URLs are wrong only for a review. */
    @Test
    void urlsThatDoNotGoTogetherAreNamedAtTheDevDatabase() throws IOException {
        PolicyReport report = check("""
                data "external_schema" "orm" {
                  program = ["print-schema"]
                }
                env "files" {
                  src = "file://schema.sql"
                  url = "postgres://db.example/app"
                  dev = "docker://postgres/17/dev?search_path=public"
                }
                env "program" {
                  src = data.external_schema.orm.url
                  url = "postgres://db.example/app"
                  dev = "docker://postgres/17/dev?search_path=public"
                }
                env "same" {
                  src = "file://schema.sql"
                  url = "postgres://db.example/app"
                  dev = "postgres://db.example/app"
                }
                env "schemas" {
                  src     = "file://schema.sql"
                  url     = "postgres://db.example/app?search_path=app"
                  dev     = "docker://postgres/17/dev?search_path=app"
                  schemas = ["other"]
                }
                """);
        assertThat(report.of(Weight.ERROR)).isEmpty();
        String apart =
                ".dev is not evaluated: The current state is a whole database and the dev database is the schema public;";
        assertThat(said(report, Weight.NOT_EVALUATED))
                .satisfiesExactly(
                        said -> assertThat(said).startsWith("7:3 env \"files\"" + apart),
                        said -> assertThat(said).startsWith("12:3 env \"program\"" + apart),
                        said -> assertThat(said)
                                .startsWith("17:3 env \"same\".dev is not evaluated: The dev database ")
                                .contains("is also a state of this review"),
                        said -> assertThat(said)
                                .startsWith(
                                        "23:3 env \"schemas\".schemas is not evaluated: The schemas asked for (other) and"));
    }

    @Test
    void theOneSchemaOfADatabaseMayBeNamed() throws IOException {
        String text = """
                env "app" {
                  src     = "file://schema.sql"
                  url     = "sqlite://app.db"
                  schemas = ["main"]
                }
                """;
        assertThat(check(text).findings()).isEmpty();
        assertThat(said(check(text.replace("main", "app")), Weight.NOT_EVALUATED))
                .containsExactly(
                        "4:3 env \"app\".schemas is not evaluated: SQLite has one schema in a database, main; leave out --schema and schemas.");
    }

    @Test
    void whatRequestsSayIsNotTheFilesFault() throws IOException {
        check("""
                env "app" {
                  src = "file://schema.sql"
                  url = "postgres://db.example/app"
                }
                """);
        PolicyReport report =
                check(request(Optional.of("app"), Optional.of("docker://postgres/17/dev?search_path=public")), false);
        assertThat(said(report, Weight.ERROR))
                .singleElement()
                .satisfies(said -> assertThat(said).startsWith("nowhere The current state is a whole database"));
    }

    @Test
    void anEmptyUrlIsNotPassedOverInSilence() throws IOException {
        PolicyReport report = check("""
                env "app" {
                  url = getenv("COUNTERSIGN_TEST_NOT_SET")
                  src = glob("nothing/*.sql")
                  dev = ""
                }
                """);
        assertThat(said(report, Weight.NOTICE)).allMatch(said -> said.contains("decides nothing here: it is empty"));
        assertThat(said(report, Weight.NOTICE))
                .extracting(said -> said.substring(0, 3))
                .containsExactly("2:3", "3:3", "4:3");
        assertThatThrownBy(() -> workspace.open(request(Optional.of("app")), Progress.none()))
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining("There is no current state")
                .hasMessageContaining("countersign.hcl:2:3: env \"app\".url decides nothing here: it is empty");
    }

    /** A folder is a state, too: what an unset variable leaves of a URL must not stand for the project's own. */
    @Test
    void aUrlOfParametersAloneIsAnEmptyOne() throws IOException {
        PolicyReport report = check("""
                env "app" {
                  url = urlqueryset(getenv("COUNTERSIGN_TEST_NOT_SET"), "search_path", "app")
                  src = ["${getenv("COUNTERSIGN_TEST_NOT_SET")}?format=goose"]
                  dev = "${getenv("COUNTERSIGN_TEST_NOT_SET")}?mode=memory"
                }
                """);
        assertThat(said(report, Weight.NOTICE))
                .allMatch(said -> said.contains("decides nothing here: it is empty"))
                .extracting(said -> said.substring(0, 3))
                .containsExactly("2:3", "3:3", "4:3");
        assertThat(report.findings()).hasSize(3);
        assertThatThrownBy(() -> workspace.open(request(Optional.of("app")), Progress.none()))
                .hasMessageContaining("There is no current state");
    }

    @Test
    void aUrlMayStandBehindAnotherAttribute() throws IOException {
        String text = """
                env "app" {
                  url  = "env://base"
                  src  = ["env://here"]
                  dev  = "env://scratch"
                  base = "file://schema.sql"
                  here = "file://schema.sql"
                  scratch = "sqlite://dev?mode=memory"
                }
                """;
        assertThat(check(text).findings()).isEmpty();
        try (ReviewSession session = workspace.open(request(Optional.of("app")), Progress.none())) {
            assertThat(session.diff().isEmpty()).isTrue();
        }
    }

    @Test
    void aReferenceToAReferenceIsToldWhereItStands() throws IOException {
        String text = """
                env "app" {
                  src  = "file://schema.sql"
                  url  = "env://base"
                  base = "env://third"
                  third = "file://schema.sql"
                }
                """;
        String where = "3:3 env \"app\".url is not evaluated: ";
        String why =
                "\"env://base\" is \"env://third\", another reference; it must be the URL itself, as only one is followed";
        assertThat(said(check(text), Weight.NOT_EVALUATED)).containsExactly(where + why);
        assertThatThrownBy(() -> workspace.open(request(Optional.of("app")), Progress.none()))
                .hasMessageContaining("There is no current state")
                .hasMessageContaining("countersign.hcl:3:3: env \"app\".url is not evaluated: " + why);
        assertThat(said(check(text.replace("env://base", "env://url")), Weight.NOT_EVALUATED))
                .contains(where + why.replace("env://base", "env://url").replace("env://third", "env://url"));
        assertThat(said(check(text.replace("env://base", "env://bas")), Weight.NOT_EVALUATED))
                .contains(
                        where
                                + "\"env://bas\" cannot be resolved: environment \"app\" does not set \"bas\"; did you mean \"base\"?");
    }

    /** The attribute wins, as in Atlas; that it stands beside another one is said. */
    @Test
    void twoDesiredStatesAreNotTakenForOne() throws IOException {
        String text = """
                env "app" {
                  src = "file://schema.sql"
                  schema {
                    src = "file://other.sql"
                  }
                }
                """;
        assertThat(said(check(text), Weight.NOTICE))
                .containsExactly(
                        "4:5 env \"app\".schema.src decides nothing here: the src beside the block says the desired state");
        assertThat(check(text.replace("other.sql", "schema.sql")).findings()).isEmpty();
        assertThat(check(text.replace("  src = \"file://schema.sql\"\n  schema", "  schema")
                                .replace("other.sql", "schema.sql"))
                        .findings())
                .isEmpty();
    }

    @Test
    void aProgramThatGivesAValueIsNamedWithItsBlock() throws IOException {
        PolicyReport report = check("""
                env "app" {
                  src = "file://schema.sql"
                  url = jsondecode(data.external.env).URL
                }
                data "external" "env" {
                  program = ["print-env"]
                }
                """);
        assertThat(report.of(Weight.CONSENT))
                .singleElement()
                .satisfies(
                        found -> assertThat(found.place().orElseThrow().line()).isEqualTo(5));
    }

    @Test
    void aSettingBesideItsBlockIsPointedToIt() throws IOException {
        PolicyReport report = check("""
                env "app" {
                  src              = "file://schema.sql"
                  revisions_schema = "public"
                  tx-mode          = "all"
                  dev-url          = "sqlite://dev?mode=memory"
                  migration {
                    dir = "file://migrations"
                  }
                }
                """);
        assertThat(report.of(Weight.NOT_EVALUATED))
                .extracting(Finding::text)
                .satisfiesExactly(
                        text -> assertThat(text).endsWith("did you mean \"migration.revisions_schema\"?"),
                        text -> assertThat(text).endsWith("did you mean \"migration.tx_mode\"?"),
                        text -> assertThat(text).endsWith("did you mean \"dev\"?"));
    }
}
