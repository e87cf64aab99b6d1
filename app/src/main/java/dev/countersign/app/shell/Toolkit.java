package dev.countersign.app.shell;

import java.util.concurrent.CountDownLatch;
import java.util.logging.Filter;
import java.util.logging.Logger;
import javafx.application.Platform;

/** Starts the window toolkit in this process, once. */
final class Toolkit {
    /** The toolkit warns about every start from the class path; that is how this program is meant to start. */
    private static final String CLASS_PATH_WARNING = "Unsupported JavaFX configuration";

    // the logging framework holds loggers weakly: without this field the filter would be collected
    private final Logger logger = Logger.getLogger("javafx");

    /** Starts the toolkit and waits until it runs; does nothing when it runs already. */
    void start() {
        Filter before = logger.getFilter();
        logger.setFilter(
                entry -> (entry.getMessage() == null || !entry.getMessage().startsWith(CLASS_PATH_WARNING))
                        && (before == null || before.isLoggable(entry)));
        CountDownLatch started = new CountDownLatch(1);
        try {
            Platform.startup(started::countDown);
            started.await();
        } catch (IllegalStateException running) {
            // it runs already: startup says so with this exception and there is no other way to ask
            started.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the window toolkit was starting", e);
        }
    }

    /** Makes the toolkit draw into memory, without a display; before it is started. */
    void withoutDisplay() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("prism.lcdtext", "false");
    }
}
