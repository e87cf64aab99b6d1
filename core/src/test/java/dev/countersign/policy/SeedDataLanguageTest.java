package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The {@code data} block of an environment, as rows of what it says and what is said about it: no form of it passes in silence. */
class SeedDataLanguageTest extends ProjectFixture {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                                          | rows would be changed; no plan here changes rows
        mode = INSERT                               | with INSERT, rows that are missing would be inserted; no plan
        mode = "upsert"                             | with UPSERT, rows that are missing would be inserted and those that differ updated; no plan
        mode = SYNC                                 | and those that the schema does not have deleted; no plan
        mode = SYNC ~ max_rows = 10                 | with SYNC
        mode = SYNC ~ include = ["public.countries"] | with SYNC
        mode = SYNC ~ skip_diff = true              | with SYNC
        mode = SYNC ~ preserve_ids = true           | with SYNC
        """)
    void isUnderstoodAndNamedWithWhatItWouldDo(String body, String effect) {
        assertThat(notes(env(body), "a")).singleElement().asString().contains("\"a\".data is not evaluated", effect);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        mod = SYNC           | did you mean "mode"?
        max_row = 1          | did you mean "max_rows"?
        mode = SYNC ~ table "x" {~ } | table "x" is not evaluated
        """)
    void aNameThatNobodyKnowsIsNamedBesideIt(String body, String note) {
        assertThat(notes(env(body), "a")).hasSize(2).anyMatch(n -> n.contains(note));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        mode = MERGE         | must be one of INSERT, UPSERT, SYNC
        max_rows = "many"    | "max_rows" must be
        include = "a"        | "include" must be
        skip_diff = 3        | "skip_diff" must be
        """)
    void whatCannotBeMeantIsAnError(String body, String problem) {
        assertThat(problems(env(body), "a", Map.of()))
                .singleElement()
                .asString()
                .contains(problem);
    }

    private static String env(String body) {
        return "env \"a\" {\n  data {\n" + body.replace("~", "\n") + "\n  }\n}\n";
    }
}
