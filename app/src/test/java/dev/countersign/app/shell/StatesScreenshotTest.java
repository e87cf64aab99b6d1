package dev.countersign.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.fixture.DirectTasks;
import dev.countersign.app.fixture.FailingWorkspace;
import dev.countersign.app.fixture.SampleReview;
import dev.countersign.app.fixture.SampleWorkspace;
import dev.countersign.app.fixture.StuckTasks;
import dev.countersign.app.fixture.Window;
import dev.countersign.app.review.Screen;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Draws the states of the window beside the plain review. */
class StatesScreenshotTest {
    private static Window open(int width, int height, boolean dark, SampleReview review) {
        Window window = new Window(new SampleWorkspace(review), new DirectTasks(), width, height, dark);
        window.act(() -> window.graph().review().open(SampleWorkspace.request()));
        return window;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void emptyWindowAsksWhatToCompare(boolean dark) {
        try (Window window =
                new Window(new SampleWorkspace(new SampleReview(0, false)), new DirectTasks(), 1280, 800, dark)) {
            window.act(() -> window.graph().connect().remember(SampleWorkspace.request()));
            assertThat(window.picture("empty" + (dark ? "-dark" : "-light"))).isNotEmptyFile();
            assertThat(window.read(
                            () -> window.graph().review().screenProperty().get()))
                    .isInstanceOf(Screen.Empty.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failureSaysWhatToDo(boolean dark) {
        try (Window window = new Window(new FailingWorkspace(), new DirectTasks(), 1280, 800, dark)) {
            window.act(() -> window.graph().review().open(SampleWorkspace.request()));
            assertThat(window.picture("failed" + (dark ? "-dark" : "-light"))).isNotEmptyFile();
            assertThat(window.read(
                            () -> window.graph().review().screenProperty().get()))
                    .isInstanceOf(Screen.Failed.class);
        }
    }

    @Test
    void loadingShowsPhaseAndCancel() {
        try (Window window =
                new Window(new SampleWorkspace(new SampleReview(0, false)), new StuckTasks(), 1280, 800, false)) {
            window.act(() -> window.graph().review().open(SampleWorkspace.request()));
            assertThat(window.picture("loading-light")).isNotEmptyFile();
            assertThat(window.read(
                            () -> window.graph().review().screenProperty().get()))
                    .isInstanceOf(Screen.Loading.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 1600})
    void longNamesGiveWay(int width) {
        try (Window window = open(width, width == 1280 ? 800 : 1000, false, new SampleReview(0, true))) {
            assertThat(window.picture("long-names-" + width + "-light")).isNotEmptyFile();
        }
    }

    @Test
    void thousandRows() {
        try (Window window = open(1600, 1000, true, new SampleReview(1000, false))) {
            Path picture = window.picture("thousand-rows-dark");
            assertThat(picture).isNotEmptyFile();
            assertThat(window.read(() -> window.graph().tree().differingCount()))
                    .isEqualTo(1013);
        }
    }

    @Test
    void paletteListsActionsWithKeysAndReasons() {
        try (Window window = open(1600, 1000, false, new SampleReview(0, false))) {
            window.act(() -> window.graph().actions().run(Action.PALETTE));
            assertThat(window.picture("palette-light")).isNotEmptyFile();
        }
    }

    @Test
    void absentStatementsAreListedWithReasons() {
        try (Window window = open(1280, 800, false, new SampleReview(0, false))) {
            window.act(() -> window.graph().actions().run(Action.SHOW_KEPT_OUT));
            assertThat(window.picture("kept-out-light")).isNotEmptyFile();
        }
    }

    @Test
    void turnedSwitchShowsWhatItBrought() {
        try (Window window = open(1600, 1000, false, new SampleReview(0, false))) {
            window.act(() -> {
                var variable = window.graph().review().variablesProperty().get().get(1);
                window.graph().variables().turn(variable, true);
                window.graph()
                        .tree()
                        .row(ObjectRef.of(ObjectKind.TABLE, "shop", "users"))
                        .ifPresent(window.graph().tree()::select);
                window.graph().actions().run(Action.TOGGLE_VIEWED);
                window.graph().diff().unifiedProperty().set(true);
                window.graph().actions().run(Action.NEXT_DIFFERENCE);
                window.graph().signOff().signerProperty().set("alice@corp.example");
            });
            assertThat(window.picture("switch-unified-light")).isNotEmptyFile();
            assertThat(window.read(() ->
                            window.graph().variables().effectProperty().get().variable()))
                    .isEqualTo(Optional.of("drop_table"));
        }
    }
}
