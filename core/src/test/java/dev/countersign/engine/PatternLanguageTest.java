package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.Uncompared;
import dev.countersign.plan.Statement;
import dev.countersign.plan.UnplannableException;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of what is compared, as rows of a pattern and of what is planned where everything else would be dropped. */
@ExtendWith(PostgresEngine.class)
class PatternLanguageTest extends DirectoryFixture {
    private static final String HERE = """
            CREATE SCHEMA shop;
            CREATE TABLE t (id int PRIMARY KEY, a text, CONSTRAINT a_set CHECK (a <> ''));
            CREATE INDEX t_a ON t (a);
            CREATE VIEW v AS SELECT 1 AS one;
            CREATE FUNCTION act() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION act();
            CREATE TRIGGER tr INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION act();
            CREATE TABLE version (id int);
            CREATE TABLE shop.t (id int);
            """;

    /** What is still dropped when the pattern leaves something out; children that go with their table are not counted. */
    @ParameterizedTest(name = "exclude {0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        public                                      | SCHEMA shop, TABLE shop.t
        *                                           | ``
        *[type=schema]                              | ``
        shop.*                                      | refused
        shop                                        | FUNCTION public.act(), TABLE public.t, TABLE public.version, VIEW public.v
        *.t                                         | refused
        public.v                                    | refused
        `*.*[type=table|function]`                  | refused
        `*.*[type=table|view|function]`             | refused
        *[type=schema].*                            | refused
        `public[type=schema].*[type=view|function]` | SCHEMA shop, TABLE public.t, TABLE public.version, TABLE shop.t
        *[type=extension]                           | FUNCTION public.act(), SCHEMA shop, TABLE public.t, TABLE public.version, TABLE shop.t, VIEW public.v
        *[type=extension].version                   | FUNCTION public.act(), SCHEMA shop, TABLE public.t, TABLE public.version, TABLE shop.t, VIEW public.v
        """)
    void whatAPatternLeavesOut(String pattern, String dropped) throws IOException {
        try (ReviewSession session = open(HERE, "", List.of(), List.of(pattern))) {
            assertThat(drops(session)).isEqualTo(dropped);
        } catch (UnplannableException e) {
            assertThat(dropped).as(e.getMessage()).isEqualTo("refused");
            assertThat(e).hasMessageContaining("is left out of the comparison and depends on");
        }
    }

    @ParameterizedTest(name = "exclude {0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                                | check constraint public.t.a_set, column public.t.a, index public.t_a, trigger public.t.tr, trigger public.v.tr
        *.*.*[type=check]                 | column public.t.a, index public.t_a, trigger public.t.tr, trigger public.v.tr
        *.*.*[type=trigger]               | check constraint public.t.a_set, column public.t.a, index public.t_a
        *.*[type=view].*[type=trigger]    | check constraint public.t.a_set, column public.t.a, index public.t_a, trigger public.t.tr
        *.*[type=table].*[type=trigger]   | check constraint public.t.a_set, column public.t.a, index public.t_a, trigger public.v.tr
        *.*[type=view]                    | check constraint public.t.a_set, column public.t.a, index public.t_a, trigger public.t.tr
        *.t.a                             | check constraint public.t.a_set, trigger public.t.tr, trigger public.v.tr
        `*.t.*[type=index|check]`         | column public.t.a, trigger public.t.tr, trigger public.v.tr
        """)
    void whatAPatternLeavesOutOfTables(String pattern, String differs) throws IOException {
        String bare = "CREATE SCHEMA shop; CREATE TABLE t (id int PRIMARY KEY); CREATE VIEW v AS SELECT 1 AS one;"
                + " CREATE FUNCTION act() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                + " CREATE TABLE version (id int); CREATE TABLE shop.t (id int);";
        try (ReviewSession session = open(HERE, bare, List.of(), pattern.isEmpty() ? List.of() : List.of(pattern))) {
            assertThat(session.diff().changes().stream()
                            .map(change -> change.ref().toString())
                            .sorted()
                            .collect(Collectors.joining(", ")))
                    .isEqualTo(differs);
        }
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        exclude | *[type=extension].schema        | names the field "schema" of objects
        exclude | *.*[type=sequence].start        | names the field "start" of objects
        exclude | `*[type=extension|role].version` | names the field "version" of objects
        include | *[type=extension].version       | names the field "version" of objects
        exclude | `*.*[type=view|function].x.y`   | has too many parts
        """)
    void aFieldThatCannotBeLeftOutIsRefused(String word, String pattern, String why) {
        List<String> patterns = List.of(pattern);
        assertThatThrownBy(() -> open(
                                HERE,
                                "",
                                word.equals("include") ? patterns : List.of(),
                                word.equals("exclude") ? patterns : List.of())
                        .close())
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        exclude | *[type=table]                   | The exclude pattern "*[type=table]" can match nothing: objects of that type are found by *.*[type=...].
        exclude | *.*[type=fk]                    | The exclude pattern "*.*[type=fk]" can match nothing: objects of that type are found by *.*.*[type=...].
        exclude | *.*[type=extension]             | The exclude pattern "*.*[type=extension]" can match nothing: objects of that type are found by *[type=...].
        include | *[type=table]                   | No include pattern matches anything, so nothing is compared.
        include | nosuch.*                        | No include pattern matches anything, so nothing is compared.
        """)
    void aPatternThatCanMatchNothingKeepsTheVerdictFromBeingGreen(String word, String pattern, String why)
            throws IOException {
        List<String> patterns = List.of(pattern);
        try (ReviewSession session = open(
                HERE,
                HERE,
                word.equals("include") ? patterns : List.of(),
                word.equals("exclude") ? patterns : List.of())) {
            Review review = session.review(Map.of(), Progress.none());
            assertThat(review.notEvaluated()).contains(why);
            assertThat(review.outcome().verdict()).isEqualTo(Outcome.Verdict.BLOCKED);
        }
    }

    @Test
    void theVersionOfAnExtensionAloneCanBeLeftOut(PostgresEngine.Server server) throws Exception {
        try (LiveDatabase live = LiveDatabase.of(
                server, List.of("CREATE EXTENSION pg_trgm VERSION '1.5'", "CREATE EXTENSION hstore"), "SELECT 1")) {
            file("then.sql", "CREATE EXTENSION pg_trgm; CREATE EXTENSION hstore SCHEMA public;");
            assertThat(planned(live.url(), List.of())).contains("ALTER EXTENSION pg_trgm UPDATE");
            assertThat(planned(live.url(), List.of("*[type=extension].version")))
                    .isEmpty();
            assertThat(planned(live.url(), List.of("pg_*[type=extension].version")))
                    .isEmpty();
            assertThat(planned(live.url(), List.of("hstore[type=extension].version")))
                    .contains("ALTER EXTENSION pg_trgm UPDATE");
            file("then.sql", "CREATE EXTENSION hstore SCHEMA public;");
            assertThat(planned(live.url(), List.of("*[type=extension].version")))
                    .as("whether it is there is compared")
                    .contains("DROP EXTENSION pg_trgm");
        }
    }

    private String planned(String url, List<String> exclude) {
        try (ReviewSession session = workspace.open(request(url, List.of(), exclude), Progress.none())) {
            assertThat(session.diff().current().uncompared())
                    .extracting(Uncompared::kind)
                    .filteredOn(k -> k.equals("version of an extension"))
                    .hasSizeBetween(exclude.isEmpty() ? 0 : 1, exclude.isEmpty() ? 0 : 3);
            return session.plan(Map.of()).script();
        }
    }

    private static String drops(ReviewSession session) {
        return session.plan(Map.of()).statements().stream()
                .map(Statement::sql)
                .flatMap(sql -> Arrays.stream(sql.split(";")))
                .map(sql -> sql.strip().replaceFirst("^DROP ", ""))
                .filter(sql -> !sql.isEmpty() && !sql.startsWith("TRIGGER"))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private ReviewSession open(String here, String then, List<String> include, List<String> exclude)
            throws IOException {
        file("here.sql", here);
        file("then.sql", then);
        return workspace.open(request("file://here.sql", include, exclude), Progress.none());
    }

    private ReviewRequest request(String from, List<String> include, List<String> exclude) {
        return ReviewRequest.of(folder)
                .from(from)
                .to("file://then.sql")
                .with(new Selection(include, exclude, Optional.of("postgres"), Set.of()));
    }
}
