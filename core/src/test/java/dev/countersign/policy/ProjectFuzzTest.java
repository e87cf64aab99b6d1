package dev.countersign.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A damaged project file ends in a project or in the typed error, never in anything else. */
class ProjectFuzzTest {

    private static final String[] PIECES = {
        "\"",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "=",
        "!",
        "var.destructive",
        "var",
        "local.keep",
        "local",
        "atlas.env",
        "null",
        "true",
        "\n",
        "${",
        "}",
        "env \"dev\" {\n",
        "name = atlas.env\n",
        "for_each = [\"a\"]\n",
        "each.key",
        "1",
        "{}",
        "[1]",
        "data",
        "list(string)",
        "object({a = int})",
        "type = ",
        "default = ",
        "match = ",
        "file(\".\")",
        "locals {\n",
        "keep = local.keep\n",
        "validation {\ncondition = ",
        "check \"X\" {\n",
        "-",
        "...",
        "ERROR",
        "\u0000"
    };

    @TempDir
    Path directory;

    @Test
    void nothingButTheTypedErrorIsThrown(TestReporter reporter) throws IOException {
        long seed = System.nanoTime();
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        String sample;
        try (var in = ProjectFuzzTest.class.getResourceAsStream("/policy/countersign.hcl")) {
            sample = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Path file = directory.resolve("countersign.hcl");
        for (int round = 0; round < 1_500; round++) {
            StringBuilder text = new StringBuilder(sample);
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                int at = random.nextInt(text.length());
                int end = Math.min(text.length(), at + random.nextInt(8));
                text.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
            }
            Files.writeString(file, text);
            try {
                Project project = Project.load(file, "dev", Map.of("destructive", List.of("true")));
                project.notEvaluated().forEach(NotEvaluated::summary);
            } catch (PolicyException e) {
                e.problems().forEach(p -> Assertions.assertThat(p.render()).contains("countersign.hcl"));
            } catch (RuntimeException | StackOverflowError e) {
                Assertions.fail("seed " + seed + ", text: " + text, e);
            }
        }
    }
}
