package dev.countersign.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.hcl.HclSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What of a rule file cannot be evaluated is named, and takes along what is built on it. */
class RuleProblemsTest extends RuleFixture {
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

    /** What asks nothing holds of everything, and a label looks like a condition. */
    @Test
    void aBlockThatSaysNothingIsNotEvaluated() {
        for (String empty : List.of(
                "name {}",
                "primary_key {}",
                "self {}",
                "not {}",
                "and {}",
                "or {}",
                "not { name {} }",
                "name { not {} }",
                "name { or {} }",
                "all { column {} }")) {
            expect(assertion("table", empty.replace("{", "{\n").replace("}", "\n}\n")), "it says nothing");
        }
        expect(assertion("table", "self {\n ne = null\n not {\n eq = 1\n }\n}"), "only comparisons are known in self");
        expect(
                assertion("table", "name {\n or {\n eq = \"a\"\n not {\n eq = \"b\"\n }\n }\n}"),
                "only comparisons are known in or");
        expect(assertion("table \"users\"", "condition = true"), "it takes no label");
        expect(assertion("table", "condition = true").replace("assert", "assert \"x\""), "it takes no label");
        expect(assertion("table", "all {\n column \"id\" {\n condition = true\n }\n}"), "it takes no label");
        assertThat(messages(assertion("table", "exists {\n column {\n }\n}"))).isEmpty();
    }

    @Test
    void aNameThatLeadsNowhereIsFoundAlsoWhereNothingEvaluatesIt() {
        expect(assertion("table", "condition = true || slef.name == \"x\""), "did you mean \"self\"?");
        expect(assertion("table", "condition = length([for c in self.columns : d]) > 0"), "there is no such name here");
        assertThat(set(assertion("table", "condition = length([for c in self.columns : c]) > 0"), Map.of())
                        .notEvaluated())
                .isEmpty();
    }

    @Test
    void whatCannotBeComparedIsNoAnswer() {
        undecided("not {\n count {\n column {\n condition = true\n }\n gt = \"many\"\n }\n}", "does not compare");
        undecided("not {\n name {\n in = \"users orders\"\n }\n}", "\"in\" does not compare string with this string");
        undecided("not {\n name {\n match = 1\n }\n}", "\"match\" does not compare");
    }

    private static void undecided(String body, String words) {
        RuleReport report = set(assertion("table", body), Map.of()).run().report(SHOP);
        assertThat(report.violations()).isEmpty();
        assertThat(report.notEvaluated()).singleElement().asString().contains("could not be evaluated", words);
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
    void aPredicateOfAnotherSetCanBeUsedWhereItIsTheOnlyOneOfItsName() {
        String named =
                "predicate \"table\" \"named\" {\n variable \"like\" {\n type = string\n }\n name { match = var.like }\n}\n";
        String use = "predicate = predicate.table.named\n vars = { like = \"^never\" }";
        RuleSet set = beside(assertion("table", use), named, "predicate \"tabel\" \"x\" {}");
        assertThat(set.notEvaluated()).isEmpty();
        assertThat(set.run().report(SHOP).violations()).isNotEmpty();
        assertThat(beside(assertion("table", use), named, named).notEvaluated())
                .anyMatch(s -> s.contains("there is no such predicate"));
        String open = "variable \"like\" {\n type = string\n default = \"x\"\n}\n"
                + named.replace(" variable \"like\" {\n type = string\n }\n", "");
        assertThat(beside(
                                "variable \"like\" {\n type = string\n default = \"^never\"\n}\n"
                                        + assertion("table", "predicate = predicate.table.named"),
                                open)
                        .notEvaluated())
                .anyMatch(s -> s.contains("uses predicate.table.named, which is not evaluated"));
    }

    private static RuleSet beside(String own, String... others) {
        List<HclSource> files = new ArrayList<>();
        for (String other : others) {
            files.add(new HclSource("other" + files.size() + ".rule.hcl", other));
        }
        return RuleSet.read(
                "own",
                List.of(new HclSource("own.rule.hcl", own)),
                files,
                Map.of(),
                new HclSource("countersign.hcl", "").range(0, 0));
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
}
