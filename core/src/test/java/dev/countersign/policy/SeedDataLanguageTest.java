package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The {@code data} block of an environment: no form of it passes in silence. */
class SeedDataLanguageTest extends ProjectFixture {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        mode = INSERT                                    | data INSERT 10000 [] [] [] false
        mode = "upsert"                                  | data UPSERT 10000 [] [] [] false
        mode = SYNC ~ max_rows = 10                      | data SYNC 10 [] [] [] false
        mode = SYNC ~ include = ["public.*", "*.a"] ~ exclude = ["b"] | data SYNC 10000 [public.*, *.a] [b] [] false
        mode = SYNC ~ skip_diff = ["*.updated_at"]       | data SYNC 10000 [] [] [*.updated_at] false
        mode = SYNC ~ skip_diff = false                  | data SYNC 10000 [] [] [] false
        mode = SYNC ~ preserve_ids = true                | data SYNC 10000 [] [] [] true
        """)
    void isUnderstood(String body, String meaning) {
        assertThat(notes(env(body), "a")).isEmpty();
        assertThat(project(env(body), "a", Map.of()).environment().seedData().map(Object::toString))
                .contains(meaning);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                           | "a".data is not evaluated: it has no mode, so no rows are planned
        mode = SYNC ~ skip_diff = true | data.skip_diff is not evaluated: it names no columns
        mode = SYNC ~ max_row = 1    | did you mean "max_rows"?
        mode = SYNC ~ table "x" {~ } | table "x" is not evaluated
        """)
    void whatHasNoEffectIsNamed(String body, String note) {
        assertThat(notes(env(body), "a")).singleElement().asString().contains(note);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        mode = MERGE                        | must be one of INSERT, UPSERT, SYNC
        mode = SYNC ~ max_rows = "many"     | "max_rows" must be
        mode = SYNC ~ include = "a"         | "include" must be
        mode = SYNC ~ skip_diff = 3         | "skip_diff" must be
        mode = SYNC ~ include = ["a.b.c"]   | the pattern "a.b.c" of "include" cannot be read: it has more than 2 parts
        mode = SYNC ~ exclude = ["a..b"]    | a part of it is empty
        """)
    void whatCannotBeMeantIsAnError(String body, String problem) {
        assertThat(problems(env(body), "a", Map.of()))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(textBlock = """
        countries,           public.countries, true
        countries,           shop.countries,   true
        countries,           public.towns,     false
        'public.*',          public.towns,     true
        'public.*',          shop.towns,       false
        'public.c?untr*',    public.countries, true
        '"a.b".t',           'a.b.t',          false
        """)
    void patternsAreReadFromTheirEnd(String pattern, String table, boolean meant) {
        assertThat(project(env("mode = SYNC ~ include = [\"" + pattern.replace("\"", "\\\"") + "\"]"), "a", Map.of())
                        .environment()
                        .seedData()
                        .orElseThrow()
                        .includes(ObjectRef.of(ObjectKind.TABLE, table.split("\\."))))
                .isEqualTo(meant);
    }

    private static String env(String body) {
        return "env \"a\" {\n  data {\n" + body.replace("~", "\n") + "\n  }\n}\n";
    }
}
