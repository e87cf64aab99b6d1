package dev.countersign.app.task;

import java.util.concurrent.Executor;
import javafx.application.Platform;

/** The one thread that may touch nodes. */
public final class WindowThread implements Executor {
    @Override
    public void execute(Runnable action) {
        Platform.runLater(action);
    }
}
