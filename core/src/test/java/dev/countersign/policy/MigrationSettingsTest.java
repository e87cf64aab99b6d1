package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a project file says of migration directories. */
class MigrationSettingsTest extends ProjectFixture {
    @Test
    void migrationSettingsAreCheckedAndWhatIsAboutRunningThemIsNamed() {
        String text = """
                env "e" {
                  migration {
                    format       = goose
                    exec_order   = linear-skip
                    lock_timeout = "1m30s"
                    baseline     = "20260101"
                  }
                }
                env "f" {
                  migration {
                    format     = "gosse"
                    exec_order = "SIDEWAYS"
                    exec_odrer = LINEAR
                  }
                }
                env "g" {
                  migration {
                    lock_timeout = "soon"
                  }
                }
                """;
        Project written = project(text.replace("linear-skip", "\"linear-skip\""), "e");
        assertThat(written.notEvaluated()).isEmpty();
        assertThat(written.notices())
                .extracting(Notice::summary)
                .containsExactly(
                        "countersign.hcl:6:5: env \"e\".migration.baseline decides nothing here:"
                                + " it is about running migrations, and counts when they are applied",
                        "countersign.hcl:5:5: env \"e\".migration.lock_timeout decides nothing here:"
                                + " it is about running migrations, and counts when they are applied",
                        "countersign.hcl:4:5: env \"e\".migration.exec_order decides nothing here:"
                                + " it is about what ran in a database, and counts when they are applied and for drift");
        assertThat(project(text.replace("linear-skip", "LINEAR_SKIP"), "e")
                        .environment()
                        .migration()
                        .orElseThrow()
                        .format())
                .contains("goose");
        assertThat(notes(text.replace("linear-skip", "LINEAR_SKIP"), "f"))
                .anySatisfy(n -> assertThat(n)
                        .contains("migration.format is not evaluated: it must be one of atlas, golang-migrate, goose")
                        .endsWith("did you mean \"goose\"?"))
                .anySatisfy(
                        n -> assertThat(n).contains("migration.exec_order is not evaluated: it must be one of LINEAR"))
                .anySatisfy(n -> assertThat(n).endsWith("did you mean \"exec_order\"?"));
        assertThat(project(text.replace("linear-skip", "LINEAR_SKIP"), "f").notices())
                .as("a word that is not understood is named once")
                .isEmpty();
        assertThatThrownBy(() -> project(text.replace("linear-skip", "LINEAR_SKIP"), "g"))
                .hasMessageContaining("\"lock_timeout\" must be a time such as \"10s\"");
    }

    @Test
    void anEmptyTextInMigrationSettingsGivesNothing() {
        String text = """
                env "e" {
                  migration {
                    dir          = getenv("NOT_SET")
                    format       = ""
                    baseline     = ""
                    exec_order   = ""
                    tx_mode      = ""
                    lock_timeout = ""
                  }
                }
                """;
        Project read = project(text, "e");
        assertThat(read.notEvaluated()).isEmpty();
        assertThat(read.environment().migration())
                .contains(new Migration(
                        Optional.of("file://migrations"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void theDetectorOfNewFilesIsInheritedOnlyWhenTheEnvironmentHasNone() {
        String text = """
                lint {
                  git {
                    base = "main"
                  }
                  condrop {
                    error = true
                  }
                }
                env "own" {
                  lint {
                    latest = 2
                  }
                }
                env "inherits" {
                  lint {
                    review = ERROR
                  }
                }
                """;
        LintPolicy own = project(text, "own").environment().lint();
        assertThat(own.detector()).contains(new ChangeDetector.Latest(2));
        assertThat(own.analyzer(AnalyzerName.CONDROP).error().value()).isTrue();
        assertThat(project(text, "inherits").environment().lint().detector())
                .contains(new ChangeDetector.Git("main", "."));
        assertThat(notes(text, "own")).isEmpty();
        assertThatThrownBy(() -> project("lint {\n  latest = 1\n  git {\n    base = \"main\"\n  }\n}\n", ""))
                .hasMessageContaining("exclude each other");
    }
}
