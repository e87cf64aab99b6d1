package dev.countersign.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.diff.Change.Verb;
import dev.countersign.hcl.HclValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules as people write them, with predicates, variables and messages. */
class RuleSetTest extends RuleFixture {
    @Test
    void tablesNeedAPrimaryKey() {
        String rules = """
                predicate "table" "has_primary_key" {
                  primary_key { condition = self != null }
                }
                rule "schema" "require-primary-key" {
                  description = "All tables must have a primary key"
                  table {
                    assert {
                      predicate = predicate.table.has_primary_key
                      message   = "Table ${self.name} of ${self.schema.name} must have a primary key"
                    }
                  }
                }
                """;
        RuleReport report = set(rules, Map.of()).run().report(SHOP);
        assertThat(report.notEvaluated()).isEmpty();
        assertThat(report.violations()).singleElement().satisfies(v -> {
            assertThat(v.message()).isEqualTo("Table orders of shop must have a primary key");
            assertThat(v.object()).isEqualTo(ORDERS);
            assertThat(v.where()).isEqualTo("own.rule.hcl:7");
            assertThat(v.rule()).isEqualTo("require-primary-key");
        });
    }

    @Test
    void nullObjectsAreComparedByTheirSelf() {
        assertThat(messages("""
                predicate "index" "not-null" {
                  self { ne = null }
                }
                predicate "table" "has-primary-key" {
                  primary_key { predicate = predicate.index.not-null }
                }
                """ + assertion("table", "predicate = predicate.table.has-primary-key")))
                .containsExactly("orders");
    }

    @Test
    void alternativesAndNegations() {
        assertThat(messages("""
                predicate "column" "not_null_or_have_default" {
                  or {
                    default { ne = null }
                    null { eq = false }
                  }
                }
                rule "schema" "r" {
                  description = "d"
                  table {
                    column {
                      match {
                        not { name { in = ["id"] } }
                      }
                      assert {
                        predicate = predicate.column.not_null_or_have_default
                        message   = "column ${self.name} of ${self.table.name}"
                      }
                    }
                  }
                }
                """)).containsExactly("column email of users");
    }

    @Test
    void variablesOfPredicatesSeeTheObjectOutside() {
        assertThat(messages("""
                predicate "foreign_key" "columns_are_indexed" {
                  table {
                    predicate = predicate.table.has_columns_index
                    vars = {
                      columns = [for c in self.columns : c]
                    }
                  }
                }
                predicate "table" "has_columns_index" {
                  variable "columns" {
                    type = list(string)
                  }
                  any {
                    index {
                      condition = alltrue([for p in self.parts : p.expr == null]) && [for p in self.parts : p.column] == var.columns
                    }
                  }
                }
                rule "schema" "require-index-fk-columns" {
                  description = "Require index on columns used by foreign keys"
                  table {
                    foreign_key {
                      assert {
                        predicate = predicate.foreign_key.columns_are_indexed
                        message   = "Missing index for ${self.name}"
                      }
                    }
                  }
                }
                """)).containsExactly("Missing index for orders_user");
    }

    @Test
    void filesHaveVariables() {
        String rules = "variable \"bad\" {\n type = list(string)\n}\n"
                + assertion("table", "name {\n not { in = var.bad }\n }");
        RuleSet set = set(rules, Map.of("bad", HclValue.of(List.of(HclValue.of("users")))));
        assertThat(set.notEvaluated()).isEmpty();
        assertThat(set.run().report(SHOP).violations())
                .extracting(Violation::object)
                .containsExactly(USERS);
        assertThat(set(rules, Map.of()).notEvaluated())
                .singleElement()
                .asString()
                .contains("var.bad");
        assertThat(set(rules, Map.of("bed", HclValue.of(1))).notEvaluated())
                .anyMatch(s -> s.contains("vars.bed") && s.contains("did you mean \"bad\"?"));
    }

    @Test
    void rulesAboutMigrationsLookAtTheChange() {
        String rules = """
                predicate "table" "has_primary_key" {
                  primary_key { condition = self != null }
                }
                rule "migrate" "new-tables" {
                  description = "d"
                  add {
                    table {
                      assert { predicate = predicate.table.has_primary_key }
                    }
                  }
                }
                """;
        RuleRun run = set(rules, Map.of()).run();
        assertThat(run.changed(Verb.ADD, ORDERS, SHOP))
                .extracting(Violation::object)
                .containsExactly(ORDERS);
        assertThat(run.changed(Verb.ADD, USERS, SHOP)).isEmpty();
        assertThat(run.changed(Verb.MODIFY, ORDERS, SHOP)).isEmpty();
        assertThat(run.state(SHOP)).isEmpty();
    }
}
