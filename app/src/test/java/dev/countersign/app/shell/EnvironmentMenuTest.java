package dev.countersign.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.fixture.DirectTasks;
import dev.countersign.app.fixture.SqlProject;
import dev.countersign.app.fixture.Window;
import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.ReviewRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import javafx.stage.PopupWindow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** The menu of environments lists each target of a {@code for_each} under its environment, and choosing it reviews that target. */
class EnvironmentMenuTest {
    private static final FxRobot ROBOT = new FxRobot();

    private static final String POLICY = """
            variable "regions" {
              type    = list(string)
              default = ["eu_west", "us"]
            }
            data "sql" "tenants" {
              url   = "sqlite://tenants.db"
              query = "SELECT name FROM tenants"
            }
            env "dev" {
              src = "file://desired.sql"
              url = "file://current.sql"
              dev = "sqlite://dev?mode=memory"
            }
            env "fleet" {
              for_each = toset(var.regions)
              src      = "file://desired.sql"
              url      = "file://${each.value}.sql"
              dev      = "sqlite://dev?mode=memory"
            }
            env "tenants" {
              for_each = toset(data.sql.tenants.values)
              url      = "sqlite://${each.value}.db"
            }
            """;

    @TempDir
    Path folder;

    @Test
    void eachTargetIsUnderItsEnvironmentAndCanBeChosen() {
        SqlProject project = SqlProject.sqlite(
                        folder, "CREATE TABLE a (id INTEGER);", "CREATE TABLE a (id INTEGER, name TEXT);")
                .write("eu_west.sql", "CREATE TABLE a (id INTEGER, old TEXT);")
                .write("us.sql", "CREATE TABLE a (id INTEGER);")
                .write("countersign.hcl", POLICY);
        try (Window window = new Window(DefaultWorkspace.installed(), new DirectTasks(), 1600, 1000, false)) {
            ROBOT.targetWindow(window.stage());
            window.act(() -> window.graph().review().open(in("dev")));
            assertThat(window.read(() -> named(menu().getItems())))
                    .as("what only a database says is not asked for a menu")
                    .containsExactly(
                            "dev",
                            "fleet [fleet[eu_west], fleet[us]]",
                            "tenants [Its targets are read when this opens]");

            window.act(() -> menu().show());
            // past dev, into the targets of fleet
            List.of(KeyCode.DOWN, KeyCode.DOWN, KeyCode.RIGHT).forEach(key -> press(window, key));
            List<Supplier<Node>> open = window.read(() -> javafx.stage.Window.getWindows().stream()
                    .filter(PopupWindow.class::isInstance)
                    .filter(javafx.stage.Window::isShowing)
                    .<Supplier<Node>>map(popup -> () -> popup.getScene().getRoot())
                    .toList());
            for (int i = 0; i < open.size(); i++) {
                window.picture("environments-" + i, open.get(i));
            }
            assertThat(open).hasSize(2);
            List.of(KeyCode.DOWN, KeyCode.ENTER).forEach(key -> press(window, key));

            assertThat(window.read(() -> window.graph().review().request().flatMap(ReviewRequest::environment)))
                    .contains("fleet[us]");
            assertThat(window.read(() -> menu().getText())).contains("fleet[us]");
            window.act(() -> window.graph().review().chooseEnvironment("fleet[eu_west]"));
            assertThat(window.read(() -> window.graph().plan().script())).contains("old");
            window.picture("environment-target");
        }
    }

    @Test
    void targetsThatADatabaseKnowsAreReadWhenTheirMenuOpens() throws SQLException {
        SqlProject.sqlite(folder, "CREATE TABLE a (id INTEGER);", "CREATE TABLE a (id INTEGER, name TEXT);")
                .write("countersign.hcl", POLICY.replace("url      = \"sqlite://${each.value}.db\"", """
                                src      = "file://desired.sql"
                                url      = "file://current.sql"
                                dev      = "sqlite://dev?mode=memory"
                                """));
        try (Window window = new Window(DefaultWorkspace.installed(), new DirectTasks(), 1600, 1000, false)) {
            ROBOT.targetWindow(window.stage());
            window.act(() -> window.graph().review().open(in("dev")));
            Menu tenants = window.read(() -> (Menu) menu().getItems().getLast());
            window.act(() -> open(tenants));
            assertThat(window.read(() -> tenants.getItems().getFirst().isDisable()))
                    .isTrue();
            assertThat(window.read(() -> tenants.getItems().getFirst().getText()))
                    .as("there is no such database yet, and the menu says so")
                    .contains("tenants");
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tenants.db"));
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE tenants AS SELECT 'north' AS name UNION SELECT 'south'");
            }
            window.act(() -> open(tenants));
            assertThat(window.read(() -> named(tenants.getItems())))
                    .containsExactly("tenants[north]", "tenants[south]");
            window.act(() -> tenants.getItems().getLast().fire());
            assertThat(window.read(() -> window.graph().review().request().flatMap(ReviewRequest::environment)))
                    .contains("tenants[south]");
            assertThat(window.read(() -> menu().getText())).contains("tenants[south]");
        }
    }

    private static void open(Menu menu) {
        Event.fireEvent(menu, new Event(Menu.ON_SHOWING));
    }

    private ReviewRequest in(String environment) {
        return ReviewRequest.of(folder).withEnvironment(environment);
    }

    private static void press(Window window, KeyCode key) {
        window.act(() -> new Robot().keyType(key));
    }

    private static MenuButton menu() {
        return ROBOT.lookup(node -> node instanceof MenuButton button
                        && button.isVisible()
                        && button.getText().startsWith("env"))
                .query();
    }

    private static List<String> named(List<MenuItem> items) {
        return items.stream()
                .map(item -> item instanceof Menu more ? more.getText() + " " + named(more.getItems()) : item.getText())
                .toList();
    }
}
