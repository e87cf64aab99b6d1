package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.explain.ExplanationText;
import dev.countersign.lint.Diagnostic;
import dev.countersign.plan.RowChange.Deed;
import dev.countersign.plan.Statement;
import dev.countersign.progress.Progress;
import dev.countersign.report.DefinitionSource;
import dev.countersign.report.ReviewReports;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import dev.countersign.signing.plan.PlanFile;
import dev.countersign.signing.ssh.TestKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows of the desired state become rows of a database, as far as {@code data { mode }} says. */
class RowSyncTest extends RowSyncFixture {
    private static final String COUNTRIES =
            "CREATE TABLE countries (id int PRIMARY KEY, code varchar(2) NOT NULL, name text);";
    private static final DefinitionSource NONE = new DefinitionSource() {
        @Override
        public String current(ObjectRef ref) {
            return "";
        }

        @Override
        public String desired(ObjectRef ref) {
            return "";
        }
    };

    private static final String THREE = COUNTRIES
            + "INSERT INTO countries (id, code, name) VALUES (1, 'us', 'United States'), (2, 'il', 'Israel'), (10, 'de', NULL);";
    private static final String LIVE = COUNTRIES
            + "INSERT INTO countries VALUES (2, 'il', 'Palestine'), (10, 'de', 'Germany'), (11, 'xx', 'Secret');";

    @ParameterizedTest
    @EnumSource
    void insertAddsWhatIsMissingAndTouchesNothingElse(Product product) throws Exception {
        Live live = live(product, LIVE);
        Review review = applied(live, THREE, "mode = INSERT");
        assertThat(review.plan().script()).endsWith("""
                INSERT INTO %scountries (id, code, name) VALUES
                  (1, 'us', 'United States');
                """.formatted(product == Product.POSTGRES ? "public." : ""));
        assertThat(live.rows("SELECT id, name FROM countries ORDER BY id"))
                .containsExactly("1|United States", "2|Palestine", "10|Germany", "11|Secret");
    }

    @ParameterizedTest
    @EnumSource
    void upsertAlsoUpdatesWhatDiffersColumnByColumn(Product product) throws Exception {
        Live live = live(product, LIVE);
        Review review = applied(live, THREE, "mode = UPSERT");
        String table = product == Product.POSTGRES ? "public.countries" : "countries";
        assertThat(review.plan().script())
                .contains(
                        "UPDATE " + table + " SET name = 'Israel' WHERE id = 2;\n",
                        "UPDATE " + table + " SET name = NULL WHERE id = 10;\n")
                .doesNotContain("DELETE", "Palestine", "Germany", "Secret");
        assertThat(live.rows("SELECT id, name FROM countries ORDER BY id"))
                .containsExactly("1|United States", "2|Israel", "10|null", "11|Secret");
    }

    @ParameterizedTest
    @EnumSource
    void syncAlsoDeletesAndSaysSo(Product product) throws Exception {
        Live live = live(product, LIVE);
        Review review = applied(live, THREE, "mode = SYNC");
        assertThat(deeds(review)).containsExactly(Deed.INSERT, Deed.UPDATE, Deed.UPDATE, Deed.DELETE);
        Statement delete = review.plan().statements().getLast();
        assertThat(delete.destructive()).isTrue();
        assertThat(review.traits().get(delete.number()).scan()).isFalse();
        assertThat(review.diagnosticsOf(delete.number()))
                .singleElement()
                .satisfies(d -> assertThat(d.code() + " " + d.analyzer() + " " + d.severity() + " " + d.message())
                        .startsWith("DST104 destructive ERROR Deleting 1 row of ")
                        .endsWith("that the desired state does not have."));
        assertThat(review.outcome().verdict()).isEqualTo(Outcome.Verdict.SIGN_OFF_REQUIRED);
        assertThat(live.rows("SELECT id, name FROM countries ORDER BY id"))
                .containsExactly("1|United States", "2|Israel", "10|null");
    }

    @ParameterizedTest
    @EnumSource
    void withoutABlockNoRowIsReadOrPlanned(Product product) throws Exception {
        Review review = review(live(product, LIVE), THREE, "");
        assertThat(review.plan().isEmpty()).isTrue();
        assertThat(review.rows()).isEmpty();
        assertThat(review.outcome().reasons()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void rowsGoIntoTablesAndColumnsThatThePlanMakes(Product product) throws Exception {
        Live live = live(
                product, "CREATE TABLE plans (id int PRIMARY KEY, title text); INSERT INTO plans VALUES (1, 'free');");
        String desired = THREE + """
                CREATE TABLE plans (id int PRIMARY KEY, title text, seats int NOT NULL DEFAULT 1, note text);
                INSERT INTO plans VALUES (1, 'free', 3, NULL), (2, 'paid', 9, 'x');
                """;
        applied(live, desired, "mode = UPSERT");
        assertThat(live.rows("SELECT id, title, seats, note FROM plans ORDER BY id"))
                .containsExactly("1|free|3|null", "2|paid|9|x");
        assertThat(live.rows("SELECT count(*) FROM countries")).containsExactly("3");
    }

    @ParameterizedTest
    @EnumSource
    void parentsComeFirstAndChildrenGoFirst(Product product) throws Exception {
        String tables = """
                CREATE TABLE z_kinds (id int PRIMARY KEY, up int REFERENCES z_kinds);
                CREATE TABLE items (id int PRIMARY KEY, kind int NOT NULL REFERENCES z_kinds);
                CREATE TABLE a_parts (id int PRIMARY KEY, item int NOT NULL REFERENCES items);
                """;
        Live live = live(
                product,
                tables + "INSERT INTO z_kinds VALUES (1, NULL), (9, 1); INSERT INTO items VALUES (1, 1), (9, 9);"
                        + " INSERT INTO a_parts VALUES (1, 1), (9, 9);");
        if (product == Product.SQLITE) {
            live.run("PRAGMA foreign_keys = ON");
        }
        String desired = tables + """
                INSERT INTO z_kinds VALUES (1, NULL), (2, 3), (3, 1);
                INSERT INTO items VALUES (1, 3), (2, 2);
                INSERT INTO a_parts VALUES (1, 2);
                """.replace("(2, 3), (3, 1)", "(3, 1), (2, 3)");
        Review review = applied(live, desired, "mode = SYNC");
        assertThat(review.plan().statements())
                .extracting(Statement::purpose)
                .containsExactly(
                        "insert 2 rows into table " + product.schema + "z_kinds",
                        "insert 1 row into table " + product.schema + "items",
                        "update 1 row of table " + product.schema + "a_parts",
                        "update 1 row of table " + product.schema + "items",
                        "delete 1 row from table " + product.schema + "a_parts",
                        "delete 1 row from table " + product.schema + "items",
                        "delete 1 row from table " + product.schema + "z_kinds");
        assertThat(live.rows("SELECT * FROM items ORDER BY id")).containsExactly("1|3", "2|2");
    }

    @ParameterizedTest
    @EnumSource
    void aUniqueKeyOverColumnsThatAreNotNullTellsRowsApartToo(Product product) throws Exception {
        String table = "CREATE TABLE notes (lang text NOT NULL, code text NOT NULL, text text, UNIQUE (lang, code));";
        Live live = live(
                product,
                table + "INSERT INTO notes VALUES ('de', 'a', 'alt'), ('de', 'b', 'weg'), ('fr', 'b', 'parti');");
        applied(live, table + "INSERT INTO notes VALUES ('de', 'a', 'neu'), ('en', 'a', 'new');", "mode = SYNC");
        assertThat(live.rows("SELECT * FROM notes ORDER BY lang")).containsExactly("de|a|neu", "en|a|new");
    }

    @ParameterizedTest
    @EnumSource
    void differencesInSkippedColumnsDoNotCount(Product product) throws Exception {
        Live live = live(product, LIVE);
        Review review = review(live, THREE, "mode = UPSERT; skip_diff = [\"countries.na*\"]");
        assertThat(deeds(review)).containsExactly(Deed.INSERT);
        assertThat(review.plan().script()).contains("'United States'");
        applied(live, THREE, "mode = UPSERT; skip_diff = [\"countries.na*\"]");
    }

    @ParameterizedTest
    @EnumSource
    void aUniqueValueIsFreedBeforeAnotherRowTakesIt(Product product) throws Exception {
        String table = "CREATE TABLE codes (id int PRIMARY KEY, code text NOT NULL UNIQUE);";
        Live live = live(product, table + "INSERT INTO codes VALUES (1, 'a'), (2, 'b');");
        Review review = applied(live, table + "INSERT INTO codes VALUES (1, 'a'), (3, 'b');", "mode = SYNC");
        assertThat(deeds(review)).containsExactly(Deed.DELETE, Deed.INSERT);
    }

    @ParameterizedTest
    @EnumSource
    void policyDeniesDeletes(Product product) throws Exception {
        Live live = live(product, LIVE);
        project(live, THREE, "mode = SYNC", """
                  check "schema_apply" {
                    deny "deletes" {
                      condition = anytrue([for s in self.planned_migration.statements : startswith(s, "DELETE")])
                      message   = "rows stay"
                    }
                  }
                """);
        Review denied = review();
        assertThat(denied.outcome().verdict()).isEqualTo(Outcome.Verdict.BLOCKED);
        assertThat(blocking(denied)).singleElement().asString().contains("rows stay");
        project(live, THREE, "mode = SYNC", "  diff {\n    skip {\n      drop_table = true\n    }\n  }\n");
        assertThat(review().diagnostics())
                .filteredOn(Diagnostic::active)
                .extracting(Diagnostic::code)
                .contains("DST104");
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatGoAlongAndThoseThatMayReferAreNamed(Product product) throws Exception {
        String more = COUNTRIES + """
                CREATE TABLE cities (id int PRIMARY KEY, country int REFERENCES countries ON DELETE CASCADE);
                CREATE TABLE streets (id int PRIMARY KEY, city int REFERENCES cities ON DELETE CASCADE);
                CREATE TABLE teams (id int PRIMARY KEY, country int REFERENCES countries);
                """;
        Review review = review(
                live(product, more + "INSERT INTO countries VALUES (1, 'a', 'b'), (2, 'c', 'd');"),
                more + "INSERT INTO countries VALUES (1, 'a', 'b');",
                "mode = SYNC");
        assertThat(review.diagnostics())
                .extracting(d -> d.code() + " " + d.message())
                .anyMatch(m -> m.startsWith("DST104")
                        && m.contains(product.schema + "teams")
                        && m.contains("may refer to them"))
                .anyMatch(m -> m.startsWith("DST105")
                        && m.contains(product.schema + "cities")
                        && m.contains(product.schema + "streets"));
    }

    @ParameterizedTest
    @EnumSource
    void rowsOfFilesFollowTooAndTheSameInputsGiveTheSameBytes(Product product) throws Exception {
        Live live = live(product, "");
        project(live, THREE, "mode = SYNC", "");
        Path project = folder.resolve("countersign.hcl");
        Files.writeString(folder.resolve("current.sql"), LIVE);
        Files.writeString(project, Files.readString(project).replace(live.url(), "file://current.sql"));
        String json = plan(review());
        assertThat(json).contains("DELETE FROM", "UPDATE", "INSERT INTO");
        assertThat(plan(review())).isEqualTo(json);
    }

    private static String plan(Review review) {
        assertThat(blocking(review)).isEmpty();
        assertThat(review.simulation().arrives()).isTrue();
        String json = new ReviewReports().find("json").orElseThrow().render(review, NONE);
        return json.substring(json.indexOf("\"plan\""), json.indexOf("\"simulation\""));
    }

    @ParameterizedTest
    @EnumSource
    void explainTellsThatRowsFollow(Product product) throws Exception {
        Live live = live(product, LIVE);
        project(live, THREE + "CREATE TABLE others (id int PRIMARY KEY);", "mode = UPSERT; exclude = [\"others\"]", "");
        assertThat(explained("countries"))
                .contains(
                        "data.mode = UPSERT",
                        "Its rows follow those of the desired state",
                        "The plan runs: INSERT INTO");
        assertThat(explained("others")).contains("Its rows take no part");
    }

    private String explained(String object) {
        return ExplanationText.of(workspace.policy().explain(request(), object, session -> {}, false, Progress.none()));
    }

    @ParameterizedTest
    @EnumSource
    void reportsSealAndTheWayBackTellOfRowsWithoutTheirOldValues(Product product) throws Exception {
        Live live = live(product, LIVE);
        project(live, THREE, "mode = SYNC", "");
        try (ReviewSession session = open()) {
            Review review = session.review(Map.of(), Progress.none());
            String summary = "table " + product.schema + "countries: 1 inserted, 2 updated, 1 deleted, 0 equal (SYNC)";
            for (String format : List.of("text", "html")) {
                assertThat(new ReviewReports().find(format).orElseThrow().render(review, NONE))
                        .contains(summary, "DST104")
                        .doesNotContain("Palestine", "Germany", "Secret");
            }
            assertThat(new ReviewReports().find("json").orElseThrow().render(review, NONE))
                    .contains("\"deleted\" : 1", "\"deed\" : \"DELETE\"")
                    .doesNotContain("Palestine", "Germany", "Secret");
            assertThat(session.reverse(Map.of()).script())
                    .contains(
                            "brings data back: no (the rows of table " + product.schema
                                    + "countries are not taken back: 1 inserted stay, 2 updated keep their new values, 1 deleted do not come back)");
            PlanFile sealed =
                    session.seal(review, SealRequest.by("me@corp.example", TestKeys.ed25519(), Optional.empty()));
            assertThat(sealed.sql()).contains("DELETE FROM").doesNotContain("Secret");
            assertThat(session.plan(Map.of())).isEqualTo(review.plan());
        }
    }
}
