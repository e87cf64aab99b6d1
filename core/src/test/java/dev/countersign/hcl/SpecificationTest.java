package dev.countersign.hcl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the cases for the HCL native syntax; how they are written is said in the README beside them. */
class SpecificationTest {

    private static final Path FOLDER =
            Path.of(System.getProperty("countersign.root"), "core", "src", "test", "resources", "hcl", "specification");
    private static final boolean UPDATE = "update".equals(System.getProperty("countersign.golden"));

    private static final Scope SCOPE = Scope.of(Map.of(
                    "nothing", HclValue.Null.NULL,
                    "later", new HclValue.Unknown("it is not asked"),
                    "word", HclValue.of("word"),
                    "people", HclValue.of(List.of(person("ann", 30, "a", "b"), person("bob", 20))),
                    "matrix",
                            HclValue.of(List.of(
                                    HclValue.of(List.of(HclValue.of(1), HclValue.of(2))),
                                    HclValue.of(List.of(HclValue.of(3)))))))
            .with("var", Scope.of(Map.of("n", HclValue.of(7))));

    private record Case(String name, String text, String expected) {}

    @TestFactory
    Stream<DynamicContainer> everyCaseHolds() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".cases")).sorted().toList().stream()
                    .map(SpecificationTest::container);
        }
    }

    private static DynamicContainer container(Path file) {
        try {
            List<Case> cases = cases(Files.readString(file));
            assertThat(cases).isNotEmpty();
            if (UPDATE) {
                assertThat(System.getenv("CI"))
                        .as("a build server never rewrites expected results")
                        .isNull();
                Files.writeString(
                        file,
                        cases.stream()
                                .map(c -> "=== " + c.name() + "\n" + c.text() + result(c))
                                .collect(Collectors.joining()));
                cases = cases(Files.readString(file));
            }
            return DynamicContainer.dynamicContainer(
                    FOLDER.relativize(file).toString(),
                    cases.stream()
                            .map(c -> DynamicTest.dynamicTest(
                                    c.name(), () -> assertThat(result(c)).isEqualTo(c.expected()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Case> cases(String file) {
        List<Case> cases = new ArrayList<>();
        for (String one : file.substring("=== ".length()).split("(?m)^=== ")) {
            int end = one.indexOf('\n');
            String body = one.substring(end + 1);
            int result = body.startsWith("--- ") ? 0 : body.indexOf("\n--- ") + 1;
            boolean written = result > 0 || body.startsWith("--- ");
            cases.add(new Case(
                    one.substring(0, end),
                    written ? body.substring(0, result) : body,
                    written ? body.substring(result) : ""));
        }
        return cases;
    }

    private static String result(Case one) {
        String text = one.name().contains("[crlf]") ? one.text().replace("\n", "\r\n") : one.text();
        HclFile file = HclFile.parse(new HclSource("case", one.name().contains("[bom]") ? "\uFEFF" + text : text));
        List<HclProblem> problems = new ArrayList<>(file.problems());
        HclValue value = problems.isEmpty() ? value(file.body(), problems) : HclValue.Null.NULL;
        if (problems.isEmpty()) {
            return "--- value\n" + readable(JsonText.write(value)) + "\n";
        }
        return problems.stream()
                .map(p -> p.summary().substring("case:".length()) + "\n")
                .collect(Collectors.joining("", "--- problems\n", ""));
    }

    private static String readable(String json) {
        return json.replace("\\u003c", "<").replace("\\u003e", ">").replace("\\u0026", "&");
    }

    private static HclValue value(HclBody body, List<HclProblem> problems) {
        Map<String, HclValue> values = new TreeMap<>();
        for (HclAttribute attribute : body.attributes()) {
            try {
                HclValue value = new Evaluator(Functions.standard(), new Budget(Budget.DEFAULT_STEPS))
                        .evaluate(attribute.value(), SCOPE);
                values.put(attribute.name(), shown(value));
            } catch (HclException e) {
                problems.addAll(e.problems());
            }
        }
        List<HclValue> blocks = body.blocks().stream()
                .<HclValue>map(block -> HclValue.of(Map.of(block.title(), value(block.body(), problems))))
                .toList();
        if (!blocks.isEmpty()) {
            values.put("(blocks)", HclValue.of(blocks));
        }
        return HclValue.of(values);
    }

    private static HclValue shown(HclValue value) {
        return switch (value) {
            case HclValue.Unknown(String reason) -> HclValue.of(Map.of("(unknown)", HclValue.of(reason)));
            case HclValue.Items(List<HclValue> items) ->
                HclValue.of(items.stream().map(SpecificationTest::shown).toList());
            case HclValue.Fields fields -> {
                Map<String, HclValue> shown = new TreeMap<>();
                fields.values().forEach((name, field) -> shown.put(name, shown(field)));
                yield HclValue.of(shown);
            }
            case HclValue.Text text -> text;
            case HclValue.Number number -> number;
            case HclValue.Bool bool -> bool;
            case HclValue.Null ignored -> value;
        };
    }

    private static HclValue person(String name, int age, String... tags) {
        return HclValue.of(Map.of(
                "name", HclValue.of(name),
                "age", HclValue.of(age),
                "tags", HclValue.of(Stream.of(tags).map(HclValue::of).toList())));
    }
}
