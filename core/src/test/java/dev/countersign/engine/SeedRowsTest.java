package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.Uncompared;
import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import dev.countersign.source.SourceException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code data} blocks of schemas in HCL: the engine looks at every row, and the review says that no plan brings it about. */
class SeedRowsTest extends HclFixture {
    private static final String POSTGRES = """
            schema "public" {}
            table "codes" {
              schema = schema.public
              column "id" {
                type = int
                identity { generated = ALWAYS }
              }
              column "code" { type = varchar(2) }
              column "since" {
                type = date
                null = true
              }
              column "of" {
                type = int
                null = true
              }
              primary_key { columns = [column.id] }
              foreign_key "parts" {
                columns     = [column.of]
                ref_columns = [column.id]
              }
            }
            trigger "refuses" {
              on = table.codes
              before { insert = true }
              for = ROW
              execute { function = function.refuse }
            }
            function "refuse" {
              schema = schema.public
              lang   = PLpgSQL
              return = trigger
              as     = "BEGIN RAISE EXCEPTION 'no rows'; END"
            }
            """;

    @AfterEach
    void close() {
        workspace.close();
    }

    @Test
    void rowsAreLoadedInTheOrderThatTheyNeedAndNamedAsNotCompared() throws Exception {
        write("old.sql", "");
        write("schema.pg.hcl", POSTGRES + """
                data {
                  table = table.codes
                  rows = [
                    { id = 2, code = "de", since = sql("current_date"), of = 1 },
                    { id = 1, code = "eu", since = null },
                  ]
                }
                """);
        try (ReviewSession session =
                workspace.open(postgres("file://old.sql", List.of("file://schema.pg.hcl")), Progress.none())) {
            Review review = session.review(Map.of(), Progress.none());
            assertThat(review.notEvaluated()).isEmpty();
            assertThat(review.plan().script())
                    .contains("CREATE TABLE public.codes")
                    .doesNotContain("INSERT INTO");
            assertThat(review.outcome().complete()).isFalse();
            assertThat(review.outcome().gaps())
                    .extracting(Outcome.Reason::text)
                    .containsExactly(
                            "Seen, not compared: 2 seed rows (public.codes row 1 at schema.pg.hcl:38:5, public.codes row 2 at schema.pg.hcl:39:5):"
                                    + " the engine takes it; whether the current state has it is not looked at, and no plan inserts,"
                                    + " changes or deletes rows unless the environment has a data block that is about the table.");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{ id = 1, code = "deu" }]          | schema.pg.hcl:37:11 | value too long for type character varying(2)
            [{ id = "x", code = "de" }]         | schema.pg.hcl:37:11 | invalid input syntax for type integer
            [{ id = 1 }]                        | schema.pg.hcl:37:11 | null value in column "code"
            [{ id = 1, code = "de", of = 7 }]   | schema.pg.hcl:18:3  | violates foreign key constraint "parts"
            [{ id = 1, cod = "de" }]            | schema.pg.hcl:37:11 | there is no column "cod" in table "codes"; did you mean "code"?
            [{ id = 1, code = [1] }]            | schema.pg.hcl:37:11 | this must be a string, number, bool or SQL text
            ["x"]                               | schema.pg.hcl:37:11 | a row is an object by the names of columns
            """)
    void whatTheTableDoesNotTakeIsShownWhereItStands(String rows, String place, String message) throws Exception {
        write("schema.pg.hcl", POSTGRES + "data {\n  table = table.codes\n  rows = " + rows + "\n}\n");
        assertThatThrownBy(() -> workspace.inspect(unsaid("file://schema.pg.hcl"), Progress.none()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(message);
    }

    @Test
    void rowsOfTablesThatAreNotThereAndBlocksWithoutRowsAreErrors() throws Exception {
        write(
                "schema.pg.hcl",
                POSTGRES + "data {\n  table = table.code\n  rows = []\n}\ndata {\n  table = table.codes\n}\n");
        assertThatThrownBy(() -> workspace.inspect(unsaid("file://schema.pg.hcl"), Progress.none()))
                .hasMessageContaining("there is no table.code in this schema; did you mean \"codes\"?")
                .hasMessageContaining("data needs its table and its rows");
    }

    @Test
    void sqliteRowsToo() throws Exception {
        String schema = """
                schema "main" {}
                table "codes" {
                  schema = schema.main
                  strict = true
                  column "id" { type = integer }
                  column "ok" { type = integer }
                  check "known" { expr = "id < 9" }
                }
                trigger "refuses" {
                  on = table.codes
                  before { insert = true }
                  as = "BEGIN SELECT RAISE(ABORT, 'no rows'); END"
                }
                data {
                  for_each = { a = 1, b = 2 }
                  table    = table.codes
                  rows     = [{ id = each.value, ok = true }]
                }
                """;
        write("schema.lt.hcl", schema);
        assertThat(workspace
                        .inspect(unsaid("file://schema.lt.hcl"), Progress.none())
                        .catalog()
                        .uncompared())
                .extracting(Uncompared::name)
                .containsExactlyInAnyOrder("codes row 1 at schema.lt.hcl:17:15", "codes row 2 at schema.lt.hcl:17:15");
        write("schema.lt.hcl", schema.replace("b = 2", "b = 9"));
        assertThatThrownBy(() -> workspace.inspect(unsaid("file://schema.lt.hcl"), Progress.none()))
                .hasMessageContaining("schema.lt.hcl:17:15")
                .hasMessageContaining("CHECK constraint failed: known");
    }
}
