package dev.countersign.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import org.junit.jupiter.api.Test;

class ActionTest {
    @Test
    void noKeyMeansTwoThingsInOnePlace() {
        for (Action.Context context : Action.Context.values()) {
            List<KeyCodeCombination> keys = Arrays.stream(Action.values())
                    .filter(a -> a.context() == context || a.context() == Action.Context.WINDOW)
                    .flatMap(a -> a.key().stream())
                    .toList();
            assertThat(keys).as(context.toString()).doesNotHaveDuplicates();
        }
    }

    @Test
    void nothingThatCannotBeTakenBackHasAKey() {
        assertThat(Action.SIGN.key()).isEmpty();
    }

    @Test
    void keysOfTheFieldAreWhereReviewersExpectThem() {
        assertThat(Action.NEXT_DIFFERENCE.key()).contains(new KeyCodeCombination(KeyCode.F7));
        assertThat(Action.NEXT_FINDING.key()).contains(new KeyCodeCombination(KeyCode.F8));
        assertThat(Action.REREAD.key()).contains(new KeyCodeCombination(KeyCode.F5));
    }
}
