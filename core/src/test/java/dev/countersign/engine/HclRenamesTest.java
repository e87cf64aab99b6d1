package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code renamed_from} in desired states that are written as HCL. */
class HclRenamesTest extends HclFixture {
    @Test
    void aRenameIsPlannedAsOne() throws Exception {
        write("old.sql", "CREATE TABLE public.people (id bigint NOT NULL, email text);");
        write("schema.hcl", """
                schema "public" {}
                table "persons" {
                  schema       = schema.public
                  renamed_from = "people"
                  column "id" { type = bigint }
                  column "mail" {
                    type         = text
                    null         = true
                    renamed_from = "email"
                  }
                }
                """);
        try (ReviewSession session =
                workspace.open(postgres("file://old.sql", List.of("file://schema.hcl")), Progress.none())) {
            Review review = session.review(Map.of(), Progress.none());
            assertThat(review.plan().script())
                    .contains("RENAME TO persons", "RENAME COLUMN email TO mail")
                    .doesNotContain("DROP", "CREATE");
            assertThat(review.notEvaluated()).isEmpty();
        }
    }

    @Test
    void everyKindThatCanBeRenamedIs() throws Exception {
        write("old.sql", """
                CREATE SCHEMA shop;
                CREATE TYPE shop.state0 AS ENUM ('a');
                CREATE DOMAIN shop.code0 AS text;
                CREATE TYPE shop.pair0 AS (a int);
                CREATE SEQUENCE shop.numbers0;
                CREATE TABLE shop.item0 (id0 int NOT NULL, kind shop.state0, CONSTRAINT key0 PRIMARY KEY (id0),
                  CONSTRAINT check0 CHECK (id0 > 0), CONSTRAINT one0 UNIQUE (kind), CONSTRAINT parent0 FOREIGN KEY (id0) REFERENCES shop.item0);
                CREATE INDEX by0 ON shop.item0 (kind, id0);
                CREATE VIEW shop.view0 AS SELECT kind FROM shop.item0;
                CREATE MATERIALIZED VIEW shop.mat0 AS SELECT 1 AS one;
                CREATE FUNCTION shop.touch0() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER fire0 BEFORE INSERT ON shop.item0 FOR EACH ROW EXECUTE FUNCTION shop.touch0();
                CREATE POLICY rule0 ON shop.item0 USING (true);
                """);
        write("schema.hcl", """
                schema "public" {}
                schema "shop" {}
                enum "state" {
                  schema       = schema.shop
                  values       = ["a"]
                  renamed_from = "state0"
                }
                domain "code" {
                  schema       = schema.shop
                  type         = text
                  null         = true
                  renamed_from = "code0"
                }
                composite "pair" {
                  schema       = schema.shop
                  renamed_from = "pair0"
                  field "a" { type = int }
                }
                sequence "numbers" {
                  schema       = schema.shop
                  renamed_from = "numbers0"
                }
                table "item" {
                  schema       = schema.shop
                  renamed_from = "item0"
                  column "id" {
                    type         = int
                    renamed_from = "id0"
                  }
                  column "kind" {
                    type = enum.state
                    null = true
                  }
                  primary_key "key" {
                    columns      = [column.id]
                    renamed_from = "key0"
                  }
                  check "positive" {
                    expr         = "id > 0"
                    renamed_from = "check0"
                  }
                  unique "one" {
                    columns      = [column.kind]
                    renamed_from = "one0"
                  }
                  foreign_key "parent" {
                    columns      = [column.id]
                    ref_columns  = [column.id]
                    renamed_from = "parent0"
                  }
                  index "by" {
                    columns      = [column.kind, column.id]
                    renamed_from = "by0"
                  }
                }
                view "seen" {
                  schema       = schema.shop
                  as           = "SELECT kind FROM shop.item"
                  renamed_from = "view0"
                }
                materialized "kept" {
                  schema       = schema.shop
                  as           = "SELECT 1 AS one"
                  renamed_from = "mat0"
                }
                function "touch" {
                  schema       = schema.shop
                  lang         = PLpgSQL
                  return       = trigger
                  as           = "BEGIN RETURN NEW; END"
                  renamed_from = "touch0"
                }
                trigger "fire" {
                  on           = table.item
                  renamed_from = "fire0"
                  before { insert = true }
                  for = ROW
                  execute { function = function.touch }
                }
                policy "rule" {
                  on           = table.item
                  using        = "true"
                  renamed_from = "rule0"
                }
                """);
        try (ReviewSession session =
                workspace.open(postgres("file://old.sql", List.of("file://schema.hcl")), Progress.none())) {
            Review review = session.review(Map.of(), Progress.none());
            assertThat(review.notEvaluated()).isEmpty();
            assertThat(review.plan().script())
                    .contains("state0 RENAME TO state", "code0 RENAME TO code", "pair0 RENAME TO pair")
                    .contains("numbers0 RENAME TO numbers", "item0 RENAME TO item", "RENAME COLUMN id0 TO id")
                    .contains("RENAME CONSTRAINT key0 TO key", "RENAME CONSTRAINT check0 TO positive")
                    .contains("RENAME CONSTRAINT one0 TO one", "RENAME CONSTRAINT parent0 TO parent")
                    .contains("by0 RENAME TO", "view0 RENAME TO seen", "mat0 RENAME TO kept")
                    .contains("touch0() RENAME TO touch", "fire0 ON", "rule0 ON")
                    .doesNotContain("DROP", "CREATE");
        }
    }

    @Test
    void aRenameThatCannotBeMeantIsNamed() throws Exception {
        write("old.sql", "CREATE TABLE public.t (a int, b int, c int, d int);");
        write("schema.hcl", """
                schema "public" {}
                table "t" {
                  schema = schema.public
                  column "b" {
                    type         = int
                    null         = true
                    renamed_from = "gone"
                  }
                  column "c2" {
                    type         = int
                    null         = true
                    renamed_from = "c"
                  }
                  column "c" {
                    type         = int
                    null         = true
                    renamed_from = "a"
                  }
                  column "d2" {
                    type         = int
                    null         = true
                    renamed_from = "misspelt"
                  }
                  column "d" {
                    type = int
                    null = true
                  }
                }
                """);
        try (ReviewSession session =
                workspace.open(postgres("file://old.sql", List.of("file://schema.hcl")), Progress.none())) {
            Review review = session.review(Map.of(), Progress.none());
            // done already: b; a chain: c makes room for a; never there: misspelt
            assertThat(review.plan().script())
                    .contains("RENAME COLUMN c TO c2", "RENAME COLUMN a TO c", "ADD COLUMN d2");
            assertThat(review.notEvaluated()).singleElement().asString().contains("renamed_from misspelt");
        }
    }
}
