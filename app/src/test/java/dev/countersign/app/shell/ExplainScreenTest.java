package dev.countersign.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.explain.ExplainModel;
import dev.countersign.app.fixture.DirectTasks;
import dev.countersign.app.fixture.SqlProject;
import dev.countersign.app.fixture.Window;
import dev.countersign.engine.DefaultWorkspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From what is kept out of the plan to the line of the project file that decides so, by keyboard alone. */
class ExplainScreenTest {
    private static final String POLICY = """
            variable "destructive" {
              type    = bool
              default = false
            }
            diff {
              skip {
                drop_column = !var.destructive
              }
            }
            """;

    @TempDir
    Path folder;

    private Window open(boolean dark) {
        SqlProject project = SqlProject.sqlite(
                        folder,
                        "CREATE TABLE users (id INTEGER PRIMARY KEY, fax TEXT);",
                        "CREATE TABLE users (id INTEGER PRIMARY KEY);")
                .write("countersign.hcl", POLICY);
        Window window = new Window(DefaultWorkspace.installed(), new DirectTasks(), 1280, 800, dark);
        window.act(() -> window.graph().open(project.request()));
        return window;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsKeptOutLeadsToTheLineThatDecides(boolean dark) {
        try (Window window = open(dark)) {
            window.act(() -> window.graph().actions().run(Action.SHOW_KEPT_OUT));
            press(window, KeyCode.F4);
            window.picture("explain-" + (dark ? "dark" : "light"));
            assertThat(window.read(
                            () -> window.graph().explain().stateProperty().get()))
                    .isInstanceOf(ExplainModel.State.Answered.class);
            assertThat(texts(window))
                    .anyMatch(t -> t.startsWith("Why: column main.users.fax"))
                    .anyMatch(t -> t.contains("diff.skip.drop_column"))
                    .anyMatch(t -> t.contains("countersign.hcl:7"))
                    .anyMatch(t -> t.contains("drop_column = !var.destructive"));
            press(window, KeyCode.ESCAPE);
            assertThat(texts(window)).noneMatch(t -> t.startsWith("Why:"));
        }
    }

    @Test
    void theAnswerFollowsTheVariables() {
        try (Window window = open(false)) {
            window.act(() -> window.graph()
                    .variables()
                    .turn(window.graph().review().variablesProperty().get().getFirst(), true));
            window.act(() -> window.graph().actions().run(Action.EXPLAIN));
            assertThat(texts(window)).anyMatch(t -> t.contains("var.destructive = true"));
        }
    }

    private static List<String> texts(Window window) {
        return window.read(() -> window.workbench().view().root().lookupAll(".label").stream()
                .map(n -> ((Labeled) n).getText())
                .filter(Objects::nonNull)
                .toList());
    }

    private static void press(Window window, KeyCode key) {
        window.act(() -> new Robot().keyType(key));
    }
}
