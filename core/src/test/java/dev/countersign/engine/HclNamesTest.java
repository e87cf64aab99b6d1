package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a name means that a schema file writes with or without its schema, as rows of where it stands and what it comes to. */
class HclNamesTest extends HclFixture {
    private static final String FILE = """
            schema "public" {}
            schema "shop" {}
            schema "other" {}
            enum "status" {
              schema = schema.shop
              values = ["new", "done"]
            }
            enum "kind" {
              schema = schema.other
              values = ["a", "b"]
            }
            enum "level" {
              schema = schema.shop
              values = ["low"]
            }
            enum "level" {
              schema = schema.other
              values = ["high"]
            }
            enum "twice" {
              schema = schema.public
              values = ["p"]
            }
            enum "twice" {
              schema = schema.other
              values = ["o"]
            }
            domain "zip" {
              schema = schema.shop
              type   = text
            }
            composite "pair" {
              schema = schema.other
              field "a" {
                type = int
              }
            }
            table "users" {
              schema = schema.shop
              column "id" {
                type = int
              }
              primary_key {
                columns = [column.id]
              }
            }
            function "pick" {
              schema = schema.other
              lang   = SQL
              arg "k" {
                type = enum.kind
              }
              return = int
              as     = "SELECT 1"
            }
            """;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        type = enum.status                                   | x shop.status NOT NULL
        type = sql("status")                                 | x shop.status NOT NULL
        type = sql("status[]")                               | x shop.status[] NOT NULL
        type = sql("shop.status[]")                          | x shop.status[] NOT NULL
        type = sql("kind")                                   | x other.kind NOT NULL
        type = sql("kind[]")                                 | x other.kind[] NOT NULL
        type = sql("zip")                                    | x shop.zip NOT NULL
        type = sql("pair")                                   | x other.pair NOT NULL
        type = composite.pair                                | x other.pair NOT NULL
        type = enum.shop.level                               | x shop.level NOT NULL
        type = enum.other.level                              | x other.level NOT NULL
        type = sql("level")                                  | x shop.level NOT NULL
        type = sql("twice")                                  | x twice NOT NULL
        type = enum.status ~ default = sql("'new'::status")  | x shop.status DEFAULT 'new'::shop.status NOT NULL
        type = enum.kind ~ default = sql("'a'::kind")        | x other.kind DEFAULT 'a'::other.kind NOT NULL
        type = int ~ default = sql("pick('a')")              | x integer DEFAULT other.pick('a'::other.kind) NOT NULL
        type = int ~ as = "pick(('a')::kind)"                | x integer GENERATED ALWAYS AS (other.pick('a'::other.kind)) STORED NOT NULL
        """)
    void aNameMeansWhatItsSchemaHasElseTheOnlyThingOfThatName(String column, String sql) throws Exception {
        write("schema.pg.hcl", FILE + table(column));
        String immutable = column.contains("as =") ? "lang   = SQL\n  volatility = IMMUTABLE" : "lang   = SQL";
        write("schema.pg.hcl", (FILE + table(column)).replace("lang   = SQL", immutable));
        assertThat(workspace
                        .inspect(unsaid("file://schema.pg.hcl"), Progress.none())
                        .sql())
                .contains(sql.replace(" twice ", " public.twice "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        view "v" {~ schema = schema.shop~ as = "SELECT id FROM users"~}                                  | CREATE VIEW shop.v (id
        view "v" {~ schema = schema.other~ as = "SELECT id FROM users"~}                                 | CREATE VIEW other.v (id
        materialized "v" {~ schema = schema.shop~ as = "SELECT id, 'new'::status AS s FROM users"~}      | CREATE MATERIALIZED VIEW shop.v (id
        domain "d" {~ schema = schema.shop~ type = sql("status")~}                                       | CREATE DOMAIN shop.d AS shop.status
        composite "c" {~ schema = schema.shop~ field "f" {~ type = sql("kind[]")~ }~}                    | f other.kind[]
        function "f" {~ schema = schema.shop~ lang = SQL~ arg "a" {~ type = sql("status")~ }~ return = sql("kind")~ as = "SELECT 'a'::other.kind"~} | FUNCTION shop.f(a shop.status)
        policy "p" {~ on = table.users~ using = "pick('a') > 0"~}                                        | other.pick('a'::other.kind)
        """)
    void soDoNamesInOtherThings(String block, String sql) throws Exception {
        write("schema.pg.hcl", FILE + block.replace("~", "\n"));
        assertThat(workspace
                        .inspect(unsaid("file://schema.pg.hcl"), Progress.none())
                        .sql())
                .contains(sql);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        type = enum.level       | enum.level may be each of enum.other.level, enum.shop.level; write which is meant
        type = enum.statu       | did you mean "status"?
        type = sql("nothing")   | type "nothing" does not exist
        """)
    void whatMeansNothingOrSeveralThingsIsRefused(String column, String why) throws Exception {
        write("schema.pg.hcl", FILE + table(column));
        refused(why);
    }

    @Test
    void whatTwoOtherSchemasHaveIsRefused() throws Exception {
        write("schema.pg.hcl", FILE.replace("table \"users\"", "table \"level\"") + """
                table "t" {
                  schema = schema.public
                  column "x" {
                    type = sql("level")
                  }
                }
                """);
        refused("\"level\" is in the schemas other and shop; write which is meant");
    }

    private void refused(String why) {
        assertThatThrownBy(() -> workspace.inspect(unsaid("file://schema.pg.hcl"), Progress.none()))
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("schema.pg.hcl:");
    }

    private static String table(String column) {
        return "table \"t\" {\n schema = schema.shop\n column \"x\" {\n" + column.replace("~", "\n") + "\n}\n}\n";
    }
}
