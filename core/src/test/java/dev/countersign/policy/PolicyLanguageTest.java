package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.policy.SkipKey.Action;
import dev.countersign.policy.SkipKey.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the language of project files says of policy, block by block, as rows of what is written and what it means. */
class PolicyLanguageTest extends ProjectFixture {
    @Nested
    class Diff {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "add_schema",
                    "drop_schema",
                    "modify_schema",
                    "add_table",
                    "drop_table",
                    "modify_table",
                    "rename_table",
                    "add_column",
                    "drop_column",
                    "modify_column",
                    "add_index",
                    "drop_index",
                    "modify_index",
                    "add_foreign_key",
                    "drop_foreign_key",
                    "modify_foreign_key",
                    "rename_constraint",
                    "add_view",
                    "drop_view",
                    "modify_view",
                    "rename_view",
                    "add_func",
                    "drop_func",
                    "modify_func",
                    "rename_func",
                    "add_proc",
                    "drop_proc",
                    "modify_proc",
                    "rename_proc",
                    "add_trigger",
                    "drop_trigger",
                    "modify_trigger",
                    "rename_trigger",
                    "drop_role",
                    "drop_user"
                })
        void everyKeyOfAtlasIsOneKindOfChange(String key) {
            String text = "diff {\n  skip {\n    " + key + " = true\n  }\n}\nenv \"a\" {}\n";
            SkipPolicy skip = project(text, "a").environment().diff().skip();
            int cut = key.indexOf('_');
            Action action = Action.valueOf(key.substring(0, cut).toUpperCase(Locale.ROOT));
            Subject subject = Subject.valueOf(key.substring(cut + 1).toUpperCase(Locale.ROOT));
            assertThat(skip.skips(action, subject)).isTrue();
            assertThat(notes(text, "a")).isEmpty();
            assertThat(project(text.replace("true", "false"), "a")
                            .environment()
                            .diff()
                            .skip()
                            .skips(action, subject))
                    .isFalse();
        }

        @ParameterizedTest
        @CsvSource({
            "add = true, true, false",
            "create = true, true, false",
            "drop = true, false, true",
            "'', false, false"
        })
        void indexesAreBuiltBesideWritersWhenAsked(String setting, boolean create, boolean drop) {
            DiffPolicy diff = project("diff {\n  concurrent_index {\n    " + setting + "\n  }\n}\nenv \"a\" {}\n", "a")
                    .environment()
                    .diff();
            assertThat(diff.concurrentCreate().value()).isEqualTo(create);
            assertThat(diff.concurrentDrop().value()).isEqualTo(drop);
        }

        @Test
        void bothWordsForBuildingIndexesMayBeThereWhenTheyAgree() {
            String both = "diff {\n  concurrent_index {\n    add = true\n    create = true\n  }\n}\nenv \"a\" {}\n";
            assertThat(project(both, "a")
                            .environment()
                            .diff()
                            .concurrentCreate()
                            .value())
                    .isTrue();
            assertThat(problems(both.replace("add = true", "add = false"), "a", Map.of()))
                    .singleElement()
                    .asString()
                    .contains("say different things");
        }
    }

    @Nested
    class Lint {
        @ParameterizedTest
        @CsvSource({
            "destructive, true",
            "data_depend, false",
            "incompatible, false",
            "condrop, false",
            "nestedtx, false",
            "concurrent_index, false",
            "naming, false"
        })
        void onlyDroppingIsAnErrorByItself(String name, boolean error) {
            AnalyzerName analyzer = AnalyzerName.valueOf(name.toUpperCase(Locale.ROOT));
            assertThat(LintPolicy.DEFAULT.analyzer(analyzer).error().value()).isEqualTo(error);
            LintPolicy other = project(
                            "lint {\n  " + name + " {\n    error = " + !error + "\n  }\n}\nenv \"a\" {}\n", "a")
                    .environment()
                    .lint();
            assertThat(other.analyzer(analyzer).error().value()).isEqualTo(!error);
        }

        @Test
        void aBlockForOneKindOfNameReplacesPatternAndMessage() {
            LintPolicy lint = project("""
                    lint {
                      naming {
                        match   = "^[a-z]+$"
                        message = "lower case"
                        index {
                          match = "^idx_"
                        }
                        column {}
                      }
                    }
                    env "a" {}
                    """, "a").environment().lint();
            assertThat(lint.naming(NamingRule.Subject.TABLE).orElseThrow().message())
                    .isEqualTo("lower case");
            assertThat(lint.naming(NamingRule.Subject.INDEX).orElseThrow().message())
                    .isEmpty();
            assertThat(lint.naming(NamingRule.Subject.COLUMN))
                    .as("without a match it is silent")
                    .isEmpty();
        }

        @Test
        void namingByAttributesIsAnErrorOfItsAuthorAndNamed() {
            assertThat(notes("lint {\n  naming {\n    index = \"^idx_\"\n  }\n}\nenv \"a\" {}\n", "a"))
                    .singleElement()
                    .asString()
                    .contains("lint.naming.index is not evaluated: it is written as a block: index { ... }");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            drop_column { message = "ask first" } | drop_column | ask first
            drop_table { message = "ask first" }  | drop_table  | ask first
            drop_table { message = "${self.schema.name}.${self.name}" } | drop_table  | public.users
            drop_column { message = "stop reading ${self.table.name}.${upper(self.name)}" } | drop_column  | stop reading users.EMAIL
            drop_table {}                         | drop_table  | ''
            """)
        void dropsAreAnnouncedWhereTheBlockSaysSo(String block, String drop, String message) {
            String text = "lint {\n  incompatible {\n    "
                    + block.replace("{ ", "{\n").replace(" }", "\n}") + "\n  }\n}\nenv \"a\" {}\n";
            assertThat(notes(text, "a")).isEmpty();
            assertThat(project(text, "a")
                            .environment()
                            .lint()
                            .analyzer(AnalyzerName.INCOMPATIBLE)
                            .announced()
                            .get(drop)
                            .of(List.of("public", "users", "email")))
                    .isEqualTo(message);
        }

        @Test
        void aMessageAboutADropAsksForWhatThereIs() {
            String text =
                    "lint {\n  incompatible {\n    drop_table {\n      message = \"${self.table.name}\"\n    }\n  }\n}\nenv \"a\" {}\n";
            assertThatThrownBy(() -> project(text, "a"))
                    .hasMessageContaining("countersign.hcl:4:")
                    .hasMessageContaining("table");
        }

        /** The block of the environment, and which of the top-level lines no longer count. */
        @ParameterizedTest(name = "{0} -> {1}")
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                    | ``                                            | true  | main
            review = ERROR                        | ``                                            | true  | main
            latest = 3                            | ``                                            | true  | 3
            condrop {}                            | lint.destructive, lint.naming, lint.check "PG301" | false | main
            check "PG303" {~ skip = true~ }       | lint.destructive, lint.naming, lint.check "PG301" | false | main
            ownership "github" {~ default = ALLOW~ } | lint.destructive, lint.naming, lint.check "PG301" | false | main
            """)
        void analyzersOfAnEnvironmentReplaceThoseOfTheTopTogether(
                String own, String replaced, boolean forced, String detector) {
            String text = """
                    lint {
                      review = WARNING
                      destructive {
                        force = true
                      }
                      naming {
                        match = "^[a-z]+$"
                      }
                      check "PG301" {
                        error = true
                      }
                      git {
                        base = "main"
                      }
                    }
                    env "a" {
                      lint {
                        %s
                      }
                    }
                    """.formatted(own.replace("~", "\n"));
            Project project = project(text, "a");
            LintPolicy lint = project.environment().lint();
            assertThat(notes(text, "a"))
                    .as("what is replaced is evaluated as the language says")
                    .isEmpty();
            assertThat(project.notices().stream().map(Notice::what))
                    .containsExactlyInAnyOrder(replaced.isEmpty() ? new String[0] : replaced.split(", "));
            assertThat(lint.analyzer(AnalyzerName.DESTRUCTIVE).force().value()).isEqualTo(forced);
            assertThat(lint.review().value())
                    .isEqualTo(own.startsWith("review") ? ReviewMode.ERROR : ReviewMode.WARNING);
            assertThat(lint.detector().orElseThrow().toString()).contains(detector);
        }
    }

    @Nested
    class OtherBlocks {
        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            atlas { cloud { org = "acme" } }                        | atlas
            hook "sql" "t" { transaction { after_begin = ["SET x"] } } | hook "sql" "t"
            test { schema { src = ["a.test.hcl"] } }                | test
            deployment "d" { group "g" { match = true } }           | deployment "d"
            """)
        void isKnownHasNoEffectAndIsNamedOnce(String block, String what) {
            String text = block.replace("{ ", "{\n").replace(" }", "\n}") + "\nenv \"a\" {}\n";
            Project project = project(text, "a");
            Map<String, String> named = new TreeMap<>();
            project.notEvaluated().forEach(note -> named.put(note.what(), note.reason()));
            project.notices().forEach(note -> named.put(note.what(), note.reason()));
            assertThat(named).containsOnlyKeys(what);
            assertThat(named.get(what)).doesNotContain("not known");
        }
    }
}
