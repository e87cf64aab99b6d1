package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.WrittenName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names in blocks that stand for nothing, because their {@code for_each} is empty, are looked at all the same: with an item they would be a mistake. */
class NamesOfNothingTest extends ProjectFixture {
    private static final Path SPELLING =
            Path.of(System.getProperty("countersign.root"), "core", "src", "test", "resources", "policy", "spelling");

    private static String spelling() throws IOException {
        return Files.readString(SPELLING.resolve("countersign.hcl")).replace("@SKIP@", "    drop_table = true");
    }

    /** The text with each of the chosen blocks as a {@code dynamic} that makes none. */
    private static String emptied(String text, Set<HclBlock> chosen) {
        StringBuilder made = new StringBuilder(text);
        chosen.stream()
                .sorted(Comparator.comparingInt(b -> -b.range().offset()))
                .forEach(block -> {
                    String labels = block.labels().stream()
                            .map(l -> "\"" + l.value() + "\"")
                            .collect(Collectors.joining(", "));
                    int brace = text.indexOf('{', block.range().offset());
                    made.insert(block.range().end(), "\n}\n");
                    made.replace(
                            block.range().offset(),
                            brace + 1,
                            "dynamic \"" + block.type() + "\" {\nfor_each = []\nlabels = [" + labels + "]\ncontent {");
                });
        return made.toString();
    }

    private static List<HclBlock> inEnvironments(String text) {
        return HclFile.parse(new HclSource("x.hcl", text)).body().blocks("env").stream()
                .flatMap(env -> env.body().blocks().stream())
                .filter(block -> !block.type().equals(DynamicBlocks.DYNAMIC))
                .toList();
    }

    private List<String> silent(String text, List<String> environments, boolean contentOnly) {
        Set<String> known = new TreeSet<>();
        for (String environment : environments) {
            Project project = project(text, environment);
            assertThat(notEvaluated(project).map(NotEvaluated::summary)).noneMatch(n -> n.contains("not known here"));
            known.addAll(project.vocabulary());
        }
        List<String> silent = new ArrayList<>();
        for (WrittenName name : WrittenName.in(new HclSource("x.hcl", text))) {
            boolean inside = name.around().stream().anyMatch(b -> b.type().equals(DynamicBlocks.CONTENT));
            boolean ofNothing = inside && !name.around().getLast().type().equals(DynamicBlocks.DYNAMIC);
            // without this word it is another block, as others find
            boolean decides = name.name().equals(DynamicBlocks.FOR_EACH);
            if (!decides && (ofNothing || !contentOnly && inTargets(name))) {
                String wrong = name.misspellings().iterator().next();
                String changed = name.with(wrong);
                boolean said = environments.stream()
                        .flatMap(environment -> said(changed, environment).stream())
                        .anyMatch(note -> note.contains(":" + name.range().line() + ":") && note.contains(wrong));
                if (!said && known.stream().noneMatch(e -> e.endsWith("." + wrong))) {
                    silent.add(name.range() + " " + name.name() + " as " + wrong);
                }
            }
        }
        return silent;
    }

    private static boolean inTargets(WrittenName name) {
        return name.around().stream()
                .anyMatch(b -> b.type().equals("env") && b.label().equals(Optional.of("fleet")));
    }

    private List<String> said(String text, String environment) {
        try {
            return notes(text, environment);
        } catch (PolicyException e) {
            return Stream.concat(
                            e.problems().stream().map(HclProblem::summary),
                            e.notEvaluated().stream().map(NotEvaluated::summary))
                    .toList();
        }
    }

    @Test
    void insideOfDynamicBlocksAtTheTop() throws IOException {
        String text = spelling();
        Set<HclBlock> chosen = HclFile.parse(new HclSource("x.hcl", text)).body().blocks().stream()
                .filter(block -> TopLevelBlocks.MADE.contains(block.type()))
                .collect(Collectors.toSet());
        assertThat(silent(emptied(text, chosen), List.of("prod", "fleet"), true))
                .isEmpty();
    }

    @Test
    void insideOfDynamicBlocksOfBlocks() throws IOException {
        String text = spelling();
        Set<HclBlock> chosen = HclFile.parse(new HclSource("x.hcl", text)).body().blocks().stream()
                .filter(block -> TopLevelBlocks.MADE.contains(block.type()))
                .flatMap(block -> block.body().blocks().stream())
                .filter(block -> !block.type().equals(DynamicBlocks.DYNAMIC))
                .collect(Collectors.toSet());
        assertThat(silent(emptied(text, chosen), List.of("prod", "fleet"), true))
                .isEmpty();
    }

    @Test
    void insideOfDynamicBlocksOfEnvironments() throws IOException {
        String text = spelling();
        assertThat(silent(emptied(text, Set.copyOf(inEnvironments(text))), List.of("prod", "fleet", "other"), true))
                .isEmpty();
    }

    @Test
    void insideOfAnEnvironmentWithoutTargets() throws IOException {
        String text =
                spelling().replace("for_each = [\"a\"]\n  url      = \"sqlite", "for_each = {}\n  url      = \"sqlite");
        assertThat(text).contains("for_each = {}");
        assertThat(silent(text, List.of("fleet"), false)).isEmpty();
    }

    @Test
    void theyAreSaidOnceAndOnlyWhereNothingElseSaysThem() {
        String text = """
                env "dev" {
                  lint {
                    dynamic "destructive" {
                      for_each = %s
                      content {
                        dynamic "allow_table" {
                          for_each = %s
                          content {
                            match = "x"
                            mtach = destructive.value
                          }
                        }
                      }
                    }
                    destructive {
                      error = false
                    }
                  }
                }
                """;
        for (String outer : List.of("[]", "[for x in [] : x]")) {
            assertThat(notes(text.formatted(outer, "[1, 2]"), "dev"))
                    .containsExactly(
                            "countersign.hcl:10:13: env \"dev\".lint.destructive.allow_table.mtach is not evaluated: "
                                    + "the name is not known here; did you mean \"match\"?");
        }
        String two = text.replace("    destructive {\n      error = false\n    }\n", "");
        assertThat(two).doesNotContain("error");
        assertThat(notes(two.formatted("[1]", "[]"), "dev")).hasSize(1);
        assertThat(notes(two.formatted("[1]", "[1]"), "dev")).hasSize(1);
    }

    @Test
    void labelsThatNobodyKnowsDoNotHideTheNames() {
        assertThat(notes("""
                        env "dev" {
                          dynamic "check" {
                            for_each = {}
                            labels   = [check.key]
                            content {
                              deyn "all" {
                                condition = check.value
                              }
                            }
                          }
                        }
                        """, "dev"))
                .singleElement()
                .asString()
                .contains("deyn \"all\" is not evaluated")
                .contains("\"deny\"");
    }
}
