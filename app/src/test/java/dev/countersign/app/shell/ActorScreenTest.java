package dev.countersign.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.fixture.DirectTasks;
import dev.countersign.app.fixture.SqlProject;
import dev.countersign.app.fixture.Window;
import dev.countersign.app.review.Shown;
import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.lint.Diagnostic;
import dev.countersign.review.Outcome.Verdict;
import dev.countersign.review.Review;
import java.nio.file.Path;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who makes the change is said in the window, and ownership rules judge for that person at once. */
class ActorScreenTest {
    private static final String POLICY = """
            lint {
              review = ERROR
              ownership "github" {
                allow "core" {
                  match = "main.*[type=table]"
                  users = ["alice"]
                }
                deny "frozen" {
                  match = "legacy"
                  users = ["alice"]
                }
              }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void theVerdictFollowsWhoIsNamed() {
        SqlProject project = SqlProject.sqlite(
                        folder,
                        "CREATE TABLE users (id INTEGER PRIMARY KEY); CREATE TABLE legacy (x TEXT);",
                        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE legacy (x TEXT, y TEXT);")
                .write("countersign.hcl", POLICY);
        try (Window window = new Window(DefaultWorkspace.installed(), new DirectTasks(), 1280, 800, false)) {
            window.act(() -> window.graph().open(project.request()));
            assertThat(review(window).outcome().verdict()).as("nobody is named").isEqualTo(Verdict.BLOCKED);
            assertThat(window.read(
                            () -> window.graph().signOff().obstacleProperty().get()))
                    .hasValueSatisfying(why -> assertThat(why).contains("in the way"));

            press(window, KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.A);
            TextField field =
                    (TextField) window.read(() -> window.workbench().scene().getFocusOwner());
            window.picture("actor-question-light");
            window.act(() -> field.setText("alice"));
            press(window, KeyCode.ENTER);

            window.picture("actor-named-light");
            assertThat(review(window).notEvaluated()).isEmpty();
            assertThat(review(window).diagnostics())
                    .filteredOn(Diagnostic::active)
                    .extracting(Diagnostic::code)
                    .contains("OW102");
            assertThat(review(window).outcome().verdict()).isEqualTo(Verdict.SIGN_OFF_REQUIRED);
            assertThat(window.read(
                            () -> window.graph().signOff().signerProperty().get()))
                    .isEqualTo("alice");
            window.act(() -> window.graph().signOff().signerProperty().set("bob"));
            assertThat(window.read(
                            () -> window.graph().signOff().obstacleProperty().get()))
                    .hasValueSatisfying(why -> assertThat(why).contains("judged for alice", "bob signs"));
        }
    }

    private static Review review(Window window) {
        return window.read(() -> window.graph()
                .review()
                .shownProperty()
                .get()
                .flatMap(Shown::review)
                .orElseThrow());
    }

    private static void press(Window window, KeyCode... keys) {
        window.act(() -> {
            Robot robot = new Robot();
            for (int i = 0; i < keys.length - 1; i++) {
                robot.keyPress(keys[i]);
            }
            robot.keyType(keys[keys.length - 1]);
            for (int i = keys.length - 2; i >= 0; i--) {
                robot.keyRelease(keys[i]);
            }
        });
    }
}
