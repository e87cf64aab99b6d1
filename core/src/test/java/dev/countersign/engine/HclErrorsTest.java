package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is wrong with a desired state in one or several HCL files, and where. */
class HclErrorsTest extends HclFixture {
    @Test
    void everythingThatTheEngineRefusesIsShownAtOnce() throws Exception {
        write("a.hcl", """
                schema "public" {}
                table "t" {
                  schema = schema.public
                  column "a" { type = sql("no_such_type") }
                  check "never" { expr = "a > 0" }
                }
                view "v" {
                  schema = schema.public
                  as     = "SELECT a FROM t"
                }
                """);
        write("b.hcl", """
                view "w" {
                  schema = schema.public
                  as     = "SELECT nowhere"
                }
                """);
        assertThatThrownBy(() -> workspace.inspect(postgres("file://.", List.of()), Progress.none()))
                .hasMessageContaining("a.hcl:4:23: the dev database refuses this: type \"no_such_type\"")
                .hasMessageContaining("b.hcl:3:12: the dev database refuses this: column \"nowhere\"")
                .hasMessageContaining("and 2 more that may need it");
    }

    @Test
    void everyErrorOfEveryFileIsShownAtOnce() throws Exception {
        write("a.hcl", "schema \"public\" {}\ntable \"t\" {\n  schema = schema.pubic\n  column \"a\" {}\n}\n");
        write("b.hcl", "view \"v\" {\n  schema = schema.public\n}\nfunction \"f\" {\n  schema = schema.publik\n}\n");
        assertThatThrownBy(() -> workspace.inspect(postgres("file://.", List.of()), Progress.none()))
                .hasMessageContaining("a.hcl:3:12: there is no schema.pubic")
                .hasMessageContaining("a.hcl:4:3: table \"t\".column \"a\" needs \"type\"")
                .hasMessageContaining("b.hcl:1:1: view \"v\" needs its query")
                .hasMessageContaining("b.hcl:5:12: there is no schema.publik");
    }

    @Test
    void whatTheEngineRefusesIsShownInTheHclText() throws Exception {
        write("schema.hcl", """
                schema "public" {}
                table "t" {
                  schema = schema.public
                  column "a" {
                    type = sql("no_such_type")
                  }
                }
                """);
        assertThatThrownBy(() -> workspace.inspect(postgres("file://schema.hcl", List.of()), Progress.none()))
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining(
                        "schema.hcl:5:12: the dev database refuses this: type \"no_such_type\" does not exist")
                .hasMessageContaining("5 |     type = sql(\"no_such_type\")")
                .hasMessageContaining("^~~");
    }

    @Test
    void sqlitesWordsLeadToThePlaceToo() throws Exception {
        write("schema.lt.hcl", """
                schema "main" {}
                table "t" {
                  schema = schema.main
                  column "a" { type = integer }
                  check "never" { expr = "nowhere > 0" }
                }
                view "v" {
                  schema = schema.main
                  as     = "SELEC 1"
                }
                """);
        assertThatThrownBy(() -> workspace.inspect(sqlite("file://schema.lt.hcl", Map.of()), Progress.none()))
                .hasMessageContaining("schema.lt.hcl:5:26: the dev database refuses this")
                .hasMessageContaining("schema.lt.hcl:9:12: the dev database refuses this");
    }

    @Test
    void badReferencesNameTheNearestOnes() throws Exception {
        write("schema.hcl", """
                schema "public" {}
                table "t" {
                  schema = schema.pubic
                  column "id" { type = int }
                  primary_key { columns = [column.ix] }
                }
                """);
        assertThatThrownBy(() -> workspace.inspect(postgres("file://schema.hcl", List.of()), Progress.none()))
                .hasMessageContaining("there is no schema.pubic in this schema; did you mean \"public\"?")
                .hasMessageContaining("there is no column \"ix\"");
    }

    @Test
    void filesOfAnotherProductAreNotMistaken() throws Exception {
        write("a.pg.hcl", "schema \"public\" {}");
        write("b.my.hcl", "schema \"shop\" {}");
        assertThatThrownBy(() -> workspace.inspect(postgres("file://.", List.of()), Progress.none()))
                .hasMessage(
                        "The file b.my.hcl is a schema of MySQL, and here one of PostgreSQL is read, whose files end in .pg.hcl.");
    }

    @Test
    void aSchemaOfMysqlIsRefusedInOneSentence() throws Exception {
        write("schema.hcl", """
                table "users" {
                  schema  = schema.shop
                  column "id" {
                    type           = bigint
                    unsigned       = true
                    auto_increment = true
                  }
                  column "kind" {
                    type = enum("a", "b")
                  }
                }
                schema "shop" {
                  charset = "utf8mb4"
                }
                """);
        assertThatThrownBy(() -> workspace.inspect(postgres("file://schema.hcl", List.of()), Progress.none()))
                .hasMessageStartingWith("schema.hcl:5:5: \"unsigned\" is a word of schemas of MySQL and MariaDB,"
                        + " and this file is read as one of PostgreSQL\n");
        assertThatThrownBy(() -> workspace.inspect(sqlite("file://schema.hcl", Map.of()), Progress.none()))
                .hasMessageContaining("read as one of SQLite");
    }

    /** People carry such words over from schemas of MySQL; the rest of the file is what they mean. */
    @Test
    void wordsOfMysqlInASchemaThatSaysWhatItIsAreNamedAndHaveNoEffect() throws Exception {
        String table = """
                table "users" {
                  schema = schema.main
                  column "id" {
                    type     = bigint
                    unsigned = true
                  }
                  column "seen" {
                    type      = datetime
                    on_update = sql("CURRENT_TIMESTAMP")
                  }
                }
                """;
        write("schema.hcl", "schema \"main\" {}\n" + table);
        write("other.lt.hcl", "schema \"main\" {}\n" + table);
        for (String file : List.of("schema.hcl", "other.lt.hcl")) {
            Inspection read = workspace.inspect(sqlite("file://" + file, Map.of()), Progress.none());
            assertThat(read.catalog().objects().keySet())
                    .extracting(ref -> ref.display())
                    .contains("main.users");
            assertThat(read.notEvaluated())
                    .anySatisfy(
                            text -> assertThat(text).startsWith(file + ":6:5:").contains("unsigned is not evaluated"))
                    .anySatisfy(text ->
                            assertThat(text).startsWith(file + ":10:5:").contains("on_update is not evaluated"));
        }
    }

    @Test
    void whatIsMisspeltIsNamedBesideWhatItLeadsTo() throws Exception {
        write("schema.hcl", """
                schema "public" {}
                tabel "t" {
                  schema = schema.public
                }
                view "v" {
                  schema     = schema.public
                  az         = "SELECT 1"
                  depends_on = [table.t]
                }
                """);
        assertThatThrownBy(() -> workspace.inspect(postgres("file://schema.hcl", List.of()), Progress.none()))
                .hasMessageContaining("schema.hcl:2:1: tabel \"t\" is not evaluated")
                .hasMessageContaining("did you mean \"table\"?")
                .hasMessageContaining("schema.hcl:5:1: view \"v\" needs its query")
                .hasMessageContaining("schema.hcl:7:3: view \"v\".az is not evaluated")
                .hasMessageContaining("did you mean \"as\"?")
                .hasMessageContaining("schema.hcl:8:17: there is no table.t");
    }

    @Test
    void severalFoldersAreOneSchema() throws Exception {
        Files.createDirectories(folder.resolve("one"));
        Files.createDirectories(folder.resolve("two"));
        write(
                "one/schema.hcl",
                "schema \"public\" {}\ntable \"t\" {\n  schema = schema.public\n  column \"a\" { type = int }\n}\n");
        write(
                "two/schema.hcl",
                "view \"v\" {\n  schema = schema.public\n  as = \"SELECT a FROM ${table.t.name}\"\n}\n");
        write("empty.sql", "");
        try (ReviewSession session =
                workspace.open(postgres("file://empty.sql", List.of("file://one", "file://two")), Progress.none())) {
            assertThat(session.review(Map.of(), Progress.none()).plan().script())
                    .contains("CREATE TABLE public.t", "CREATE VIEW public.v");
        }
        write("two/schema.hcl", "view \"v\" {\n  schema = schema.publik\n  as = \"SELECT 1\"\n}\n");
        assertThatThrownBy(() -> workspace.open(
                        postgres("file://empty.sql", List.of("file://one", "file://two")), Progress.none()))
                .hasMessageContaining("two/schema.hcl:2:12: there is no schema.publik");
    }
}
