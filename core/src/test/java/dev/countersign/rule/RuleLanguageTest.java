package dev.countersign.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.diff.Change.Verb;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The language of rules, as rows: operators, combinators, quantifiers, and what every kind of object can be asked. */
class RuleLanguageTest extends RuleFixture {

    /** Of the tables {@code users} and {@code orders}, those that do not fit. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        name { eq = "users" }                                       | orders
        name { ne = "users" }                                       | users
        name { eq_fold = "USERS" }                                  | orders
        name { contains = "der" }                                   | users
        name { contains = "DER" }                                   | orders users
        name { contains_fold = "DER" }                              | users
        name { in = ["a", "orders"] }                               | users
        name { match = "^o" }                                       | users
        name { match = "er" }                                       | ``
        condition = self.name == "orders"                           | users
        schema { name { eq = "shop" } }                             | ``
        self { ne = null }                                          | ``
        self { eq = null }                                          | orders users
        and { name { eq = "users" } }                               | orders
        or { name { eq = "users" } ; name { eq = "orders" } }       | ``
        not { name { eq = "users" } }                               | users
        name { not { eq = "users" } }                               | users
        name { or { eq = "users" ; contains = "der" } }             | ``
        name { and { contains = "er" } ; contains = "us" }          | orders
        name { contains = "er" } ; name { contains = "us" }         | orders
        all { column { null { eq = false } } }                      | users
        any { column { name { eq = "email" } } }                    | orders
        exists { index { unique { eq = true } } }                   | orders
        exists { check { expr { contains = "id" } } }               | users
        count { column { name { contains = "id" } } ; eq = 2 }      | users
        count { column { condition = true } ; ne = 2 }              | orders users
        count { column { name { contains = "id" } } ; lt = 2 }      | orders
        count { column { name { contains = "id" } } ; le = 1 }      | orders
        count { column { name { contains = "id" } } ; gt = 1 }      | users
        count { column { name { contains = "id" } } ; ge = 2 }      | users
        count { column { name { contains = "id" } } ; in = [2, 3] } | users
        """)
    void whatDoesNotFit(String condition, String names) {
        String lines = condition.replace("{", "{\n").replace("}", "\n}").replace(";", "\n");
        assertThat(String.join(" ", messages(assertion("table", lines)))).isEqualTo(names);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        schema      | name comment table view
        table       | name comment schema primary_key row_security_enabled row_security_enforced column index foreign_key check trigger policy partition partitions unlogged inherits
        column      | name type null default comment primary_key table
        view        | name query comment security_barrier security_invoker column
        materialized | name query comment index
        index       | name comment unique type where nulls_distinct part parts table
        primary_key | name comment part parts table
        index_part  | column expr desc prefix
        part        | column expr desc prefix
        foreign_key | name comment table ref_table on_update on_delete deferrable initially_deferred column ref_column
        check       | name expr comment table
        trigger     | name for event timing body function deferrable
        function    | name lang return body security volatility arg args config_params cost returns_set parallel strict
        procedure   | name lang body security arg
        arg         | name type mode default
        policy      | name for to using check table
        role        | name superuser login create_db create_role inherit replication bypass_rls conn_limit valid_until member_of members settings
        sequence    | name type start increment min_value max_value cache cycle owned_by
        enum        | name values schema
        domain      | name type null default check collation
        composite   | name field fields
        field       | name type collation
        partition   | name parent partition_of column
        extension   | name schema version
        statistics  | name create parts
        publication | name create parts
        membership  | group member options
        default_privileges | creator objects grantee
        user        | name login
        permission  | grantee privilege grantable table view column schema
        attr        | name value
        """)
    void everyKindCanBeAskedForWhatItHas(String kind, String attributes) {
        assertThat(new Kinds().of(kind).attributes()).containsKeys(attributes.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"add, ADD", "drop, DROP", "modify, MODIFY", "rename, RENAME"})
    void rulesAboutMigrationsLookAtOneKindOfChange(String block, Verb verb) {
        RuleSet set = set(
                "rule \"migrate\" \"r\" {\n description = \"d\"\n " + block
                        + " {\n table {\n assert {\n condition = false\n }\n }\n }\n}",
                Map.of());
        assertThat(set.notEvaluated()).isEmpty();
        for (Verb other : Verb.values()) {
            assertThat(set.run().changed(other, ORDERS, SHOP)).hasSize(other == verb ? 1 : 0);
        }
        assertThat(set.run().state(SHOP)).isEmpty();
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
