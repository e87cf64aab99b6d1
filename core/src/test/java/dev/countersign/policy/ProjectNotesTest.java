package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What a project file says and nobody evaluates is named where it stands. */
class ProjectNotesTest extends ProjectFixture {
    @Test
    void whatIsMisspeltIsReportedWithWhatWasProbablyMeant() {
        assertThat(notes("""
                lnit {
                  review = ERROR
                }
                lint {
                  reviw = ERROR
                  destructive {
                    allow_colum {
                      match = "x"
                    }
                  }
                  naming {
                    index = "^idx_"
                  }
                }
                diff {
                  skip {
                    drop_colum = true
                  }
                  policy {}
                }
                env "e" {
                  urll = "x"
                }
                """, "e"))
                .containsExactlyInAnyOrder(
                        "countersign.hcl:1:1: lnit is not evaluated: the name is not known here; did you mean \"lint\"?",
                        "countersign.hcl:5:3: lint.reviw is not evaluated: the name is not known here;"
                                + " did you mean \"review\"?",
                        "countersign.hcl:7:5: lint.destructive.allow_colum is not evaluated: the name is not known here;"
                                + " did you mean \"allow_column\"?",
                        "countersign.hcl:12:5: lint.naming.index is not evaluated: it is written as a block:"
                                + " index { ... }",
                        "countersign.hcl:17:5: diff.skip.drop_colum is not evaluated: the name is not known here;"
                                + " did you mean \"drop_column\"?",
                        "countersign.hcl:19:3: diff.policy is not evaluated: the name is not known here",
                        "countersign.hcl:22:3: env \"e\".urll is not evaluated: it is no setting, no schema in HCL has"
                                + " such a variable, and nothing says env://urll; did you mean \"url\"?");
    }

    @Test
    void whatIsNotRunIsReportedAndStaysEmpty() {
        String text = """
                data "external" "src" {
                  program = ["make"]
                }
                hook "sql" "x" {}
                env "e" {
                  src = data.external.src
                }
                """;
        assertThat(project(text, "e").environment().desired()).isEmpty();
        assertThat(notes(text, "e"))
                .containsExactlyInAnyOrder(
                        "countersign.hcl:6:3: env \"e\".src is not evaluated:"
                                + " it needs data \"external\" \"src\", which is not run here",
                        "countersign.hcl:4:1: hook \"sql\" \"x\" is not evaluated: hooks are not supported yet");
    }

    @Test
    void knownBlocksWithoutEffectAreReported() {
        String text = """
                lint {
                  latest = 1
                  condrop {
                    error = true
                  }
                  ownership "github" {}
                }
                diff "postgres" {}
                diff {
                  not_null {
                    check = true
                  }
                }
                env "e" {
                  migration {
                    dir     = "file://m"
                    tx_mode = none
                  }
                }
                """;
        assertThat(project(text, "e").notEvaluated())
                .extracting(NotEvaluated::what)
                .containsExactly("diff.not_null.check");
        assertThat(project(text, "e").environment().resolve("env://migration.dir"))
                .isEqualTo("file://m");
    }

    @Test
    void aFunctionIsSuggestedByTheEndOfItsName() {
        assertThatThrownBy(() -> project("env \"e\" {\n  url = env(\"HOME\")\n}\n", "e"))
                .hasMessageContaining("there is no function \"env\"; did you mean \"getenv\"?");
    }

    @Test
    void ofTwoDesiredStatesTheOneThatIsNotTakenIsTold() {
        String text = """
                env "a" {
                  src = getenv("%s")
                  schema {
                    src = "file://schema.hcl"
                  }
                }
                """;
        Project both = project(text.formatted("HOME"), "a");
        assertThat(both.environment().desired()).containsExactly("/h");
        assertThat(both.notices())
                .extracting(Notice::summary)
                .containsExactly("countersign.hcl:4:5: env \"a\".schema.src decides nothing here:"
                        + " the src beside the block says the desired state");
        Project one = project(text.formatted("NOT_SET"), "a");
        assertThat(one.environment().desired()).containsExactly("file://schema.hcl");
    }
}
