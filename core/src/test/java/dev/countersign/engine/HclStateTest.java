package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Desired states written as HCL, from the front desk. */
class HclStateTest {
    private static final String POSTGRES = """
            variable "tenants" {
              type    = list(string)
              default = ["red", "blue"]
            }
            schema "public" {}
            schema "shop" {
              comment = "the shop"
            }
            enum "status" {
              schema = schema.shop
              values = ["new", "it's done"]
            }
            domain "zip" {
              schema = schema.shop
              type   = text
              null   = true
              check "zip_ok" {
                expr = "VALUE ~ '^[0-9]+$'"
              }
            }
            composite "address" {
              schema = schema.shop
              field "street" {
                type = text
              }
              field "zip" {
                type = domain.zip
              }
            }
            sequence "numbers" {
              schema    = schema.shop
              type      = bigint
              start     = 100
              increment = 5
              owner     = table.orders.column.number
            }
            # the view of a view comes first in the file
            view "big_orders" {
              schema     = schema.shop
              as         = "SELECT id FROM shop.open_orders WHERE total > 100"
              depends_on = [view.open_orders]
            }
            view "open_orders" {
              schema = schema.shop
              as     = "SELECT id, total FROM shop.orders WHERE status = 'new'"
              column "id" {
                type = bigint
              }
              column "total" {
                type    = numeric
                comment = "in EUR"
              }
              security {
                invoker = true
              }
            }
            materialized "totals" {
              schema = schema.shop
              as     = "SELECT customer_id, sum(total) AS total FROM shop.orders GROUP BY 1"
              index "totals_customer" {
                unique  = true
                columns = [column.customer_id]
              }
            }
            function "next_number" {
              schema     = schema.shop
              lang       = PLpgSQL
              arg "by" {
                type    = int
                default = 1
              }
              return     = bigint
              volatility = VOLATILE
              security   = DEFINER
              config_params = {
                search_path = "pg_catalog"
              }
              as         = <<-SQL
                BEGIN
                  RETURN nextval('shop.numbers') + by;
                END
              SQL
              comment    = "numbers of orders"
            }
            function "touch" {
              schema = schema.shop
              lang   = PLpgSQL
              return = trigger
              as     = "BEGIN RETURN NEW; END"
            }
            function "pairs" {
              schema = schema.shop
              lang   = SQL
              return_table {
                column "a" { type = int }
                column "b" { type = text }
              }
              as = "SELECT 1, 'x'"
            }
            procedure "noop" {
              schema = schema.shop
              lang   = SQL
              as     = "SELECT 1"
            }
            aggregate "total_of" {
              schema        = schema.shop
              arg "x" { type = int }
              state_type    = bigint
              state_func    = sql("int4_sum")
            }
            table "customers" {
              schema  = schema.shop
              comment = "people"
              column "id" {
                type = bigint
                identity {
                  generated = ALWAYS
                  start     = 10
                }
              }
              column "mail" {
                type         = character_varying(200)
                null         = true
                renamed_from = "email"
              }
              column "upper_mail" {
                type = text
                null = true
                as {
                  expr = "upper(mail)"
                  type = STORED
                }
              }
              column "home" {
                type = composite.address
                null = true
              }
              dynamic "column" {
                for_each = var.tenants
                labels   = ["is_${column.value}"]
                content {
                  type    = boolean
                  default = false
                }
              }
              primary_key {
                columns = [column.id]
              }
              unique "customers_mail" {
                columns = [column.mail]
                include = [column.id]
              }
              index "customers_lower" {
                on {
                  expr       = "lower(mail)"
                  desc       = true
                  nulls_last = true
                  ops        = text_pattern_ops
                }
                where = "mail IS NOT NULL"
                type  = BTREE
              }
              check "mail_at" {
                expr    = "mail LIKE '%@%'"
                comment = "an address"
              }
              row_security {
                enabled  = true
                enforced = true
              }
            }
            table "orders" {
              schema = schema.shop
              column "id" {
                type = bigserial
              }
              column "number" {
                type    = bigint
                default = sql("shop.next_number()")
              }
              column "customer_id" {
                type = bigint
              }
              column "status" {
                type    = enum.status
                default = "new"
              }
              column "total" {
                type = numeric(10, 2)
                null = true
              }
              column "tags" {
                type    = sql("text[]")
                default = sql("'{}'::text[]")
              }
              column "during" {
                type = tstzrange
                null = true
              }
              primary_key "orders_key" {
                columns = [column.id]
              }
              foreign_key "orders_customer" {
                columns     = [column.customer_id]
                ref_columns = [table.customers.column.id]
                on_delete   = CASCADE
                deferrable  = INITIALLY_DEFERRED
              }
              exclude "orders_during" {
                type = GIST
                on {
                  column = column.during
                  op     = "&&"
                }
              }
              storage_params {
                fillfactor = 70
              }
            }
            table "logs" {
              schema = schema.shop
              column "day" {
                type = date
              }
              partition {
                type    = RANGE
                columns = [column.day]
              }
            }
            partition "logs_2026" {
              schema = schema.shop
              of     = table.logs
              range {
                from = "2026-01-01"
                to   = MAXVALUE
              }
            }
            trigger "orders_touch" {
              on  = table.orders
              before {
                insert    = true
                update_of = [column.total]
              }
              for = ROW
              when = "NEW.total > 1"
              execute {
                function = function.touch
              }
            }
            policy "own" {
              on    = table.customers
              for   = SELECT
              to    = [PUBLIC]
              using = "id > 0"
            }
            """;

    @TempDir
    Path folder;

    private final DefaultWorkspace workspace = DefaultWorkspace.installed();

    @Test
    void everyKindOfPostgresObjectIsMade() throws Exception {
        write("schema.pg.hcl", POSTGRES);
        Inspection inspection = workspace.inspect(postgres("file://schema.pg.hcl", List.of()), Progress.none());
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
                    nul  = true
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
                            "schema.hcl:6:5: table \"t\".column \"id\".nul is not evaluated", "did you mean \"null\"?")
                    .contains("did you mean \"index\"?", "did you mean \"table\"?");
            assertThat(review.outcome().verdict()).isEqualTo(dev.countersign.review.Outcome.Verdict.BLOCKED);
        }
    }

    @Test
    void mixedStatesAndVariables() throws Exception {
        write("a.sql", "CREATE TABLE t (a int);");
        write("many.hcl", """
                schema "main" {}
                variable "prefix" { type = string }
                table "users" {
                  for_each = toset(["a", "b"])
                  name     = "${var.prefix}_${each.value}"
                  schema   = schema.main
                  column "id" { type = integer }
                }
                """);
        assertThatThrownBy(() -> workspace.inspect(sqlite("file://.", Map.of()), Progress.none()))
                .hasMessageContaining("either in SQL or in HCL");
        assertThatThrownBy(() -> workspace.inspect(sqlite("file://many.hcl", Map.of()), Progress.none()))
                .hasMessageContaining("many.hcl:2:10: missing value for required variable \"prefix\"");
        assertThat(workspace
                        .inspect(sqlite("file://many.hcl", Map.of("prefix", List.of("p"))), Progress.none())
                        .sql())
                .contains("p_a", "p_b");
        write("countersign.hcl", """
                env "local" {
                  url    = "file://many.hcl"
                  dev    = "sqlite://dev?mode=memory"
                  prefix = "e"
                }
                """);
        ReviewRequest inProject = new ReviewRequest(
                Optional.empty(),
                folder,
                Optional.of("local"),
                Map.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
        assertThat(workspace.inspect(inProject, Progress.none()).sql()).contains("e_a", "e_b");
        assertThat(workspace
                        .inspect(sqlite("file://many.hcl?var.prefix=q", Map.of()), Progress.none())
                        .sql())
                .contains("q_a", "q_b");
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
        ReviewRequest plain = new ReviewRequest(
                Optional.empty(),
                folder,
                Optional.empty(),
                Map.of(),
                Optional.of("file://schema.lt.hcl"),
                List.of(),
                Optional.empty(),
                List.of());
        String sql = workspace.inspect(plain, Progress.none()).sql();
        assertThat(sql)
                .contains("AUTOINCREMENT", "VARCHAR(50)", "DEFAULT 'it''s'", "DEFAULT CURRENT_TIMESTAMP")
                .contains("ON DELETE SET NULL", "CREATE UNIQUE INDEX by_name", "made DESC", "CREATE VIEW names")
                .contains("AFTER UPDATE OF name", "SELECT 1");
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    private ReviewRequest postgres(String from, List<String> to) {
        return request(from, to, Map.of(), "postgres");
    }

    private ReviewRequest sqlite(String from, Map<String, List<String>> variables) {
        return request(from, List.of(), variables, "sqlite");
    }

    private ReviewRequest request(String from, List<String> to, Map<String, List<String>> variables, String dialect) {
        return new ReviewRequest(
                Optional.empty(),
                folder,
                Optional.empty(),
                variables,
                Optional.of(from),
                to,
                Optional.empty(),
                List.of(),
                new Selection(List.of(), List.of(), Optional.of(dialect)));
    }
}
