package dev.countersign.hcl;

import java.util.Map;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Random texts end in a value or in the typed error, never in anything else. */
class HclFuzzTest {

    private static final String[] PIECES = {
        "a",
        "b",
        "var",
        ".",
        "n",
        "[",
        "]",
        "{",
        "}",
        "(",
        ")",
        "=",
        "==",
        "!",
        "!=",
        "&&",
        "||",
        "?",
        ":",
        ",",
        "...",
        "\n",
        "\"",
        "\"x\"",
        "${",
        "%{",
        "}",
        "~}",
        "%{ if ",
        "%{ endif }",
        "%{ for x in ",
        "for",
        "in",
        "if",
        "=>",
        "1",
        "0.5",
        "1e9",
        "*",
        "/",
        "%",
        "-",
        "+",
        "<<EOT\n",
        "<<-X\n",
        "EOT\n",
        "X\n",
        "#c\n",
        "//",
        "/*",
        "*/",
        "null",
        "true",
        "false",
        "upper(",
        "format(",
        "range(",
        "try(",
        "can(",
        "regex(",
        "jsondecode(",
        "flatten(",
        "[*]",
        ".*",
        " ",
        "\\n",
        "\\u00e4",
        "\r\n",
        "\t",
        "é",
        "😀",
        "\u0000",
        "\uD800",
        "env \"p\" {\n",
        "lint {\n",
        "x = "
    };

    @Test
    void nothingButTheTypedErrorIsThrown(TestReporter reporter) {
        long seed = System.nanoTime();
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "x = " : "");
            int length = random.nextInt(40);
            for (int i = 0; i < length; i++) {
                text.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextInt(4) == 0 ? " " : "");
            }
            try {
                run(text.toString());
            } catch (HclException e) {
                e.problems().forEach(HclProblem::render);
            } catch (RuntimeException | StackOverflowError e) {
                Assertions.fail("seed " + seed + ", text: " + text, e);
            }
        }
    }

    private static void run(String text) {
        HclFile file = HclFile.parse(new HclSource("f.hcl", text));
        file.problems().forEach(HclProblem::render);
        Scope scope = Scope.of(Map.of("a", HclValue.of("text"), "b", HclValue.Null.NULL))
                .with("var", Scope.of(Map.of("n", HclValue.of(3))));
        Evaluator evaluator = new Evaluator(Functions.standard(), new Budget(10_000));
        for (HclAttribute attribute : file.body().attributes()) {
            evaluator.evaluate(attribute.value(), scope);
        }
    }
}
