package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.progress.Progress;
import dev.countersign.rule.RuleTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules about migrations as administrators write them, each with a migration of PostgreSQL that breaks it, and one that breaks none. */
class MigrateRulesTest extends DirectoryFixture {
    private static final String SCHEMA = "CREATE TABLE users (id int PRIMARY KEY, email text, fax text);"
            + " COMMENT ON COLUMN users.fax IS 'deprecated since May';"
            + " CREATE TABLE notes (id int PRIMARY KEY, user_id int);"
            + " CREATE TABLE log (at date NOT NULL) PARTITION BY RANGE (at);"
            + " CREATE VIEW mails AS SELECT email FROM users;"
            + " CREATE SEQUENCE numbers; CREATE TYPE mood AS ENUM ('ok');";

    private static final String SHARED = """
            variable "archive" {
              type    = string
              default = "archive"
            }
            predicate "column" "announced" {
              comment {
                contains = "deprecated"
              }
            }
            """;

    private final List<String> names = new ArrayList<>();
    private final StringBuilder harmless = new StringBuilder();
    private final StringBuilder tests = new StringBuilder();

    /** A rule about one kind of change, a migration that it is about, what is said of it, and a migration about which no rule says anything. */
    private void rule(String verb, String kind, String holds, String message, String broken, String found, String fine)
            throws IOException {
        String name = verb + "-" + kind;
        names.add(name);
        file(name + ".rule.hcl", """
                rule "migrate" "%s" {
                  description = "as administrators have it"
                  %s {
                    %s {
                      assert {
                        %s
                        message = "%s"
                      }
                    }
                  }
                }
                """.formatted(name, verb, kind, lines(holds), message));
        harmless.append(fine);
        test(List.of(name), broken, "  expect {\n    rule = \"" + name + "\"\n    message = \"" + found + "\"\n  }\n");
    }

    private void test(List<String> rules, String migration, String expect) {
        tests.append("""
                test "rule" "%s" {
                  rules     = [%s]
                  schema    = <<-SQL
                    %s
                  SQL
                  migration = <<-SQL
                    %s
                  SQL
                %s}
                """.formatted(
                        rules.getFirst(),
                        Stream.concat(Stream.of("shared"), rules.stream())
                                .map(r -> "\"" + r + ".rule.hcl\"")
                                .collect(Collectors.joining(", ")),
                        SCHEMA,
                        migration,
                        expect));
    }

    private static String lines(String text) {
        return text.replace(" { ", " {\n").replace(" }", "\n}").replace(" ; ", "\n");
    }

    @Test
    void findWhatAMigrationDoesAndNothingElse() throws IOException {
        rule(
                "drop",
                "column",
                "predicate = predicate.column.announced",
                "${self.table.name}.${self.name} was not announced",
                "ALTER TABLE users DROP COLUMN email CASCADE;",
                "users.email was not announced",
                "ALTER TABLE users DROP COLUMN fax;");
        rule(
                "add",
                "column",
                "or { null { eq = true } ; default { ne = null } }",
                "${self.name} fails on rows",
                "ALTER TABLE users ADD COLUMN a int NOT NULL;",
                "a fails on rows",
                "ALTER TABLE users ADD COLUMN b int;");
        rule(
                "add",
                "foreign_key",
                "validated { eq = false }",
                "${self.name} of ${self.table.name} reads every row",
                "ALTER TABLE notes ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users;",
                "fk of notes reads every row",
                "ALTER TABLE notes ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users NOT VALID;");
        rule(
                "drop",
                "table",
                "schema { name { eq = var.archive } }",
                "${self.name} is no archive",
                "DROP TABLE notes;",
                "notes is no archive",
                "CREATE SCHEMA archive; CREATE TABLE archive.t (i int); DROP TABLE archive.t;");
        rule(
                "rename",
                "table",
                "condition = false",
                "nobody renames ${self.name}",
                "ALTER TABLE notes RENAME TO remarks;",
                "nobody renames",
                "");
        rule(
                "rename",
                "column",
                "condition = false",
                "nobody renames ${self.name}",
                "ALTER TABLE notes RENAME COLUMN user_id TO owner_id;",
                "nobody renames",
                "");
        rule(
                "add",
                "permission",
                "grantee { ne = \"PUBLIC\" }",
                "${self.privilege} for ${self.grantee}",
                "GRANT SELECT ON notes TO PUBLIC;",
                "SELECT for PUBLIC",
                "CREATE INDEX i ON notes (user_id);");
        rule(
                "add",
                "function",
                "not { security { eq = \"DEFINER\" } }",
                "${self.name} runs with the rights of its owner",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';",
                "f runs with the rights of its owner",
                "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1';");
        rule(
                "add",
                "partition",
                "comment { ne = null }",
                "${self.name} of ${self.parent.name}",
                "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
                "log_1 of log",
                "CREATE TABLE plain (i int);");
        rule(
                "modify",
                "column",
                "type { ne = \"bigint\" }",
                "${self.name} is written anew",
                "ALTER TABLE notes ALTER COLUMN user_id TYPE bigint;",
                "user_id is written anew",
                "ALTER TABLE notes ALTER COLUMN user_id SET DEFAULT 3;");
        rule(
                "modify",
                "enum",
                "condition = length(self.values) < 2",
                "${self.name} grows",
                "ALTER TYPE mood ADD VALUE 'bad';",
                "mood grows",
                "COMMENT ON TYPE mood IS 'how it is';");
        rule(
                "modify",
                "sequence",
                "cycle { eq = false }",
                "${self.name} begins again",
                "ALTER SEQUENCE numbers CYCLE;",
                "numbers begins again",
                "ALTER SEQUENCE numbers CACHE 3;");
        rule(
                "drop",
                "view",
                "condition = false",
                "${self.name} is read",
                "DROP VIEW mails;",
                "mails is read",
                "CREATE OR REPLACE VIEW mails AS SELECT email FROM users WHERE id > 1;");
        rule(
                "add",
                "trigger",
                "enabled { eq = \"DISABLED\" }",
                "${self.name} fires on ${self.table.name}",
                "CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                        + " CREATE TRIGGER now AFTER INSERT ON notes FOR EACH ROW EXECUTE FUNCTION t();",
                "now fires on notes",
                "CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';");
        rule(
                "add",
                "policy",
                "to { not { contains = \"PUBLIC\" } }",
                "${self.name} is for everybody",
                "ALTER TABLE notes ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON notes USING (true);",
                "p is for everybody",
                "ALTER TABLE notes ENABLE ROW LEVEL SECURITY;");
        test(names, harmless.toString(), "");
        file("shared.rule.hcl", SHARED);
        file("own.test.hcl", tests.toString());
        List<RuleTest.Result> results =
                workspace.testRules(List.of(folder), Progress.none()).results();
        assertThat(results).hasSize(16);
        assertThat(results.stream().filter(r -> !r.passed()).map(r -> r.name() + ": " + r.differences()))
                .isEmpty();
    }

    /** Nobody adds, drops or renames such a column by itself. */
    @Test
    void columnsThatComeFromAParentAreThoseOfTheParent() throws IOException {
        for (String verb : List.of("add", "drop", "rename")) {
            file(verb + ".rule.hcl", """
                    rule "migrate" "%1$s-column" {
                      description = "every one of them is named"
                      %1$s {
                        column {
                          assert {
                            condition = false
                            message   = "${self.table.name}.${self.name}"
                          }
                        }
                      }
                    }
                    """.formatted(verb));
        }
        String schema = "CREATE TABLE log (at date, fax text) PARTITION BY RANGE (at);"
                + " CREATE TABLE log_0 PARTITION OF log FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');"
                + " CREATE TABLE animals (name text, legs int); CREATE TABLE dogs (breed text) INHERITS (animals);";
        String migration = "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');"
                + " ALTER TABLE log ADD COLUMN note text; ALTER TABLE log DROP COLUMN fax;"
                + " ALTER TABLE animals RENAME COLUMN legs TO feet;"
                + " CREATE TABLE cats (colour text) INHERITS (animals);"
                + " CREATE TABLE log_2 (at date, note text);"
                + " ALTER TABLE log ATTACH PARTITION log_2 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');";
        StringBuilder expected = new StringBuilder();
        for (String found : List.of(
                "add log.note",
                "add cats.colour",
                "add log_2.at",
                "add log_2.note",
                "drop log.fax",
                "rename animals.feet")) {
            String[] words = found.split(" ");
            expected.append(
                    "expect {\n    rule = \"%s-column\"\n    message = \"%s\"\n  }\n  ".formatted(words[0], words[1]));
        }
        file("parents.test.hcl", """
                test "rule" "parents" {
                  rules     = ["add.rule.hcl", "drop.rule.hcl", "rename.rule.hcl"]
                  schema    = "%s"
                  migration = "%s"
                  %s
                }
                """.formatted(schema, migration, expected));
        assertThat(workspace.testRules(List.of(folder), Progress.none()).results())
                .singleElement()
                .satisfies(r -> assertThat(r.differences()).isEmpty());
    }
}
