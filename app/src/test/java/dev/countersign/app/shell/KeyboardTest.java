package dev.countersign.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.fixture.DirectTasks;
import dev.countersign.app.fixture.SampleReview;
import dev.countersign.app.fixture.SampleWorkspace;
import dev.countersign.app.fixture.Window;
import javafx.scene.Node;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The review by keyboard alone, with real key events on the headless platform. */
class KeyboardTest {
    private static Window window;

    @BeforeAll
    static void open() {
        window = new Window(new SampleWorkspace(new SampleReview(0, false)), new DirectTasks(), 1280, 800, false);
    }

    @AfterAll
    static void close() {
        window.close();
    }

    @BeforeEach
    void review() {
        window.act(() -> {
            window.graph().review().open(SampleWorkspace.request());
            window.graph().actions().run(Action.PANE_DIFFERENCES);
        });
    }

    @Test
    void arrowKeysMoveTheSelectionAndTheDefinitionsFollow() {
        assertThat(window.read(KeyboardTest::focused)).isInstanceOf(TreeView.class);
        press(KeyCode.DOWN);
        press(KeyCode.DOWN);
        assertThat(window.read(
                        () -> window.graph().tree().selectedRow().orElseThrow().name()))
                .isEqualTo("shop.active_users");
    }

    @Test
    void vMarksAsViewed() {
        press(KeyCode.V);
        assertThat(window.read(() -> window.graph().tree().viewedCountProperty().get()))
                .isEqualTo(1);
    }

    @Test
    void f8GoesFromFindingToFinding() {
        press(KeyCode.F8);
        assertThat(window.read(() -> window.graph()
                        .review()
                        .selection()
                        .findingProperty()
                        .get()
                        .orElseThrow()
                        .code()))
                .isEqualTo("MF104");
        press(KeyCode.F8);
        assertThat(window.read(() -> window.graph().plan().statementProperty().get()))
                .contains(3);
    }

    @Test
    void f7CrossesToTheNextObjectOnlyOnTheSecondPress() {
        String first = selected();
        for (int i = 0; i < 3; i++) {
            press(KeyCode.F7);
        }
        press(KeyCode.F7);
        assertThat(selected()).isEqualTo(first);
        press(KeyCode.F7);
        assertThat(selected()).isNotEqualTo(first);
    }

    @Test
    void f6WalksThroughAllPanesAndF4GoesToTheStatement() {
        Node start = window.read(KeyboardTest::focused);
        for (int i = 0; i < 5; i++) {
            press(KeyCode.F6);
        }
        assertThat(window.read(KeyboardTest::focused)).isSameAs(start);
        press(KeyCode.F4);
        assertThat(window.read(() -> window.workbench().view().isInPlan())).isTrue();
    }

    private static String selected() {
        return window.read(
                () -> window.graph().tree().selectedRow().orElseThrow().name());
    }

    private static Node focused() {
        return window.workbench().scene().getFocusOwner();
    }

    private static void press(KeyCode key) {
        window.act(() -> new Robot().keyType(key));
    }
}
