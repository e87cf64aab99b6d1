package dev.countersign.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HclEvaluatorTest {

    private static final Scope SCOPE = Scope.of(Map.of(
                    "environment", HclValue.of("prod"),
                    "plan", HclValue.of(Map.of("destructive", HclValue.of(true))),
                    "nothing", HclValue.Null.NULL,
                    "later", new HclValue.Unknown("data.external is not run"),
                    "users",
                            HclValue.of(List.of(
                                    HclValue.of(Map.of("name", HclValue.of("ann"), "age", HclValue.of(30))),
                                    HclValue.of(Map.of("name", HclValue.of("bob"), "age", HclValue.of(20)))))))
            .with("var", Scope.of(Map.of("destructive", HclValue.of(false), "n", HclValue.of(7))));

    static HclValue eval(String expression) {
        HclFile file = HclFile.parse(new HclSource("e.hcl", "x = " + expression + "\n"))
                .orThrow();
        return new Evaluator(Functions.standard(), new Budget(Budget.DEFAULT_STEPS))
                .evaluate(file.body().attributes().getFirst().value(), SCOPE);
    }

    static String json(String expression) {
        return JsonText.write(eval(expression));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '`', textBlock = """
            1 + 2 * 3                                    § 7
            10 / 4                                       § 2.5
            7 % 3                                        § 1
            -(2 - 5)                                     § 3
            1.5e2                                        § 150
            0.1 + 0.2 == 0.3                             § true
            "1" + 1                                      § 2
            "1" == 1                                     § false
            1 == 1.0                                     § true
            [1, 2] == [1, 2]                             § true
            {a = 1} != {a = 2}                           § true
            null == null                                 § true
            nothing != null                              § false
            environment != null                          § true
            nothing != null && nothing.x == 1            § false
            true || missing                              § true
            false && missing                             § false
            true ? 1 : missing                           § 1
            false && later                               § false
            later && false                               § false
            !var.destructive                             § true
            var["n"]                                     § 7
            environment == "prod" && plan.destructive    § true
            "a${1 + 1}b$${c}%%{d}"                       § "a2b${c}%{d}"
            "${var.n}"                                   § 7
            "\\u00e4\\t\\"\\U0001F600"                   § "ä\\t\\"😀"
            "%{ if var.destructive }yes%{ else }no%{ endif }"              § "no"
            "%{ for i, u in users ~}  ${i}=${u.name};%{ endfor }"          § "0=ann;1=bob;"
            [for u in users : upper(u.name) if u.age > 25]                 § ["ANN"]
            [for i, u in users : i]                      § [0,1]
            {for u in users : u.name => u.age}           § {"ann":30,"bob":20}
            {for u in users : "all" => u.name...}        § {"all":["ann","bob"]}
            {for k, v in {b = 1, a = 2} : v => k}        § {"1":"b","2":"a"}
            users[*].name                                § ["ann","bob"]
            users.*.age                                  § [30,20]
            users[1].name                                § "bob"
            users.0.age                                  § 30
            nothing[*].x                                 § []
            environment[*]                               § ["prod"]
            {a = 1, "b" = 2, (environment) = 3, for = 4} § {"a":1,"b":2,"for":4,"prod":3}
            try(nothing.x, missing, "last")              § "last"
            can(users[5])                                § false
            can(users[0])                                § true
            max([3, 9, 4]...)                            § 9
            """)
    void evaluates(String expression, String expected) {
        assertThat(json(expression)).isEqualTo(expected);
    }

    @Test
    void heredocsKeepOrDropTheirIndentation() {
        assertThat(eval("<<EOT\n  a\n    b ${var.n}\nEOT")).isEqualTo(HclValue.of("  a\n    b 7\n"));
        assertThat(eval("<<-EOT\n    a\n\n      b\n    ${environment}\\n\n  EOT"))
                .isEqualTo(HclValue.of("a\n\n  b\nprod\\n\n"));
        assertThat(eval("<<-EOT\n  EOT")).isEqualTo(HclValue.of(""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '`', textBlock = """
            var.destructve      § e.hcl:1:9: there is no "var.destructve" here; did you mean "destructive"?
            vra.n               § e.hcl:1:5: there is no "vra" here; did you mean "var"?
            users[0].nmae       § e.hcl:1:14: this object has no attribute "nmae"; did you mean "name"?
            uper("x")           § e.hcl:1:5: there is no function "uper"; did you mean "upper"?
            sql("x")            § e.hcl:1:5: the function "sql" cannot be used here: it stands for SQL in schema files
            1 / 0               § e.hcl:1:9: division by zero
            1 + true            § e.hcl:1:9: an operand of + must be a number, not bool
            !"x"                § e.hcl:1:6: the operand of ! must be true or false, not string
            "x ${users}"        § e.hcl:1:10: only a string, number or bool can be put into text, not list
            users[2]            § e.hcl:1:11: the index 2 is outside the list of 2 items
            upper(1, 2)         § e.hcl:1:5: upper takes 1 argument, here are 2
            upper(users)        § e.hcl:1:11: argument 1 of upper must be a string, not list
            nothing.a           § e.hcl:1:13: "a" is asked of a value that is null, which has no attributes
            {for u in users : "k" => 1} § e.hcl:1:23: two items have the same key; "..." after the value groups them
            regex("(", "x")     § e.hcl:1:5: regex has a pattern that is not a regular expression (RE2): missing closing )
            """)
    void errorsSayWhatAndWhere(String expression, String message) {
        assertThatThrownBy(() -> eval(expression))
                .isInstanceOfSatisfying(
                        HclException.class,
                        e -> assertThat(e.problems().getFirst().summary()).isEqualTo(message));
    }

    @Test
    void messagesNeverShowAText() {
        assertThatThrownBy(() -> eval("environment + 1"))
                .isInstanceOf(HclException.class)
                .satisfies(
                        e -> assertThat(((HclException) e).problems().getFirst().summary())
                                .doesNotContain("prod"));
        assertThat(HclValue.of("secret").toString()).doesNotContain("secret");
        assertThat(HclValue.of(Map.of("a", HclValue.of("secret"))).toString()).doesNotContain("secret");
    }

    @Test
    void whatIsNotRunStaysUnknown() {
        assertThat(eval("\"x${later}\"")).isEqualTo(new HclValue.Unknown("data.external is not run"));
        assertThat(eval("upper(later.a[0])")).isInstanceOf(HclValue.Unknown.class);
        assertThat(eval("later ? 1 : 2")).isInstanceOf(HclValue.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : 1]]]",
                "setproduct(range(1000), range(1000), range(1000))",
                "[for a in range(3000) : format(\"%9999d\", a)]",
                "try([for a in range(1000) : [for b in range(1000) : [for c in range(1000) : 1]]], 1)",
            })
    void costlyExpressionsEndInAClearError(String expression) {
        assertThatThrownBy(() -> eval(expression))
                .isInstanceOf(HclBudgetException.class)
                .hasMessageContaining("too many steps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2000 * 1e2000", "pow(10, 400)", "1e99999", "log(0, 10)", "jsondecode(\"1e999999999\")"})
    void numbersOutOfRangeAreErrors(String expression) {
        assertThatThrownBy(() -> eval(expression)).isInstanceOf(HclException.class);
    }
}
