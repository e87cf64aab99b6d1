package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.diff.Change;
import dev.countersign.explain.ControlPoint;
import dev.countersign.explain.Explanation;
import dev.countersign.explain.ExplanationJson;
import dev.countersign.explain.ExplanationText;
import dev.countersign.explain.ObjectExplanation;
import dev.countersign.explain.Step;
import dev.countersign.explain.Step.Weight;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why policy decides as it does, asked of whole projects on SQLite in memory. */
class PolicyExplainTest {
    private static final String PROJECT = """
            variable "destructive" {
              type    = bool
              default = false
            }
            diff {
              skip {
                drop_column = !var.destructive
                drop_table  = true
              }
            }
            lint {
              destructive {
                force = true
                allow_column {
                  match = "^deprecated_"
                }
              }
              check "BC102" {
                skip = true
              }
              naming {
                match = "^[a-z_]+$"
              }
              ownership "github" {
                default = ALLOW
                deny "contractors" {
                  match = "main.users"
                  users = ["mallory"]
                }
                allow "core" {
                  match = "main.*"
                  users = ["alice"]
                }
              }
            }
            env "prod" {
              url     = "file://old.sql"
              src     = "file://new.sql"
              dev     = "sqlite://dev?mode=memory"
              exclude = ["log"]
              check "schema_apply" {
                deny "too-much" {
                  condition = length(self.planned_migration.statements) > 100
                  message   = "too much at once"
                }
              }
              lint {
                review = ERROR
              }
            }
            """;

    @TempDir
    Path folder;

    private List<String> renames = List.of();

    private final DefaultWorkspace workspace = DefaultWorkspace.installed();

    @BeforeEach
    void project() throws IOException {
        write("countersign.hcl", PROJECT);
        write(
                "old.sql",
                "CREATE TABLE users (id INTEGER PRIMARY KEY, legacy_email TEXT, deprecated_fax TEXT, name TEXT); CREATE TABLE log (line TEXT); CREATE TABLE old (x TEXT);");
        write(
                "new.sql",
                "CREATE TABLE users (id INTEGER PRIMARY KEY, deprecated_fax TEXT, name TEXT); CREATE TABLE log (line TEXT, at TEXT); CREATE INDEX by_name ON users (name);");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private Explanation explain(String object, boolean offline, Map<String, List<String>> variables) {
        ReviewRequest request = new ReviewRequest(
                        Optional.empty(),
                        folder,
                        Optional.of("prod"),
                        variables,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        List.of())
                .by(Optional.of("alice"));
        return workspace
                .policy()
                .explain(request, object, session -> session.confirmRenames(renames), offline, Progress.none());
    }

    @Test
    void nolintThatSomebodyWroteIsTold() throws IOException {
        write(
                "countersign.hcl",
                PROJECT.replace("exclude = [\"log\"]", "migration {\n    dir = \"file://migrations\"\n  }"));
        Files.createDirectory(folder.resolve("migrations"));
        write(
                "migrations/1_gone.sql",
                "-- atlas:nolint condrop\n\nSELECT 1;\n-- atlas:nolint DS103\nALTER TABLE users DROP COLUMN legacy_email;\n"
                        + "-- atlas:nolint destructive\nALTER TABLE users DROP COLUMN name;\n");
        assertThat(one("users.legacy_email").steps())
                .filteredOn(s -> s.rule().startsWith("nolint"))
                .extracting(s -> s.rule() + " " + s.weight() + " " + s.effect())
                .containsExactly(
                        "nolint condrop OPEN Written in 1_gone.sql line 1 for: ALTER TABLE users DROP COLUMN legacy_email. Where that file is linted, it hides what is found by that name.",
                        "nolint DS103 NO_EFFECT Written in 1_gone.sql line 4 for: ALTER TABLE users DROP COLUMN legacy_email. It hides nothing: the policy forces \"destructive\".");
        assertThat(one("users.name").steps())
                .filteredOn(s -> s.rule().equals("nolint destructive"))
                .singleElement()
                .satisfies(
                        s -> assertThat(s.effect()).endsWith("It hides nothing: the policy forces \"destructive\"."));
        write("migrations/2_open.sql", "SELECT 'open");
        assertThat(explain("users.name", false, Map.of()).notEvaluated())
                .singleElement()
                .asString()
                .contains("What is written in migrations is not known", "2_open.sql line 1");
    }

    @Test
    void aRenameThatWasConfirmedIsNoDrop() throws IOException {
        write(
                "new.sql",
                "CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT, deprecated_fax TEXT, name TEXT); CREATE TABLE log (line TEXT); CREATE TABLE old (x TEXT);");
        renames = List.of("main.users.legacy_email=main.users.mail");
        assertThat(one("users.legacy_email").subject().happening().orElseThrow().changes())
                .extracting(Change::verb)
                .containsExactly(Change.Verb.RENAME);
        renames = List.of("main.users.legacy_email=main.users.nothing");
        assertThat(explain("users.legacy_email", false, Map.of()).states())
                .hasValueSatisfying(why -> assertThat(why).contains("could not be compared", "nothing"));
    }

    private ObjectExplanation one(String object) {
        Explanation explanation = explain(object, false, Map.of());
        assertThat(explanation.states()).isEmpty();
        assertThat(explanation.objects()).hasSize(1);
        return explanation.objects().getFirst();
    }

    private static Step step(ObjectExplanation object, String rule) {
        return object.steps().stream()
                .filter(s -> s.rule().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError(rule + " is not among "
                        + object.steps().stream().map(Step::rule).toList()));
    }

    @Test
    void aDropThatIsKeptOutNamesTheLineItsValueAndTheVariableBehindIt() {
        ObjectExplanation column = one("users.legacy_email");
        assertThat(column.change()).contains("DROP COLUMN");
        Step skip = step(column, "diff.skip.drop_column");
        assertThat(skip.weight()).isEqualTo(Weight.DECIDES);
        assertThat(skip.value()).isEqualTo("true");
        assertThat(skip.place().orElseThrow().line()).isEqualTo(7);
        assertThat(skip.effect()).isEqualTo("DROP COLUMN is kept out of the plan: the column stays.");
        assertThat(skip.origins())
                .singleElement()
                .satisfies(o -> assertThat(o.text()).isEqualTo("var.destructive = false (its default, line 1)"));
    }

    @Test
    void withTheVariableSetTheDropIsPlannedAndReported() {
        ObjectExplanation column = explain("users.legacy_email", false, Map.of("destructive", List.of("true")))
                .objects()
                .getFirst();
        Step skip = step(column, "diff.skip.drop_column");
        assertThat(skip.weight()).isEqualTo(Weight.NO_EFFECT);
        assertThat(skip.origins().getFirst().from()).startsWith("--var");
        assertThat(column.at(ControlPoint.PLAN)).anyMatch(s -> s.effect().contains("DROP COLUMN"));
        assertThat(column.at(ControlPoint.REVIEW))
                .anyMatch(s -> s.effect().startsWith("DS103 is reported as an error"));
        assertThat(step(column, "lint.destructive.force").effect()).contains("cannot hide");
    }

    @Test
    void anAllowedNameIsSaidToBeAllowedByItsLine() {
        ObjectExplanation column = one("deprecated_fax");
        assertThat(column.change()).contains("same in both");
        Step allowed = step(column, "lint.destructive.allow_column");
        assertThat(allowed.weight()).isEqualTo(Weight.DECIDES);
        assertThat(allowed.place().orElseThrow().line()).isEqualTo(15);
    }

    @Test
    void aTableWhoseColumnsDifferIsNotSaidToBeTheSame() {
        assertThat(one("users").change())
                .startsWith("Both states have it. What differs is inside")
                .contains("DROP COLUMN main.users.legacy_email")
                .contains("ADD INDEX main.by_name")
                .doesNotContain("same in both");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f(integer) | function public.f(integer)",
                "function f(integer) | function public.f(integer)",
                "public.f(integer, integer[]) | function public.f(integer, integer[])",
                "function public.f(integer) | function public.f(integer)",
                "routine f(integer) | function public.f(integer)",
                "constraint name_ck | check constraint public.t.name_ck",
                "check name_ck | check constraint public.t.name_ck",
                "constraint t_pkey | primary key public.t.t_pkey",
                "type mood | enum public.mood",
                "unique t_name_key | unique constraint public.t.t_name_key",
            })
    void namesWithWordsAndArgumentsInFront(String asked, String found) throws IOException {
        write("countersign.hcl", "env \"prod\" {\n  url = \"file://old.sql\"\n  src = \"file://old.sql\"\n}\n");
        write(
                "old.sql",
                "CREATE TABLE t (i int PRIMARY KEY, name text UNIQUE CONSTRAINT name_ck CHECK (name <> ''));"
                        + "CREATE FUNCTION f(integer) RETURNS int LANGUAGE sql AS 'SELECT 1';"
                        + "CREATE FUNCTION f(integer, integer[]) RETURNS int LANGUAGE sql AS 'SELECT 1';"
                        + "CREATE TYPE mood AS ENUM ('a');");
        assertThat(explain(asked, false, Map.of()).objects())
                .extracting(o -> o.subject().ref().toString())
                .containsExactly(found);
    }

    @Test
    void aTableOfADeprecatedSchemaGoesWithIt() throws IOException {
        write(
                "countersign.hcl",
                "deprecation {\n  window = \"30d\"\n  observations = \"file://none.jsonl\"\n}\n"
                        + "env \"prod\" {\n  url = \"file://old.sql\"\n  src = \"file://new.sql\"\n}\n");
        write(
                "old.sql",
                "CREATE SCHEMA deprecated_shop; CREATE TABLE deprecated_shop.t (i int); CREATE TABLE u (i int);");
        write("new.sql", "CREATE TABLE x (i int);");
        assertThat(step(one("deprecated_shop.t"), "deprecation.prefix").effect())
                .contains("with what it is in");
        assertThat(step(one("public.u"), "deprecation.prefix").effect()).contains("Rename it to deprecated_u first");
    }

    @Test
    void anotherKindIsNamedWhereTheNameIsThatOfAnotherKind() {
        assertThatThrownBy(() -> one("view users"))
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining("did you mean table main.users?");
    }

    @Test
    void aCheckOfOneCodeOutweighsTheAnalyzer() {
        Step skip = step(one("users.name"), "lint.check \"BC102\".skip");
        assertThat(skip.weight()).isEqualTo(Weight.DECIDES);
        assertThat(skip.effect()).isEqualTo("BC102 does not count.");
    }

    @Test
    void whatIsExcludedIsExplainedByTheLineThatExcludesIt() {
        ObjectExplanation log = one("log");
        assertThat(log.steps()).singleElement().satisfies(s -> {
            assertThat(s.rule()).isEqualTo("exclude");
            assertThat(s.weight()).isEqualTo(Weight.DECIDES);
            assertThat(s.place().orElseThrow().text()).isEqualTo("\"log\"");
        });
    }

    @Test
    void theFirstRuleOfOwnersThatIsAboutTheObjectDecidesUnlessOneDenies() {
        ObjectExplanation users = one("table users");
        assertThat(step(users, "lint.ownership deny \"contractors\"").effect()).contains("does not name alice");
        assertThat(step(users, "lint.ownership allow \"core\"").effect()).isEqualTo("alice may change it.");
    }

    @Test
    void checksAndTheReviewPolicyComeLast() {
        ObjectExplanation index = one("by_name");
        assertThat(index.change()).contains("ADD INDEX");
        assertThat(index.steps().getLast().rule()).isEqualTo("lint.review");
        assertThat(step(index, "check \"schema_apply\" deny \"too-much\"").weight())
                .isEqualTo(Weight.NO_EFFECT);
    }

    @Test
    void offlineThePolicyAloneIsExplained() {
        Explanation explanation = explain("users.legacy_email", true, Map.of());
        assertThat(explanation.states())
                .hasValueSatisfying(why -> assertThat(why).contains("--offline"));
        ObjectExplanation column = explanation.objects().getFirst();
        assertThat(step(column, "diff.skip.drop_column").effect())
                .isEqualTo("DROP COLUMN would be kept out of the plan: the column stays.");
        assertThat(column.at(ControlPoint.REVIEW))
                .anyMatch(
                        s -> s.effect()
                                .equals(
                                        "DROP COLUMN would be reported as DS103, an error, unless it is a virtual generated column."));
    }

    @Test
    void aStateThatCannotBeReadLeavesThePolicyExplained() throws IOException {
        write("new.sql", "CREATE TABEL users (id int);");
        Explanation explanation = explain("users.legacy_email", false, Map.of());
        assertThat(explanation.states())
                .hasValueSatisfying(why -> assertThat(why).contains("new.sql"));
        assertThat(explanation.objects()).isNotEmpty();
    }

    @Test
    void aNameThatNothingHasIsOneSentenceWithSuggestions() {
        assertThatThrownBy(() -> one("users.legacy_emial"))
                .isInstanceOf(CountersignException.class)
                .hasMessage(
                        "Neither state has anything called \"users.legacy_emial\"; did you mean users.legacy_email?");
        assertThatThrownBy(() -> one("zzz*")).hasMessage("Neither state has anything called \"zzz*\".");
    }

    @Test
    void aPatternExplainsEverythingItMatches() {
        assertThat(explain("users.*[type=column]", false, Map.of()).objects()).hasSize(4);
    }

    @Test
    void textAndJsonHoldTheSameSteps() {
        Explanation explanation = explain("users.legacy_email", false, Map.of());
        String text = ExplanationText.of(explanation);
        assertThat(text).contains("countersign.hcl:7:5", "    7 |     drop_column = !var.destructive", "^~");
        String json = ExplanationJson.of(explanation);
        assertThat(json).contains("\"rule\" : \"diff.skip.drop_column\"", "\"line\" : 7", "\"weight\" : \"decides\"");
    }
}
