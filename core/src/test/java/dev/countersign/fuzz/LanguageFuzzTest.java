package dev.countersign.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.countersign.hcl.Budget;
import dev.countersign.hcl.Evaluator;
import dev.countersign.hcl.Functions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Any bytes as an HCL text end, in time, in a value or in the typed error. The seeds are beside the test's resources. */
@Tag("fuzz")
class LanguageFuzzTest {

    private static final Scope SCOPE = Scope.of(Map.of(
                    "a", HclValue.of("text"),
                    "b", HclValue.Null.NULL,
                    "l", HclValue.of(List.of(HclValue.of(1), HclValue.of("x"))),
                    "o", HclValue.of(Map.of("k", HclValue.of(true))),
                    "u", new HclValue.Unknown("it is not asked")))
            .with("var", Scope.of(Map.of("n", HclValue.of(3))));

    @FuzzTest(maxDuration = "5m")
    void parser(byte[] bytes) {
        Promptly.run(() -> {
            try {
                HclFile file = HclFile.parse(HclSource.decode("f.hcl", bytes));
                file.problems().forEach(HclProblem::render);
                ranges(file.body());
            } catch (HclException e) {
                e.problems().forEach(HclProblem::render);
            }
        });
    }

    @FuzzTest(maxDuration = "5m")
    void evaluator(byte[] bytes) {
        Promptly.run(() -> {
            try {
                evaluate(HclFile.parse(HclSource.decode("f.hcl", bytes)).body());
            } catch (HclException e) {
                e.problems().forEach(HclProblem::render);
            }
        });
    }

    private static void evaluate(HclBody body) {
        Evaluator evaluator = new Evaluator(Functions.standard(), new Budget(100_000));
        for (HclAttribute attribute : body.attributes()) {
            try {
                evaluator.evaluate(attribute.value(), SCOPE);
            } catch (HclException e) {
                e.problems().forEach(HclProblem::render);
            }
        }
        body.blocks().stream().map(HclBlock::body).forEach(LanguageFuzzTest::evaluate);
    }

    /** Every node lies within the text, and its text can be shown. */
    private static void ranges(HclBody body) {
        body.attributes().forEach(a -> {
            a.range().excerpt();
            ranges(a.value());
        });
        body.blocks().forEach(block -> {
            block.range().excerpt();
            ranges(block.body());
        });
    }

    private static void ranges(HclExpression expression) {
        assertThat(expression.range().end())
                .isGreaterThanOrEqualTo(expression.range().offset());
        expression.range().text();
        expression.children().forEach(LanguageFuzzTest::ranges);
    }
}
