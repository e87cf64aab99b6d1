package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.diff.RenameSuggestion;
import dev.countersign.plan.ReversePlan;
import dev.countersign.plan.ReversePlan.DataBack;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Renames that are suggested and confirmed, and the way back. */
class RenamesAndReverseTest {
    private static final String OLD = """
            CREATE TABLE account (id int PRIMARY KEY, mail text NOT NULL, name varchar(40));
            CREATE TABLE item (id int, price numeric, note text);
            CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
            """;
    private static final String NEW = """
            CREATE TABLE accounts (id int PRIMARY KEY, mail text NOT NULL, name varchar(40), born date);
            CREATE TABLE item (id int, unit_price numeric, note text);
            CREATE TYPE feeling AS ENUM ('sad', 'ok', 'happy');
            """;

    @TempDir
    private Path directory;

    private final Workspace workspace = DefaultWorkspace.installed();

    private ReviewSession open(String old, String wanted) throws IOException {
        Files.writeString(directory.resolve("old.sql"), old);
        Files.writeString(directory.resolve("new.sql"), wanted);
        return workspace.open(ReviewRequest.of(directory).from("file://old.sql").to("file://new.sql"), Progress.none());
    }

    @Test
    void suggestsAndRenamesOnceConfirmed() throws IOException {
        try (ReviewSession session = open(OLD, NEW)) {
            List<RenameSuggestion> suggestions = session.renameSuggestions();
            assertThat(suggestions)
                    .extracting(RenameSuggestion::statement)
                    .containsExactlyInAnyOrder(
                            "public.account=public.accounts",
                            "public.item.price=public.item.unit_price",
                            "public.mood=public.feeling");
            assertThat(suggestions).allMatch(s -> !s.reasons().isEmpty() && s.score() >= 50);
            assertThat(session.renameSuggestions()).isEqualTo(suggestions);
            assertThat(session.plan(Map.of()).script()).contains("DROP TABLE public.account");

            session.confirmRenames(
                    suggestions.stream().map(RenameSuggestion::statement).toList());
            assertThat(session.plan(Map.of()).script())
                    .contains(
                            "ALTER TABLE public.account RENAME TO accounts;",
                            "RENAME COLUMN price TO unit_price;",
                            "ALTER TYPE public.mood RENAME TO feeling;")
                    .doesNotContain("DROP");
            assertThat(session.renameSuggestions()).isEmpty();
            assertThat(session.review(Map.of(), Progress.none()).simulation().arrives())
                    .isTrue();
        }
    }

    @Test
    void refusesRenamesThatFitNothing() throws IOException {
        try (ReviewSession session = open(OLD, NEW)) {
            assertThatThrownBy(() -> session.confirmRenames(List.of("public.account=public.nothing")))
                    .isInstanceOf(CountersignException.class)
                    .hasMessageContaining("fits nothing");
            assertThatThrownBy(() -> session.confirmRenames(List.of("account")))
                    .isInstanceOf(CountersignException.class)
                    .hasMessageContaining("write it as old=new");
        }
    }

    @Test
    void saysOfEveryStatementWhetherItBringsDataBack() throws IOException {
        try (ReviewSession session = open(
                "CREATE TABLE gone (id int); CREATE TABLE t (a bigint, b int); CREATE INDEX i ON t (b)",
                "CREATE TABLE t (a int, c int)")) {
            ReversePlan way = session.reverse(Map.of());
            assertThat(way.returns()).hasSameSizeAs(way.plan().statements());
            assertThat(way.script())
                    .contains(
                            "-- brings data back: no (the rows of table public.gone are gone)\nCREATE TABLE public.gone",
                            "-- brings data back: no (the values of column public.t.b are gone)\nALTER TABLE public.t ADD COLUMN b",
                            "-- brings data back: nothing was lost\nCREATE INDEX i",
                            "DROP COLUMN c;");
            assertThat(way.returns()).extracting(ReversePlan.Return::back).contains(DataBack.CONVERTED);
        }
    }

    @Test
    void saysWhatValuesOfTypesAndComputedColumnsDoNotComeBack() throws IOException {
        String before = "CREATE TYPE pair AS (a int, b text, c numeric(10,4)); CREATE DOMAIN price AS numeric(10,4);"
                + " CREATE TABLE t (id int, v pair, p price, g text)";
        String after = "CREATE TYPE pair AS (a int, c numeric(10,4)); CREATE DOMAIN price AS numeric(8,2);"
                + " CREATE TABLE t (id int, v pair, p price, g text GENERATED ALWAYS AS (id::text) STORED)";
        try (ReviewSession session = open(before, after)) {
            assertThat(session.reverse(Map.of()).script())
                    .contains("no (the values of attribute b of composite type public.pair are gone)")
                    .contains(
                            "only as it was converted (what the change from numeric(10,4) to numeric(8,2) cut or rounded is gone)")
                    .contains("no (the values that column public.t.g had before it was computed are gone)");
        }
    }

    @Test
    void goesBackInTransactionsWhereStatementsNeedThem() throws IOException {
        String whole =
                "CREATE TABLE t (id int, s text) PARTITION BY LIST (s); CREATE TABLE a PARTITION OF t FOR VALUES IN ('a')";
        try (ReviewSession session = open(whole, "CREATE TABLE t (id int, s text)")) {
            assertThat(session.reverse(Map.of()).script())
                    .containsSubsequence("BEGIN;\n", "LOCK TABLE public.t", "COMMIT;\n");
        }
    }

    @Test
    void goesBackThroughRenames() throws IOException {
        try (ReviewSession session = open(OLD, NEW)) {
            session.confirmRenames(List.of("account=accounts", "public.item.price=unit_price", "mood=feeling"));
            assertThat(session.reverse(Map.of()).script())
                    .contains("ALTER TABLE public.accounts RENAME TO account;", "RENAME COLUMN unit_price TO price;");
        }
    }
}
