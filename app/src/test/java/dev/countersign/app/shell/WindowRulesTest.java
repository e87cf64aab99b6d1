package dev.countersign.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.fixture.DirectTasks;
import dev.countersign.app.fixture.SampleReview;
import dev.countersign.app.fixture.SampleWorkspace;
import dev.countersign.app.fixture.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for the whole window: style sheets without faults, a name for every control, a direction in words. */
class WindowRulesTest {
    private static final Logger CSS = Logger.getLogger("javafx.css");
    private static final List<String> FAULTS = new ArrayList<>();
    private static final Handler COLLECTOR = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            FAULTS.add(entry.getMessage());
        }

        @Override
        public void flush() {
            // keeps nothing back
        }

        @Override
        public void close() {
            // holds nothing
        }
    };
    private static Window window;

    @BeforeAll
    static void open() {
        CSS.addHandler(COLLECTOR);
        window = new Window(new SampleWorkspace(new SampleReview(0, false)), new DirectTasks(), 1600, 1000, true);
        window.act(() -> window.graph().review().open(SampleWorkspace.request()));
    }

    @AfterAll
    static void close() {
        window.close();
        CSS.removeHandler(COLLECTOR);
    }

    @Test
    void styleSheetsHaveNoFaults() {
        window.act(() -> window.graph().theme().larger());
        assertThat(FAULTS).isEmpty();
    }

    @Test
    void everyControlHasAName() {
        List<Node> nameless = window.read(() -> {
            List<Node> found = new ArrayList<>();
            walk(window.workbench().view().root(), found);
            return found;
        });
        assertThat(nameless).isEmpty();
    }

    @Test
    void directionIsSaidInWordsBeforeItIsShownInColours() {
        List<String> names = window.read(() -> window.workbench().view().root().lookupAll(".state-name").stream()
                .map(n -> ((Label) n).getText())
                .toList());
        assertThat(names).containsExactly("shop@prod", "schema.sql");
        List<String> sides = window.read(() -> window.workbench().view().root().lookupAll(".diff-side-title").stream()
                .map(n -> ((Label) n).getText())
                .toList());
        assertThat(sides).containsExactly("current \u00b7 shop@prod", "desired \u00b7 schema.sql");
    }

    private static void walk(Node node, List<Node> nameless) {
        boolean named = switch (node) {
            case ButtonBase button -> said(button.getText()) || said(button.getAccessibleText());
            case TextInputControl field -> said(field.getAccessibleText()) || !field.isVisible();
            default -> true;
        };
        if (!named && node.isVisible() && !node.getStyleClass().contains("viewed-button")) {
            nameless.add(node);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> walk(child, nameless));
        }
    }

    private static boolean said(String text) {
        return text != null && !text.isBlank();
    }
}
