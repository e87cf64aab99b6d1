package dev.countersign.app.shell;

import dev.countersign.app.task.Problem;
import dev.countersign.app.task.Tasks;
import dev.countersign.app.task.Work;
import dev.countersign.app.words.Words;
import java.util.List;
import java.util.function.Function;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;

/** The targets of an environment that only a database or a program knows. They are read when the menu opens, and once. */
final class TargetsMenu extends Menu {
    private final Words words = Words.of(TargetsMenu.class);
    private final Tasks tasks;
    private final Work<List<String>> reading;
    private final Function<String, MenuItem> item;
    private boolean asked;

    /**
     * @param name the environment
     * @param reading asks for the names of the targets
     * @param item makes what a target is chosen by
     */
    TargetsMenu(String name, Tasks tasks, Work<List<String>> reading, Function<String, MenuItem> item) {
        super(name);
        this.tasks = tasks;
        this.reading = reading;
        this.item = item;
        setMnemonicParsing(false);
        say(words.get("targets.open"));
        setOnShowing(event -> read());
    }

    private void read() {
        if (asked) {
            return;
        }
        asked = true;
        say(words.get("targets.reading"));
        tasks.start(words.get("targets.task", getText()), reading, this::show, this::failed);
    }

    private void show(List<String> targets) {
        if (targets.isEmpty()) {
            say(words.get("targets.none"));
        } else {
            getItems().setAll(targets.stream().map(item).toList());
        }
    }

    /** Whoever opens the menu again asks again. */
    private void failed(Throwable failure) {
        asked = false;
        say(Problem.of(failure).sentence());
    }

    private void say(String text) {
        MenuItem line = new MenuItem(text);
        line.setMnemonicParsing(false);
        line.setDisable(true);
        getItems().setAll(List.of(line));
    }
}
