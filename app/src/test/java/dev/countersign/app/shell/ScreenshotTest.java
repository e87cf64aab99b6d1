package dev.countersign.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.fixture.DirectTasks;
import dev.countersign.app.fixture.SampleReview;
import dev.countersign.app.fixture.SampleWorkspace;
import dev.countersign.app.fixture.Window;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws every state of the window; the pictures are in {@code target/screenshots}. */
class ScreenshotTest {

    @ParameterizedTest
    @CsvSource({"1600,1000,false", "1600,1000,true", "1280,800,false", "1280,800,true", "1000,760,false"})
    void reviewIsDrawn(int width, int height, boolean dark) {
        try (Window window =
                new Window(new SampleWorkspace(new SampleReview(0, false)), new DirectTasks(), width, height, dark)) {
            window.act(() -> window.graph().review().open(SampleWorkspace.request()));
            Path picture = window.picture("review-" + width + (dark ? "-dark" : "-light"));
            assertThat(picture).isNotEmptyFile();
        }
    }
}
