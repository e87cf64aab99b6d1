package dev.countersign.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.WrittenName;
import dev.countersign.rule.Kind.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever rules can ask of whatever kind of object: spelt wrong it is reported where it stands, with the name that was meant. */
class MisspeltRulesTest {
    private static final String SKELETON = """
            variable "limit" {
              type        = number
              default     = 10
              description = "how many"
            }
            predicate "column" "named" {
              variable "pattern" {
                type = string
              }
              name {
                match = var.pattern
                not {
                  eq_fold = "id"
                }
                or {
                  contains      = "a"
                  contains_fold = "b"
                }
                and {
                  in = ["c"]
                  ne = "d"
                }
              }
            }
            predicate "table" "wide" {
              and {
                condition = true
              }
              or {
                any {
                  column {
                    predicate = predicate.column.named
                    vars      = { pattern = "x" }
                  }
                }
                all {
                  column {
                    condition = true
                  }
                }
              }
              not {
                self {
                  eq = null
                }
              }
              count {
                gt = 1
                ge = 1
                lt = 9
                le = 9
                column {
                  condition = true
                }
              }
              exists {
                index {
                  condition = true
                }
              }
            }
            rule "schema" "narrow" {
              description = "no table is wide"
              table {
                match {
                  predicate = predicate.table.wide
                }
                assert {
                  condition = length(self.columns) < var.limit
                  message   = "too wide"
                }
                column {
                  assert {
                    condition = true
                  }
                }
              }
            }
            rule "migrate" "small" {
              description = "little at a time"
              add {
                table {
                  assert {
                    condition = true
                  }
                }
              }
              drop {
                table {
                  assert {
                    condition = true
                  }
                }
              }
              modify {
                table {
                  assert {
                    condition = true
                  }
                }
              }
              rename {
                table {
                  assert {
                    condition = true
                  }
                }
              }
            }
            """;

    private final Kinds kinds = new Kinds();

    /** What means something somewhere. A name that becomes one of these by a wrong letter may mean it here too. */
    private final Set<String> words = words();

    private Set<String> words() {
        Set<String> all = new TreeSet<>(kinds.words());
        kinds.words().forEach(kind -> all.addAll(kinds.of(kind).attributes().keySet()));
        return all;
    }

    @Test
    void theWordsOfRules() {
        assertThat(silent(SKELETON)).isEmpty();
    }

    @Test
    void whatEveryKindOfObjectHas() {
        List<String> silent = new ArrayList<>();
        for (String kind : kinds.words()) {
            kinds.of(kind)
                    .attributes()
                    .forEach((name, attribute) -> silent.addAll(silent(asking(kind, name, attribute))));
        }
        assertThat(silent).isEmpty();
    }

    private static String asking(String kind, String name, Attribute attribute) {
        String question = switch (attribute) {
            case Attribute.Plain ignored -> name + " {\n eq = 1\n}\n";
            case Attribute.One ignored -> name + " {\n condition = true\n}\n";
            case Attribute.Many ignored -> "any {\n" + name + " {\n condition = true\n}\n}\n";
        };
        return "predicate \"" + kind + "\" \"asked\" {\n" + question + "}\n";
    }

    private List<String> silent(String text) {
        assertThat(notes(text)).as(text).isEmpty();
        List<String> silent = new ArrayList<>();
        for (WrittenName name : WrittenName.in(source(text))) {
            for (String wrong : name.misspellings()) {
                List<String> notes = notes(name.with(wrong));
                boolean reported = notes.stream()
                        .anyMatch(n ->
                                n.contains("own.rule.hcl:" + name.range().line() + ":") && n.contains("did you mean"));
                if (!reported && !words.contains(wrong)) {
                    silent.add(name.name() + " as " + wrong + ": " + notes + "\n" + name.with(wrong));
                }
            }
        }
        return silent;
    }

    private static HclSource source(String text) {
        return new HclSource("own.rule.hcl", text);
    }

    private static List<String> notes(String text) {
        HclSource source = source(text);
        return RuleSet.read("own", List.of(source), Map.of(), source.range(0, 0))
                .notEvaluated();
    }
}
