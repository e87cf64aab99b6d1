package dev.countersign.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclSource;
import dev.countersign.rule.RuleSet;
import dev.countersign.rule.SmallShop;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Any bytes as a file of rules end, in time, in findings, in what is not evaluated, or in the typed error. The seeds are beside the test's resources. */
@Tag("fuzz")
class RuleFuzzTest {

    @FuzzTest(maxDuration = "5m")
    void rules(byte[] bytes) {
        Promptly.run(() -> {
            try {
                HclSource source = HclSource.decode("f.rule.hcl", bytes);
                RuleSet rules = RuleSet.read("f", List.of(source), Map.of(), source.range(0, 0));
                rules.run().report(SmallShop.CATALOG);
            } catch (HclException e) {
                e.problems().forEach(HclProblem::render);
            }
        });
    }
}
