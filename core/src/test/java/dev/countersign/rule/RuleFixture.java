package dev.countersign.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import java.util.List;
import java.util.Map;

/** A small shop, and what rules say of it. */
abstract class RuleFixture {
    static final ObjectRef USERS = SmallShop.USERS;
    static final ObjectRef ORDERS = SmallShop.ORDERS;
    static final Catalog SHOP = SmallShop.CATALOG;

    static RuleSet set(String text, Map<String, HclValue> vars) {
        HclSource source = new HclSource("own.rule.hcl", text);
        return RuleSet.read("own", List.of(source), vars, source.range(0, 0));
    }

    static List<String> messages(String text) {
        RuleSet set = set(text, Map.of());
        assertThat(set.notEvaluated()).isEmpty();
        RuleReport report = set.run().report(SHOP);
        assertThat(report.notEvaluated()).isEmpty();
        return report.violations().stream().map(Violation::message).toList();
    }

    static String assertion(String walk, String body) {
        return "rule \"schema\" \"r\" {\n description = \"wanted\"\n " + walk + " {\n assert {\n " + body
                + "\n message = \"${self.name}\"\n }\n }\n}";
    }
}
