package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.Uncompared;
import dev.countersign.plan.UnplannableException;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemas, include and exclude on PostgreSQL: what is left out is named, and no plan takes it along. */
class FiltersTest {
    private static final String CURRENT = """
            CREATE TABLE a (id int PRIMARY KEY, kept text, gone text);
            CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a (id));
            CREATE INDEX a_gone ON a (gone);
            CREATE VIEW v AS SELECT gone FROM a;
            CREATE SCHEMA atlas_schema_revisions;
            CREATE TABLE atlas_schema_revisions.atlas_schema_revisions (version text PRIMARY KEY);
            CREATE TABLE "dotted.name" (i int);
            """;

    @TempDir
    Path folder;

    private final DefaultWorkspace workspace = DefaultWorkspace.installed();

    @Test
    void includeChoosesAndTheLedgerIsNeverDropped() throws IOException {
        try (ReviewSession session =
                open("CREATE TABLE c (i int);", List.of(), List.of("public.b", "public.c"), List.of())) {
            assertThat(session.plan(Map.of()).script())
                    .contains("DROP TABLE public.b", "CREATE TABLE public.c")
                    .doesNotContain("public.a;")
                    .doesNotContain("atlas_schema_revisions");
            assertThat(session.diff().current().uncompared())
                    .contains(
                            Uncompared.leftOut("table", "public.a", "not included"),
                            Uncompared.leftOut(
                                    "table",
                                    "atlas_schema_revisions.atlas_schema_revisions",
                                    "the ledger of a migration tool"));
        }
        try (ReviewSession session = open("", List.of(), List.of(), List.of("*.*[type=table|view]"))) {
            assertThat(session.plan(Map.of()).script()).isEmpty();
        }
    }

    @Test
    void aPlanThatWouldTakeAnExcludedObjectAlongIsRefused() throws IOException {
        String without =
                "CREATE TABLE a (id int PRIMARY KEY, kept text); CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a (id)); CREATE TABLE \"dotted.name\" (i int);";
        try (ReviewSession session = open(without, List.of(), List.of(), List.of("public.v"))) {
            assertThatThrownBy(() -> session.plan(Map.of()))
                    .isInstanceOf(UnplannableException.class)
                    .hasMessageContaining("is left out of the comparison and depends on")
                    .hasMessageContaining("gone");
        }
    }

    @Test
    void anExcludedColumnTakesItsIndexAlongAndQuotesHoldDots() throws IOException {
        String desired =
                "CREATE TABLE a (id int PRIMARY KEY, kept text); CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a (id));";
        try (ReviewSession session = open(
                desired,
                List.of(),
                List.of(),
                List.of("public.a.gone", "public.v", "public.\"dotted.name\"", "nosuch.*"))) {
            assertThat(session.plan(Map.of()).script()).isEmpty();
            assertThat(session.notices())
                    .containsExactly("The exclude pattern \"nosuch.*\" matches nothing in either state.");
            assertThat(session.diff().current().uncompared())
                    .extracting(Uncompared::name)
                    .contains("public.dotted.name", "public.a.gone");
        }
    }

    @Test
    void wrongPatternsAreRefused() {
        assertThatThrownBy(() -> open("", List.of(), List.of(), List.of("a.b.c.d")))
                .isInstanceOf(SourceException.class)
                .hasMessage(
                        "The exclude pattern \"a.b.c.d\" has too many parts; at most schema, object and child are possible.");
        assertThatThrownBy(() -> open("", List.of(), List.of("a.b.c"), List.of()))
                .hasMessageContaining("whole objects are included");
        assertThatThrownBy(() -> open("", List.of(), List.of(), List.of("*[type=tabel]")))
                .hasMessageContaining("names the unknown type \"tabel\" (did you mean table?); known are");
    }

    @Test
    void aSchemaThatIsNowhereStops() throws IOException {
        Files.writeString(folder.resolve("qualified.sql"), "CREATE TABLE public.t (i int);");
        ReviewRequest request = ReviewRequest.of(folder)
                .from("file://qualified.sql")
                .to("file://qualified.sql")
                .within(List.of("nosuch"));
        assertThatThrownBy(() -> workspace.open(request, Progress.none()))
                .isInstanceOf(CountersignException.class)
                .hasMessageStartingWith("There is no schema nosuch in ");
    }

    private ReviewSession open(String desired, List<String> schemas, List<String> include, List<String> exclude)
            throws IOException {
        Files.writeString(folder.resolve("old.sql"), CURRENT);
        Files.writeString(folder.resolve("new.sql"), desired);
        return workspace.open(
                ReviewRequest.of(folder)
                        .from("file://old.sql")
                        .to("file://new.sql")
                        .within(schemas)
                        .with(new Selection(include, exclude, Optional.empty())),
                Progress.none());
    }
}
