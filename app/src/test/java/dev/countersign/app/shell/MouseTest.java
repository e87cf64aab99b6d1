package dev.countersign.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.fixture.DirectTasks;
import dev.countersign.app.fixture.SampleReview;
import dev.countersign.app.fixture.SampleWorkspace;
import dev.countersign.app.fixture.Window;
import javafx.scene.Node;
import javafx.scene.control.TreeCell;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** The review with the mouse, by TestFX's robot on the headless platform. */
class MouseTest {
    private static Window window;
    private static final FxRobot ROBOT = new FxRobot();

    @BeforeAll
    static void open() {
        window = new Window(new SampleWorkspace(new SampleReview(0, false)), new DirectTasks(), 1280, 800, false);
        window.act(() -> window.graph().review().open(SampleWorkspace.request()));
        ROBOT.targetWindow(window.stage());
    }

    @AfterAll
    static void close() {
        window.close();
    }

    @Test
    void aClickOnASwitchTurnsTheVariableAndASecondOneTurnsItBack() {
        String before = value();

        click(".variable .toggle-switch");
        String turned = value();
        click(".variable .toggle-switch");

        assertThat(turned).isNotEqualTo(before);
        assertThat(value()).isEqualTo(before);
    }

    @Test
    void aClickOnADifferenceShowsItsDefinition() {
        Node row = ROBOT.lookup(node -> node instanceof TreeCell<?> cell
                        && cell.isVisible()
                        && cell.getItem() != null
                        && cell.getAccessibleText() != null
                        && cell.getAccessibleText().contains("shop.order_status"))
                .query();
        ROBOT.clickOn(row);
        window.settle();

        assertThat(window.read(
                        () -> window.graph().tree().selectedRow().orElseThrow().name()))
                .isEqualTo("shop.order_status");
    }

    private static void click(String query) {
        ROBOT.clickOn(ROBOT.lookup(query).<Node>query());
        window.settle();
    }

    /** The first switch's value in the review that is shown. */
    private static String value() {
        return window.read(() ->
                window.graph().variables().variablesProperty().get().getFirst().value());
    }
}
