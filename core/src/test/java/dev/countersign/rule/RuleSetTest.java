package dev.countersign.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Attributes;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Role;
import dev.countersign.catalog.Routine;
import dev.countersign.catalog.Schema;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change.Verb;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RuleSetTest {
    private static final ObjectRef USERS = ObjectRef.of(ObjectKind.TABLE, "shop", "users");
    private static final ObjectRef ORDERS = ObjectRef.of(ObjectKind.TABLE, "shop", "orders");

    private static final Catalog SHOP = new Catalog(
            "postgres",
            "18",
            List.<SchemaObject>of(
                    new Schema(ObjectRef.of(ObjectKind.SCHEMA, "shop"), Optional.empty()),
                    table(USERS, Map.of("row_security", "enabled, forced"), column("id", true), column("email", false)),
                    table(ORDERS, Map.of(), column("id", true), column("user_id", true)),
                    new KeyConstraint(
                            USERS.child(ObjectKind.PRIMARY_KEY, "users_pkey"),
                            USERS,
                            List.of("id"),
                            List.of(),
                            "PRIMARY KEY (id)",
                            Optional.empty(),
                            Attributes.none(),
                            Optional.empty()),
                    new KeyConstraint(
                            USERS.child(ObjectKind.UNIQUE, "users_email_key"),
                            USERS,
                            List.of("email"),
                            List.of(),
                            "UNIQUE (email)",
                            Optional.empty(),
                            Attributes.none(),
                            Optional.empty()),
                    new Index(
                            ObjectRef.of(ObjectKind.INDEX, "shop", "orders_id"),
                            ORDERS,
                            false,
                            "btree",
                            List.of(new Index.Part("id", false, "DESC")),
                            List.of(),
                            Optional.of("id > 5"),
                            "CREATE INDEX orders_id ON shop.orders (id DESC) WHERE id > 5",
                            true,
                            Optional.empty(),
                            Attributes.none(),
                            Optional.empty()),
                    new ForeignKey(
                            ORDERS.child(ObjectKind.FOREIGN_KEY, "orders_user"),
                            ORDERS,
                            List.of("user_id"),
                            USERS,
                            List.of("id"),
                            "FOREIGN KEY (user_id) REFERENCES shop.users(id) ON DELETE CASCADE DEFERRABLE",
                            true,
                            Optional.empty()),
                    new CheckConstraint(
                            ORDERS.child(ObjectKind.CHECK, "orders_positive"),
                            ORDERS,
                            List.of("id"),
                            "CHECK ((id > 0))",
                            true,
                            false,
                            Optional.empty()),
                    new Routine(
                            ObjectRef.of(ObjectKind.FUNCTION, "shop", "price", "numeric"),
                            "IN amount numeric, rate double precision DEFAULT 0.2",
                            "numeric",
                            "sql",
                            "CREATE OR REPLACE FUNCTION shop.price(amount numeric)\n RETURNS numeric\n LANGUAGE sql\n"
                                    + " IMMUTABLE STRICT SECURITY DEFINER\nAS $function$ SELECT 1 $function$\n",
                            Optional.empty()),
                    new Role(
                            ObjectRef.of(ObjectKind.ROLE, "boss"),
                            new TreeMap<>(Map.of("LOGIN", "true", "SUPERUSER", "true")),
                            Attributes.none())),
            List.of(),
            List.of());

    private static Table table(ObjectRef ref, Map<String, String> attributes, Column... columns) {
        return new Table(
                ref,
                Arrays.asList(columns),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new TreeMap<>(attributes),
                Optional.empty());
    }

    private static Column column(String name, boolean notNull) {
        return new Column(
                name,
                "text",
                notNull,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Attributes.none(),
                Optional.empty());
    }

    private static RuleSet set(String text, Map<String, HclValue> vars) {
        HclSource source = new HclSource("own.rule.hcl", text);
        return RuleSet.read("own", List.of(source), vars, source.range(0, 0));
    }

    private static List<String> messages(String text) {
        RuleSet set = set(text, Map.of());
        assertThat(set.notEvaluated()).isEmpty();
        RuleReport report = set.run().report(SHOP);
        assertThat(report.notEvaluated()).isEmpty();
        return report.violations().stream().map(Violation::message).toList();
    }

    private static String assertion(String walk, String body) {
        return "rule \"schema\" \"r\" {\n description = \"wanted\"\n " + walk + " {\n assert {\n " + body
                + "\n message = \"${self.name}\"\n }\n }\n}";
    }

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
    void quantifiersLookInside() {
        assertThat(messages(assertion("table", "exists {\n index {\n unique { eq = true }\n }\n }")))
                .containsExactly("orders");
        assertThat(messages(assertion("table", "count {\n column {\n condition = true\n }\n gt = 2\n }")))
                .containsExactly("orders", "users");
        assertThat(messages(assertion("table", "all {\n column {\n null { eq = false }\n }\n }")))
                .containsExactly("users");
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
    void partsOfDefinitionsAreAttributes() {
        assertThat(messages(assertion("foreign_key", "on_delete { ne = CASCADE }")))
                .containsExactly("orders_user");
        assertThat(messages(assertion("foreign_key", "deferrable { eq = false }")))
                .containsExactly("orders_user");
        assertThat(messages(assertion("function", "security { ne = \"DEFINER\" }")))
                .containsExactly("price");
        assertThat(messages(assertion("function", "volatility { eq = \"IMMUTABLE\" }")))
                .isEmpty();
        assertThat(
                        messages(
                                assertion(
                                        "function",
                                        "exists {\n arg {\n name { eq = \"rate\" }\n type { eq = \"double precision\" }\n default { eq = \"0.2\" }\n }\n }")))
                .isEmpty();
        assertThat(messages(assertion("role", "superuser { eq = false }"))).containsExactly("boss");
        assertThat(messages(assertion("table", "row_security_enforced { eq = true }")))
                .containsExactly("orders");
        assertThat(messages(assertion("check", "expr { contains = \"> 5\" }"))).containsExactly("orders_positive");
        assertThat(messages(assertion("index", "all {\n part {\n desc { eq = false }\n }\n }")))
                .containsExactly("orders_id");
        assertThat(messages(assertion("index", "where { eq = null }"))).containsExactly("orders_id");
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

    @Test
    void everyMisspeltNameIsNotEvaluated() {
        expect("predicat \"table\" \"x\" {}", "did you mean \"predicate\"?");
        expect("predicate \"tabel\" \"x\" {}", "did you mean \"table\"?");
        expect("predicate \"table\" \"x\" {\n nme { eq = 1 }\n}", "did you mean \"name\"?");
        expect("predicate \"table\" \"x\" {\n name { eqq = 1 }\n}", "did you mean \"eq\"?");
        expect(
                "predicate \"table\" \"x\" {\n exist {\n column {\n condition = true\n }\n }\n}",
                "did you mean \"exists\"?");
        expect(
                "predicate \"table\" \"x\" {\n exists {\n colum {\n condition = true\n }\n }\n}",
                "did you mean \"column\"?");
        expect("predicate \"table\" \"x\" {\n conditoin = true\n}", "did you mean \"condition\"?");
        expect(assertion("tabel", "condition = true"), "did you mean \"table\"?");
        expect(assertion("table", "condition = self.nam == \"x\""), "did you mean \"name\"?");
        expect(assertion("table", "condition = self.schema.nam == \"x\""), "did you mean \"name\"?");
        expect(assertion("table", "predicate = predicate.table.nothing"), "there is no such predicate");
        expect(assertion("table", "condition = lenght(self.columns) > 1"), "did you mean \"length\"?");
        expect(assertion("table", "condition = var.x"), "there is no such variable");
        expect(assertion("table", "name { match = \"(\" }"), "not a regular expression");
        expect(
                assertion("table", "condition = true").replace("description", "descripton"),
                "did you mean \"description\"?");
        expect(assertion("table", "condition = true").replace("assert", "asert"), "did you mean \"assert\"?");
        expect(assertion("table", "condition = true").replace("\"schema\"", "\"scheme\""), "did you mean \"schema\"?");
        expect("rule \"schema\" \"r\" {", "");
    }

    private static void expect(String text, String words) {
        RuleSet set = set(text, Map.of());
        assertThat(set.notEvaluated()).as(text).isNotEmpty().anyMatch(s -> s.contains(words));
        assertThat(set.ruleNames()).as(text).isEmpty();
    }

    @Test
    void aRuleOverABrokenPredicateIsLeftOut() {
        RuleSet set = set(
                "predicate \"table\" \"x\" {\n nme { eq = 1 }\n}\n"
                        + assertion("table", "predicate = predicate.table.x"),
                Map.of());
        assertThat(set.ruleNames()).isEmpty();
        assertThat(set.notEvaluated()).anyMatch(s -> s.contains("uses predicate.table.x"));
    }

    @Test
    void whatOnlyFailsWhenItRunsIsNamed() {
        RuleReport report = set(assertion("table", "condition = self.name > 3"), Map.of())
                .run()
                .report(SHOP);
        assertThat(report.violations()).isEmpty();
        assertThat(report.notEvaluated()).singleElement().asString().contains("The rule \"r\" could not be evaluated");
    }

    @Test
    void predicatesThatUseOneAnotherInCirclesEnd() {
        RuleReport report = set(
                        "predicate \"table\" \"a\" {\n predicate = predicate.table.b\n}\n"
                                + "predicate \"table\" \"b\" {\n predicate = predicate.table.a\n}\n"
                                + assertion("table", "predicate = predicate.table.a"),
                        Map.of())
                .run()
                .report(SHOP);
        assertThat(report.notEvaluated()).singleElement().asString().contains("levels deep");
    }

    /** Whatever a record of the catalog holds can be asked for: a new component cannot be forgotten. */
    @Test
    void everyComponentOfEveryRecordIsAnAttribute() {
        Kinds kinds = new Kinds();
        for (SchemaObject object : SHOP.objects().values()) {
            Kind kind = kinds.of(World.words(object).getFirst());
            assertThat(kind).as(object.ref().toString()).isNotNull();
            for (var component : object.getClass().getRecordComponents()) {
                boolean key = object instanceof KeyConstraint;
                assertThat(kind.attributes())
                        .as(object.ref().toString())
                        .satisfiesAnyOf(
                                a -> assertThat(a).containsKey(Components.snake(component.getName())),
                                a -> assertThat(key).isTrue());
            }
        }
        for (ObjectKind kind : ObjectKind.values()) {
            assertThat(kinds.knows(kind.name().toLowerCase(Locale.ROOT)))
                    .as(kind.label())
                    .isTrue();
        }
    }
}
