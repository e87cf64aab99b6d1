package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Desired states written as HCL, from the front desk. */
class HclStateTest extends HclFixture {
    private static final Path STATES =
            Path.of(System.getProperty("countersign.root"), "core", "src", "test", "resources", "hcl", "states");

    @Test
    void everyKindOfPostgresObjectIsMade() throws Exception {
        Files.copy(STATES.resolve("shop.pg.hcl"), folder.resolve("shop.pg.hcl"));
        Inspection inspection = workspace.inspect(unsaid("file://shop.pg.hcl"), Progress.none());
        assertThat(inspection.sql())
                .contains("CREATE TYPE shop.status AS ENUM ('new', 'it''s done')")
                .contains("CREATE VIEW shop.big_orders", "CREATE MATERIALIZED VIEW shop.totals")
                .contains("is_red boolean DEFAULT false NOT NULL")
                .contains("mail character varying(200)")
                .contains("GENERATED ALWAYS AS IDENTITY (START WITH 10)")
                .contains("ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED")
                .contains("lower((mail)::text) text_pattern_ops DESC NULLS LAST")
                .contains("FORCE ROW LEVEL SECURITY")
                .contains("PARTITION OF shop.logs FOR VALUES FROM ('2026-01-01') TO (MAXVALUE)")
                .contains("COMMENT ON FUNCTION shop.next_number(integer)")
                .contains("DEFAULT shop.next_number()", "BEFORE INSERT OR UPDATE OF total", "CREATE POLICY own");
    }

    @Test
    void whatIsNotKnownBlocksTheVerdict() throws Exception {
        write("old.sql", "CREATE TABLE public.t (id integer NOT NULL);");
        write("schema.hcl", """
                schema "public" {}
                table "t" {
                  schema = schema.public
                  column "id" {
                    type = int
                    nullable = true
                  }
                  indx "t_id" { columns = [column.id] }
                }
                tabel "x" {}
                """);
        try (ReviewSession session =
                workspace.open(postgres("file://old.sql", List.of("file://schema.hcl")), Progress.none())) {
            Review review = session.review(Map.of(), Progress.none());
            assertThat(session.notices()).hasSize(3);
            assertThat(review.notEvaluated()).hasSize(3);
            assertThat(String.join("\n", review.notEvaluated()))
                    .contains(
                            "schema.hcl:6:5: table \"t\".column \"id\".nullable is not evaluated",
                            "did you mean \"null\"?")
                    .contains("did you mean \"index\"?", "did you mean \"table\"?");
            assertThat(review.outcome().verdict()).isEqualTo(Outcome.Verdict.BLOCKED);
        }
    }

    @Test
    void theFilesOfAFolderSayWhichProductTheyAreOf() throws Exception {
        write(
                "a.lt.hcl",
                "schema \"main\" {}\ntable \"t\" {\n  schema = schema.main\n  column \"a\" { type = blob }\n}\n");
        write("b.hcl", "view \"v\" {\n  schema = schema.main\n  as = \"SELECT a FROM t\"\n}\n");
        assertThat(workspace.inspect(unsaid("file://."), Progress.none()).sql())
                .contains("a BLOB NOT NULL", "CREATE VIEW v");
        write("c.pg.hcl", "schema \"public\" {}");
        assertThatThrownBy(() -> workspace.inspect(unsaid("file://."), Progress.none()))
                .hasMessageContaining("a.lt.hcl is a schema of SQLite, and here one of PostgreSQL is read");
    }

    @Test
    void hclAndSqlAreNotMixed() throws Exception {
        write("a.sql", "CREATE TABLE t (a int);");
        write("b.hcl", "schema \"main\" {}\n");
        assertThatThrownBy(() -> workspace.inspect(sqlite("file://.", Map.of()), Progress.none()))
                .hasMessageContaining("either in SQL or in HCL");
    }

    @Test
    void sqliteTablesViewsAndTriggers() throws Exception {
        write("schema.lt.hcl", """
                schema "main" {}
                view "names" {
                  schema = schema.main
                  as     = "SELECT name FROM users"
                }
                table "users" {
                  schema = schema.main
                  column "id" {
                    type           = integer
                    auto_increment = true
                  }
                  column "name" {
                    type    = varchar(50)
                    default = "it's"
                  }
                  column "made" {
                    type    = datetime
                    null    = true
                    default = sql("CURRENT_TIMESTAMP")
                  }
                  column "loud" {
                    type = text
                    null = true
                    as {
                      expr = "upper(name)"
                      type = VIRTUAL
                    }
                  }
                  column "boss" {
                    type = integer
                    null = true
                  }
                  primary_key { columns = [column.id] }
                  foreign_key "boss" {
                    columns     = [column.boss]
                    ref_columns = [column.id]
                    on_delete   = SET_NULL
                  }
                  check "named" { expr = "name <> ''" }
                  index "by_name" {
                    unique = true
                    on { expr = "lower(name)" }
                    on {
                      column = column.made
                      desc   = true
                    }
                    where = "made IS NOT NULL"
                  }
                }
                trigger "keep" {
                  on = table.users
                  after { update_of = [column.name] }
                  when = "new.name <> old.name"
                  as = <<-SQL
                    BEGIN
                      UPDATE users SET made = NULL WHERE id = new.id;
                      SELECT 1;
                    END
                  SQL
                }
                """);
        // the name says the dialect
        String sql = workspace
                .inspect(unsaid("file://schema.lt.hcl"), Progress.none())
                .sql();
        assertThat(sql)
                .contains("AUTOINCREMENT", "VARCHAR(50)", "DEFAULT 'it''s'", "DEFAULT CURRENT_TIMESTAMP")
                .contains("ON DELETE SET NULL", "CREATE UNIQUE INDEX by_name", "made DESC", "CREATE VIEW names")
                .contains("AFTER UPDATE OF name", "SELECT 1");
    }
}
