package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.dialect.Dialect;
import dev.countersign.postgres.PostgresDialect;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.oracle.HclRoundTrip;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.source.LoadedState;
import dev.countersign.sqlite.SqliteDialect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real engine refuses is shown where it stands in the HCL text, for every kind of object. */
@ExtendWith(PostgresEngine.class)
class HclRefusalsTest {
    /** The place that must be named. */
    private static final String PLACE = "§";

    private static final String TABLE = """
            schema "public" {}
            table "t" {
              schema = schema.public
              column "id" { type = int }
              column "day" { type = date }
            }
            function "touch" {
              schema = schema.public
              lang   = PLpgSQL
              return = trigger
              as     = "BEGIN RETURN NEW; END"
            }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "§schema \"pg_own\" {}",
                "§extension \"no_such\" {}",
                "§enum \"e\" {\n  schema = schema.public\n  values = [\"a\", \"a\"]\n}",
                "domain \"d\" {\n  schema = schema.public\n  type = §sql(\"nope\")\n}",
                "§domain \"d\" {\n  schema = schema.public\n  type = int\n  check \"c\" {\n    expr = \"VALUE > nope\"\n  }\n}",
                "domain \"d\" {\n  schema = schema.public\n  type = int\n  default = §sql(\"nope()\")\n}",
                "§composite \"c\" {\n  schema = schema.public\n  field \"f\" {\n    type = sql(\"nope\")\n  }\n}",
                "§range \"r\" {\n  schema = schema.public\n  subtype = sql(\"nope\")\n}",
                "§collation \"c\" {\n  schema = schema.public\n  locale = \"nowhere\"\n}",
                "§cast {\n  source = sql(\"nope\")\n  target = int\n}",
                "§sequence \"s\" {\n  schema = schema.public\n  min_value = 5\n  start = 1\n}",
                "function \"f\" {\n  schema = schema.public\n  lang = SQL\n  return = int\n  as = §\"SELEC 1\"\n}",
                "§function \"f\" {\n  schema = schema.public\n  lang = SQL\n  return = sql(\"nope\")\n  as = \"SELECT 1\"\n}",
                "function \"f\" {\n  schema = schema.public\n  lang = SQL\n  §arg \"a\" {\n    type = sql(\"nope\")\n  }\n  as = \"SELECT 1\"\n}",
                "procedure \"p\" {\n  schema = schema.public\n  lang = PLpgSQL\n  as = §\"BEGIN nope END\"\n}",
                "§aggregate \"a\" {\n  schema = schema.public\n  arg {\n    type = int\n  }\n  state_type = int\n  state_func = sql(\"nope\")\n}",
                "table \"x\" {\n  schema = schema.public\n  column \"c\" {\n    type = §sql(\"nope\")\n  }\n}",
                "table \"x\" {\n  schema = schema.public\n  column \"c\" {\n    type = int\n    default = §sql(\"nope()\")\n  }\n}",
                "table \"x\" {\n  schema = schema.public\n  column \"c\" {\n    type = int\n    as {\n      expr = §\"nope + 1\"\n    }\n  }\n}",
                "table \"x\" {\n  schema = schema.public\n  §column \"c\" {\n    type = text\n    collate = sql(\"nope\")\n  }\n}",
                "§table \"x\" {\n  schema = schema.public\n  column \"c\" {\n    type = int\n  }\n  storage_params {\n    nope = 1\n  }\n}",
                "table \"x\" {\n  schema = schema.public\n  column \"c\" {\n    type = int\n  }\n  §primary_key {\n    columns = [column.c]\n    storage_params {\n      nope = 1\n    }\n  }\n}",
                "table \"x\" {\n  schema = schema.public\n  column \"c\" {\n    type = json\n  }\n  §unique \"u\" {\n    columns = [column.c]\n  }\n}",
                "table \"x\" {\n  schema = schema.public\n  column \"c\" {\n    type = int\n  }\n  §check \"k\" {\n    expr = \"nope > 1\"\n  }\n}",
                "table \"x\" {\n  schema = schema.public\n  column \"c\" {\n    type = int\n  }\n  §exclude \"e\" {\n    type = GIST\n    on {\n      column = column.c\n      op = \"&&\"\n    }\n  }\n}",
                "table \"x\" {\n  schema = schema.public\n  column \"c\" {\n    type = date\n  }\n  §foreign_key \"f\" {\n    columns = [column.c]\n    ref_columns = [table.t.column.id]\n  }\n}",
                "table \"x\" {\n  schema = schema.public\n  column \"c\" {\n    type = int\n  }\n  index \"i\" {\n    on {\n      expr = §\"nope + 1\"\n    }\n  }\n}",
                "table \"x\" {\n  schema = schema.public\n  column \"c\" {\n    type = int\n  }\n  index \"i\" {\n    columns = [column.c]\n    where = §\"nope > 1\"\n  }\n}",
                "§table \"x\" {\n  schema = schema.public\n  column \"c\" {\n    type = int\n  }\n  partition {\n    type = RANGE\n    by {\n      expr = \"nope + 1\"\n    }\n  }\n}",
                "§partition \"x\" {\n  schema = schema.public\n  of = table.t\n  default = true\n}",
                "view \"v\" {\n  schema = schema.public\n  as = §\"SELECT nope\"\n}",
                "materialized \"m\" {\n  schema = schema.public\n  as = §\"SELECT nope\"\n}",
                "trigger \"g\" {\n  on = table.t\n  before {\n    insert = true\n  }\n  for = ROW\n  when = §\"NEW.nope > 1\"\n  execute {\n    function = function.touch\n  }\n}",
                "§event_trigger \"g\" {\n  on = nope\n  execute = function.touch\n}",
                "§policy \"p\" {\n  on = table.t\n  using = \"nope > 1\"\n}",
                "§policy \"p\" {\n  on = table.t\n  check = \"nope > 1\"\n}",
                "§permission {\n  for = table.t\n  to = PUBLIC\n  privileges = [NOPE]\n}",
                "§server \"s\" {\n  fdw = \"nope\"\n}",
                "§user_mapping \"u\" {\n  server = sql(\"nope\")\n  user = PUBLIC\n}",
                "§foreign_table \"f\" {\n  schema = schema.public\n  server = sql(\"nope\")\n  column \"a\" {\n    type = int\n  }\n}",
            })
    void postgres(String wrong, PostgresEngine.Server server) throws Exception {
        refused(new PostgresDialect(), server.database(), TABLE + wrong);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "§table \"x\" {\n  schema = schema.main\n  column \"c\" {\n    type = integer\n    default = sql(\"(nope + 1)\")\n  }\n}",
                "table \"x\" {\n  schema = schema.main\n  column \"c\" {\n    type = integer\n  }\n  check \"k\" {\n    expr = §\"nope > 1\"\n  }\n}",
                "table \"x\" {\n  schema = schema.main\n  column \"c\" {\n    type = integer\n  }\n  index \"i\" {\n    on {\n      expr = §\"nope + 1\"\n    }\n  }\n}",
                "§view \"x\" {\n  schema = schema.main\n  as = \"SELECT 1\"\n}\ntable \"x\" {\n  schema = schema.main\n  column \"c\" {\n    type = integer\n  }\n}",
                "table \"x\" {\n  schema = schema.main\n  column \"c\" {\n    type = integer\n  }\n}\ntrigger \"g\" {\n  on = table.x\n  after {\n    insert = true\n  }\n  as = §\"BEGIN SELEC 1; END\"\n}",
            })
    void sqlite(String wrong) throws Exception {
        SqliteDialect dialect = new SqliteDialect();
        try (DevDatabase engine = DevDatabases.installed().open(dialect.defaultDevUrl(), Progress.none())) {
            refused(dialect, engine, "schema \"main\" {}\n" + wrong);
        }
    }

    private void refused(Dialect dialect, DevDatabase engine, String marked) throws Exception {
        String before = marked.substring(0, marked.indexOf(PLACE));
        String file = "schema" + dialect.schemaLanguage().suffix();
        Files.writeString(folder.resolve(file), marked.replace(PLACE, ""));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        assertThatThrownBy(() ->
                        new HclRoundTrip(dialect, engine, folder).load(file).close())
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining(file + ":" + line + ":" + column + ": the dev database refuses this: ");
    }

    @Test
    void aBodyThatOnlyItsOwnSchemaExplainsIsLookedAtFromThere(PostgresEngine.Server server) throws Exception {
        HclRoundTrip roundTrip = new HclRoundTrip(new PostgresDialect(), server.database(), folder);
        Files.writeString(folder.resolve("state.sql"), """
                CREATE SCHEMA app;
                CREATE TABLE app.t (a int);
                SET search_path = app;
                CREATE FUNCTION app.counted() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM t';
                CREATE PROCEDURE app.cleared() LANGUAGE sql AS 'DELETE FROM t';
                """);
        try (LoadedState state = roundTrip.load("state.sql")) {
            assertThat(roundTrip.complaints(state.catalog())).isEmpty();
        }
    }

    @Test
    void aBodyMayNameWhatNeedsTheRoutineItself(PostgresEngine.Server server) throws Exception {
        HclRoundTrip roundTrip = new HclRoundTrip(new PostgresDialect(), server.database(), folder);
        Files.writeString(folder.resolve("schema.hcl"), """
                schema "public" {}
                table "t" {
                  schema = schema.public
                  column "place" {
                    type    = bigint
                    default = sql("next_place()")
                  }
                }
                function "next_place" {
                  schema = schema.public
                  lang   = SQL
                  return = bigint
                  as     = "SELECT count(*) FROM t"
                }
                """);
        try (LoadedState state = roundTrip.load("schema.hcl")) {
            assertThat(state.notEvaluated()).isEmpty();
            assertThat(roundTrip.complaints(state.catalog())).isEmpty();
        }
    }

    @Test
    void aBodyThatNothingExplainsIsNamed(PostgresEngine.Server server) throws Exception {
        HclRoundTrip roundTrip = new HclRoundTrip(new PostgresDialect(), server.database(), folder);
        Files.writeString(folder.resolve("schema.hcl"), """
                schema "public" {}
                function "gone" {
                  schema = schema.public
                  lang   = SQL
                  return = bigint
                  as     = "SELECT count(*) FROM nowhere"
                }
                """);
        try (LoadedState state = roundTrip.load("schema.hcl")) {
            assertThat(state.notEvaluated())
                    .singleElement()
                    .asString()
                    .startsWith("schema.hcl:6:12: the body of this routine is not evaluated: relation \"nowhere\"");
            assertThat(state.catalog().objects().keySet())
                    .anyMatch(ref -> ref.toString().contains("gone"));
        }
    }
}
