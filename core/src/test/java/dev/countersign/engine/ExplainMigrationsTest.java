package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.explain.ObjectExplanation;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found about the migration files that change an object is among what policy decides about it. */
class ExplainMigrationsTest extends DirectoryFixture {
    @BeforeEach
    void aDirectory() throws IOException {
        file("migrations/1_users.sql", "CREATE TABLE users (id int); CREATE TABLE logs (id int);\n");
        file("migrations/2_drop.sql", """
                -- atlas:txtar

                -- checks.sql --
                -- atlas:assert DS102
                SELECT NOT EXISTS (SELECT 1 FROM logs);

                -- migration.sql --
                DROP TABLE logs;
                """);
        file("migrations/3_all.sql", "-- atlas:checkpoint\n\nCREATE TABLE users (id int);\n");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        git { base = "main" }                                          | OPEN lint.non_linear RUN104 a warning, OPEN lint.non_linear RUN105 a warning
        git { base = "main" } ~ non_linear { error = true }            | OPEN lint.non_linear.error RUN104 an error, OPEN lint.non_linear.error RUN105 an error
        git { base = "main" } ~ check "RUN105" { error = true }        | OPEN lint.non_linear RUN104 a warning, OPEN lint.check "RUN105".error RUN105 an error
        git { base = "main" } ~ check "RUN104" { skip = true }         | NO_EFFECT lint.check "RUN104".skip RUN104, OPEN lint.non_linear RUN105 a warning
        latest = 1                                                     | NO_EFFECT lint.latest RUN104
        ``                                                             | OPEN lint.non_linear RUN104 a warning, OPEN lint.non_linear RUN105 a warning
        """)
    void thePlaceOfAFileAmongTheOthers(String lint, String steps) throws IOException {
        assertThat(told(explain("main.users", lint), "RUN")).isEqualTo(steps);
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        main.logs  | ``                              | OPEN 2_drop.sql line 5 CHK101 an error, OPEN 2_drop.sql line 5 CHK102 an error, OPEN 3_all.sql CHK103 an error
        main.logs  | check "CHK102" { error = false } | OPEN 2_drop.sql line 5 CHK101 an error, OPEN lint.check "CHK102".error CHK102 a warning, OPEN 3_all.sql CHK103 an error
        main.users | ``                              | OPEN 3_all.sql CHK103 an error
        main.users | check "CHK103" { skip = true }   | NO_EFFECT lint.check "CHK103".skip CHK103
        """)
    void whatIsAskedFirstAndWhatACheckpointHolds(String object, String lint, String steps) throws IOException {
        assertThat(told(explain(object, lint), "CHK")).isEqualTo(steps);
    }

    @Test
    void aQuestionTakesItsFindingAlong() throws IOException {
        assertThat(explain("main.logs", "").steps())
                .anyMatch(s -> s.effect()
                        .equals("Before that migration runs it is asked: SELECT NOT EXISTS (SELECT 1 FROM logs)."
                                + " An answer takes along what is found there as \"DS102\"."));
    }

    @Test
    void withoutADirectoryNothingIsSaidOfFiles() throws IOException {
        project("", "");
        assertThat(explain("main.logs").steps()).noneMatch(s -> s.effect().contains("CHK"));
    }

    private static String told(ObjectExplanation explained, String group) {
        return String.join(
                ", ",
                explained.steps().stream()
                        .filter(s -> s.effect().contains(group) || s.rule().contains(group))
                        .map(s -> s.weight() + " " + s.rule() + " "
                                + s.effect().replaceAll("(?s).*?\\b(" + group + "[0-9]{3})(, an? \\w+)?.*", "$1$2"))
                        .map(t -> t.replace(", ", " "))
                        .toList());
    }

    private ObjectExplanation explain(String object, String lint) throws IOException {
        project(
                "migration {\n dir = \"file://migrations\"\n}\n",
                lint.replace("~", "\n").replace("{", "{\n").replace("}", "\n}"));
        return explain(object);
    }

    private void project(String migration, String lint) throws IOException {
        file(
                "countersign.hcl",
                "env \"ci\" {\n dev = \"" + SQLITE + "\"\n " + migration + "lint {\n" + lint + "\n}\n}\n");
    }

    private ObjectExplanation explain(String object) {
        return workspace
                .policy()
                .explain(request(Optional.of("ci"), Optional.empty()), object, session -> {}, true, Progress.none())
                .objects()
                .getFirst();
    }
}
