package dev.countersign.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.fixture.DirectTasks;
import dev.countersign.app.fixture.SqlProject;
import dev.countersign.app.fixture.Window;
import dev.countersign.app.review.RenameCase.State;
import dev.countersign.engine.DefaultWorkspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What looks renamed, in the window: seen, decided by keyboard and mouse, undone. */
class RenameScreenTest {
    private static final String CURRENT = """
            CREATE TABLE account (id INTEGER PRIMARY KEY, mail TEXT NOT NULL, name TEXT, city TEXT, born TEXT);
            CREATE TABLE item (id INTEGER PRIMARY KEY, price NUMERIC);
            CREATE TABLE log (id INTEGER PRIMARY KEY, line TEXT);
            """;
    private static final String DESIRED = """
            CREATE TABLE client (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT, city TEXT, born TEXT);
            CREATE TABLE item (id INTEGER PRIMARY KEY, unit_price NUMERIC);
            CREATE TABLE log (id INTEGER PRIMARY KEY, line TEXT NOT NULL DEFAULT '');
            """;

    @TempDir
    Path folder;

    private Window open(int width, int height, boolean dark, String current, String desired) {
        Window window = new Window(DefaultWorkspace.installed(), new DirectTasks(), width, height, dark);
        window.act(() ->
                window.graph().open(SqlProject.sqlite(folder, current, desired).request()));
        return window;
    }

    @ParameterizedTest
    @CsvSource({"1600,1000,false", "1280,800,true"})
    void aSuggestionIsDecidedByKeyboardAlone(int width, int height, boolean dark) {
        String look = width + (dark ? "-dark" : "-light");
        try (Window window = open(width, height, dark, CURRENT, DESIRED)) {
            press(window, KeyCode.CONTROL, KeyCode.J);
            window.picture("rename-suggested-" + look);
            assertThat(window.read(() ->
                            window.graph().tree().selectedRow().orElseThrow().name()))
                    .isEqualTo("main.item.price \u2192 unit_price");
            assertThat(texts(window)).anyMatch(t -> t.startsWith("Looks renamed: column main.item.price"));
            press(window, KeyCode.CONTROL, KeyCode.R);
            press(window, KeyCode.CONTROL, KeyCode.J);
            press(window, KeyCode.CONTROL, KeyCode.R);
            window.picture("rename-confirmed-" + look);
            assertThat(texts(window))
                    .as("the reviewer still looks at what was confirmed")
                    .anyMatch(t -> t.startsWith("table \u00b7 will be renamed"));
            assertThat(window.read(() -> window.graph().plan().script()))
                    .contains("RENAME COLUMN price TO unit_price", "RENAME TO client");
            assertThat(window.read(() -> window.graph().renames().count(State.CONFIRMED)))
                    .isEqualTo(2);
            press(window, KeyCode.CONTROL, KeyCode.J);
            pressBoth(window, KeyCode.R);
            assertThat(window.read(() -> window.graph().renames().count(State.REJECTED)))
                    .isEqualTo(1);
            window.picture("rename-rejected-" + look);
            assertThat(texts(window)).anyMatch(t -> t.startsWith("Not a rename: column main.account.mail"));
            press(window, KeyCode.CONTROL, KeyCode.Z);
            press(window, KeyCode.CONTROL, KeyCode.Z);
            press(window, KeyCode.CONTROL, KeyCode.Z);
            assertThat(window.read(() -> window.graph().review().decisions().isEmpty()))
                    .isTrue();
        }
    }

    @Test
    void theButtonsDoTheSame() {
        try (Window window = open(1600, 1000, false, CURRENT, DESIRED)) {
            window.act(() -> window.graph().actions().run(Action.NEXT_RENAME));
            window.act(() -> button(window, "It is renamed").fire());
            assertThat(window.read(() -> window.graph().renames().count(State.CONFIRMED)))
                    .isEqualTo(1);
        }
    }

    @Test
    void aHundredLongNamesGiveWay() {
        String columns =
                " (id INTEGER PRIMARY KEY, first_name_of_the_person TEXT, last_name_of_the_person TEXT, born TEXT)";
        String current = IntStream.range(0, 100)
                .mapToObj(i -> "CREATE TABLE customer_relationship_management_contact_person_of_partner_" + i
                        + columns.replace("born", "born_" + i) + ";")
                .collect(Collectors.joining("\n"));
        try (Window window =
                open(1280, 800, false, current, current.replace("contact_person_of_partner", "contact_of_partner"))) {
            window.act(() -> window.graph().actions().run(Action.NEXT_RENAME));
            window.picture("rename-long-names-light");
            assertThat(window.read(() -> window.graph().renames().count(State.SUGGESTED)))
                    .isEqualTo(100);
        }
    }

    private static Button button(Window window, String text) {
        return window.workbench().view().root().lookupAll(".button").stream()
                .map(Button.class::cast)
                .filter(b -> text.equals(b.getText()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(Window window) {
        return window.read(() -> window.workbench().view().root().lookupAll(".label").stream()
                .map(n -> ((Labeled) n).getText())
                .filter(Objects::nonNull)
                .toList());
    }

    private static void press(Window window, KeyCode modifier, KeyCode key) {
        window.act(() -> {
            Robot robot = new Robot();
            robot.keyPress(modifier);
            robot.keyType(key);
            robot.keyRelease(modifier);
        });
    }

    private static void pressBoth(Window window, KeyCode key) {
        window.act(() -> {
            Robot robot = new Robot();
            robot.keyPress(KeyCode.CONTROL);
            robot.keyPress(KeyCode.SHIFT);
            robot.keyType(key);
            robot.keyRelease(KeyCode.SHIFT);
            robot.keyRelease(KeyCode.CONTROL);
        });
    }
}
