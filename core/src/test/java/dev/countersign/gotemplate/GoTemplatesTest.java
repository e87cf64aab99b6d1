package dev.countersign.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.HclValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs {@code gotemplates.cases}: a template, then what it writes or its first problem. */
class GoTemplatesTest {

    private static final HclValue DATA = HclValue.of(Map.of(
            "name", HclValue.of("shop"),
            "none", HclValue.Null.NULL,
            "person", person("ann", 30),
            "people", HclValue.of(List.of(person("ann", 30), person("bob", 20)))));

    private static HclValue person(String name, int age) {
        return HclValue.of(Map.of("name", HclValue.of(name), "age", HclValue.of(age)));
    }

    private static String run(String template) {
        List<HclSource> sources = List.of(
                new HclSource("case", template), new HclSource("shared/footer.tmpl", "-- made for {{ .name }}"));
        return GoTemplates.parse(sources, Map.of()).run("case", DATA);
    }

    @TestFactory
    Stream<DynamicTest> everyCaseHolds() throws IOException {
        try (var in = GoTemplatesTest.class.getResourceAsStream("/gotemplates.cases")) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(all.substring("=== ".length()).split("\n=== ")).map(GoTemplatesTest::test);
        }
    }

    private static DynamicTest test(String one) {
        int name = one.indexOf('\n');
        boolean fails = one.contains("\n--- problem\n");
        String[] parts = one.substring(name + 1).split(fails ? "\n--- problem\n" : "\n--- text\n", 2);
        String expected = parts[1].endsWith("\n") ? parts[1].substring(0, parts[1].length() - 1) : parts[1];
        return DynamicTest.dynamicTest(one.substring(0, name), () -> {
            if (fails) {
                assertThatThrownBy(() -> run(parts[0]))
                        .isInstanceOfSatisfying(
                                HclException.class,
                                e -> assertThat(e.problems().getFirst().summary())
                                        .isEqualTo(expected));
            } else {
                assertThat(run(parts[0])).isEqualTo(expected);
            }
        });
    }

    @Test
    void functionsOfTheCallerCanBeCalled() {
        GoTemplates templates = GoTemplates.parse(
                List.of(new HclSource("t", "{{ twice .name | twice }}")),
                Map.of("twice", values -> HclValue.of(TemplateText.print(values).repeat(2))));
        assertThat(templates.run("t", DATA)).isEqualTo("shopshopshopshop");
    }

    @Test
    void theFirstProblemOfEveryTextIsTold() {
        assertThatThrownBy(() -> GoTemplates.parse(
                        List.of(new HclSource("a", "{{ if }}"), new HclSource("b", "{{ end }}")), Map.of()))
                .isInstanceOfSatisfying(
                        HclException.class, e -> assertThat(e.problems()).hasSize(2));
    }
}
