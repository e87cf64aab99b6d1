package dev.countersign.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.fixture.Window;
import dev.countersign.app.review.Screen;
import dev.countersign.app.task.BackgroundTasks;
import dev.countersign.app.task.WindowThread;
import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.ReviewSession;
import dev.countersign.plan.Statement;
import dev.countersign.progress.Progress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Turning the destructive variable in the window, on the built-in engine. */
class StorefrontSwitchTest {
    private static final Path PROJECT =
            Path.of(System.getProperty("countersign.root", ".."), "sample-schemas", "storefront");

    @Test
    void turningTheVariablePlansTheDropsAndGivesTheSameBytesAsTheCommandLine() {
        ReviewRequest request = request(Map.of());
        try (DefaultWorkspace workspace = DefaultWorkspace.installed();
                BackgroundTasks tasks = new BackgroundTasks(new WindowThread(), Clock.systemUTC());
                Window window = new Window(workspace, tasks, 1600, 1000, false)) {
            window.act(() -> window.graph().review().open(request));
            wait(
                    window,
                    () -> window.graph().review().screenProperty().get() instanceof Screen.Reviewing
                            && !window.graph().review().computingProperty().get());
            int before = window.read(() -> window.graph().plan().statements());
            window.act(() -> window.graph()
                    .variables()
                    .turn(window.graph().review().variablesProperty().get().getFirst(), true));
            wait(window, () -> !window.graph().review().computingProperty().get());
            window.picture("storefront-destructive-light");
            assertThat(window.read(() -> window.graph().plan().statements())).isGreaterThan(before);
            assertThat(window.read(() -> window.graph()
                            .review()
                            .shownProperty()
                            .get()
                            .orElseThrow()
                            .plan()
                            .statements()))
                    .anyMatch(Statement::destructive);
            try (ReviewSession asArgument =
                    workspace.open(request(Map.of("destructive", List.of("true"))), Progress.none())) {
                assertThat(window.read(() -> window.graph().plan().script()))
                        .isEqualTo(asArgument.plan(Map.of()).script());
            }
        }
    }

    private static ReviewRequest request(Map<String, List<String>> variables) {
        return new ReviewRequest(
                Optional.empty(),
                PROJECT,
                Optional.of("prod"),
                variables,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static void wait(Window window, BooleanSupplier until) {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (!window.read(until::getAsBoolean)) {
            assertThat(Instant.now()).as("the review takes too long").isBefore(end);
            window.settle();
        }
    }
}
