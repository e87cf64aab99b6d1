package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No name of a project as people write it is taken for nothing when it is spelt wrong: in our samples, in the manual, and where much else is not evaluated. */
class MisspeltInPracticeTest {
    private static final Path ROOT = Path.of(System.getProperty("countersign.root"));
    private static final Pattern EXAMPLE = Pattern.compile("```hcl\n(.*?)```", Pattern.DOTALL);
    private static final Pattern NAMED = Pattern.compile("# ([\\w.]+\\.hcl)\n");

    @TempDir
    Path folder;

    /** A project, by what it is called here. */
    record Sample(String name, Map<String, String> files) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Sample folder(String name) throws IOException {
        Path from = ROOT.resolve(name);
        Map<String, String> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                files.put(from.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return new Sample(name, files);
    }

    private static Sample file(String name) throws IOException {
        return new Sample(name, Map.of("countersign.hcl", Files.readString(ROOT.resolve(name))));
    }

    /** The manual's examples: a file that a comment names, or rules, belong to the project before them. */
    private static List<Sample> manual() throws IOException {
        List<Sample> samples = new ArrayList<>();
        Matcher examples = EXAMPLE.matcher(Files.readString(ROOT.resolve("core").resolve("POLICY.md")));
        while (examples.find()) {
            String text = examples.group(1);
            Matcher named = NAMED.matcher(text);
            if (named.lookingAt()) {
                samples.getLast().files().put(named.group(1), text);
            } else if (text.startsWith("predicate")) {
                samples.getLast().files().put("schema.rule.hcl", text);
            } else {
                Map<String, String> files = new LinkedHashMap<>();
                files.put("countersign.hcl", text);
                samples.add(new Sample("POLICY.md, example " + (samples.size() + 1), files));
            }
        }
        return samples;
    }

    static Stream<Sample> samples() throws IOException {
        List<Sample> samples = new ArrayList<>(manual());
        samples.add(file("core/src/test/resources/policy/countersign.hcl"));
        samples.add(folder("core/src/test/resources/policy/elsewhere"));
        samples.add(folder("sample-schemas/storefront"));
        samples.add(folder("sample-schemas/reading-room"));
        return samples.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void everyNameIsMissed(Sample sample) throws IOException {
        assertThat(new MisspeltSamples(folder).silent(sample.files())).isEmpty();
    }
}
