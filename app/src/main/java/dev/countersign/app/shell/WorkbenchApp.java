package dev.countersign.app.shell;

import dev.countersign.app.connect.Actors;
import dev.countersign.app.connect.Recents;
import dev.countersign.app.secret.SecretDesk;
import dev.countersign.app.signoff.Sealing;
import dev.countersign.app.task.BackgroundTasks;
import dev.countersign.app.task.WindowThread;
import dev.countersign.app.theme.ThemeModel;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.Workspace;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.stage.Stage;

/** Opens the workbench in a window. */
public final class WorkbenchApp {
    private static final double WIDTH = 1600;
    private static final double HEIGHT = 1000;
    private final Workspace workspace;
    private final Sealing sealing;
    private final Environments environments;
    private final Recents recents;
    private final Actors actors;
    private final SecretDesk desk;

    /**
     * @param sealing makes signed plans
     * @param environments the environments that a request's project file has
     * @param recents keeps what was compared before
     * @param actors keeps who makes changes
     * @param desk is told that the window asks for secrets while it is open
     */
    public WorkbenchApp(
            Workspace workspace,
            Sealing sealing,
            Environments environments,
            Recents recents,
            Actors actors,
            SecretDesk desk) {
        this.workspace = workspace;
        this.sealing = sealing;
        this.environments = environments;
        this.recents = recents;
        this.actors = actors;
        this.desk = desk;
    }

    /**
     * Shows the window and returns when it was closed.
     *
     * @param request what to review at once; empty: the window asks
     */
    public void run(Optional<ReviewRequest> request) {
        new Toolkit().start();
        CountDownLatch closed = new CountDownLatch(1);
        try (BackgroundTasks tasks = new BackgroundTasks(new WindowThread(), Clock.systemDefaultZone())) {
            new WindowThread().execute(() -> {
                AppGraph graph = new AppGraph(
                        workspace,
                        sealing,
                        environments,
                        recents,
                        actors,
                        tasks,
                        new ThemeModel(ThemeModel.Scheme.SYSTEM),
                        Clock.systemDefaultZone());
                Stage stage = new Stage();
                desk.windowOpened(graph.secrets());
                stage.setOnHidden(event -> {
                    desk.windowClosed();
                    graph.secrets().close();
                    graph.review().close();
                    closed.countDown();
                });
                new Workbench(graph, WIDTH, HEIGHT).show(stage);
                request.ifPresent(graph::open);
            });
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Platform.exit();
        }
    }
}
