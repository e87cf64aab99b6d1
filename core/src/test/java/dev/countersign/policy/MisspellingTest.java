package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.WrittenName;
import dev.countersign.rule.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A name that is spelt wrong is never taken for nothing: each name that project, rule and team files know is misspelt in turn. */
class MisspellingTest extends ProjectFixture {
    private static final List<String> ENVIRONMENTS = List.of("prod", "fleet", "other");

    private static String sample() throws IOException {
        String skips = SkipKey.all().stream()
                .map(key -> "    " + key.hclName() + " = false")
                .collect(Collectors.joining("\n"));
        try (InputStream in = MisspellingTest.class.getResourceAsStream("/policy/everything.hcl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("@SKIP@", skips);
        }
    }

    private static List<WrittenName> names(String text) {
        return WrittenName.in(new HclSource("countersign.hcl", text));
    }

    private static String path(WrittenName name) {
        return Vocabulary.path(name.around().stream().map(HclBlock::title).collect(Collectors.joining(".")));
    }

    private static String entry(WrittenName name) {
        return Vocabulary.entry(path(name), name.name(), name.block());
    }

    @Test
    void theSampleSaysEverythingThatTheReadersKnow() throws IOException {
        String text = sample();
        SortedSet<String> known = new TreeSet<>();
        for (String environment : ENVIRONMENTS) {
            known.addAll(project(text, environment).vocabulary());
        }
        Set<String> written = names(text).stream().map(MisspellingTest::entry).collect(Collectors.toSet());
        known.removeAll(written);
        // the old name of format excludes format
        known.removeIf(entry -> entry.equals("log {}") || entry.endsWith(".log") || entry.endsWith(".log {}"));
        assertThat(known)
                .as("names that readers ask for and the sample does not use")
                .isEmpty();
    }

    @Test
    void aMisspeltNameOfAProjectFileIsReportedWhereItStands() throws IOException {
        String text = sample();
        SortedSet<String> known = new TreeSet<>();
        for (String environment : ENVIRONMENTS) {
            known.addAll(project(text, environment).vocabulary());
        }
        BiPredicate<WrittenName, String> elsewhere =
                (name, wrong) -> known.contains(Vocabulary.entry(path(name), wrong, name.block()));
        List<String> silent = new ArrayList<>();
        for (WrittenName name : names(text)) {
            for (String wrong : name.misspellings()) {
                if (!elsewhere.test(name, wrong) && !reported(name.with(wrong), name, wrong)) {
                    silent.add(name.range() + " " + entry(name) + " as " + wrong);
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    private boolean reported(String text, WrittenName name, String wrong) throws IOException {
        Files.writeString(file, text);
        for (String environment : ENVIRONMENTS) {
            try {
                Project project = Project.evaluate(ProjectFile.read(file, MACHINE), environment, Map.of());
                boolean there = notEvaluated(project)
                        .anyMatch(n -> n.what().contains(wrong)
                                && n.range()
                                        .filter(r -> r.line() == name.range().line())
                                        .isPresent());
                if (there) {
                    return true;
                }
            } catch (PolicyException e) {
                return true;
            }
        }
        return false;
    }

    private static final String RULES = """
            variable "limit" {
              type    = number
              default = 10
            }
            predicate "table" "has_primary_key" {
              primary_key {
                condition = self != null
              }
            }
            predicate "column" "named" {
              variable "pattern" {
                type = string
              }
              name {
                match = var.pattern
              }
            }
            rule "schema" "require-primary-key" {
              description = "All tables must have a primary key"
              table {
                match {
                  not {
                    name {
                      match = "^tmp_"
                    }
                  }
                }
                assert {
                  predicate = predicate.table.has_primary_key
                  message   = "Table ${self.name} must have a primary key"
                }
                column {
                  assert {
                    predicate = predicate.column.named
                    vars      = { pattern = "^[a-z]+$" }
                  }
                }
              }
            }
            rule "migrate" "few-columns" {
              description = "A table has few columns"
              add {
                table {
                  assert {
                    condition = length(self.columns) <= var.limit
                  }
                }
              }
            }
            """;

    @Test
    void aMisspeltNameOfARuleFileIsReported() {
        assertThat(rules(RULES)).isEmpty();
        assertThat(silent(RULES, MisspellingTest::rules)).isEmpty();
    }

    /** Not wrong: rules may call the columns of a table either way. */
    private static final String SYNONYM = "columns";

    /** The misspellings after which nothing is said. */
    private static List<String> silent(String text, Function<String, List<String>> notes) {
        List<String> silent = new ArrayList<>();
        for (WrittenName name : names(text)) {
            for (String wrong : name.misspellings()) {
                if (!wrong.equals(SYNONYM) && notes.apply(name.with(wrong)).isEmpty()) {
                    silent.add(name.range() + " " + entry(name) + " as " + wrong);
                }
            }
        }
        return silent;
    }

    private static List<String> rules(String text) {
        HclSource source = new HclSource("own.rule.hcl", text);
        return RuleSet.read("own", List.of(source), Map.of(), source.range(0, 0))
                .notEvaluated();
    }

    private static final String TEAMS = """
            team "backend" {
              users = ["alice"]
              teams = ["payments"]
            }
            team "payments" {
              users = ["carol"]
            }
            role "dba" {
              members = ["dan"]
            }
            user "alice" {
              names = ["alice@corp.example"]
            }
            """;

    @Test
    void aMisspeltNameOfATeamsFileIsReported() {
        assertThat(teams(TEAMS)).isEmpty();
        assertThat(silent(TEAMS, MisspellingTest::teams)).isEmpty();
    }

    private static List<String> teams(String text) {
        return Teams.read(List.of(new HclSource("teams.hcl", text))).notEvaluated();
    }
}
