package dev.countersign.app.shell;

import dev.countersign.app.connect.Actors;
import dev.countersign.app.connect.Recents;
import dev.countersign.app.review.Screen;
import dev.countersign.app.signoff.Sealing;
import dev.countersign.app.task.BackgroundTasks;
import dev.countersign.app.task.WindowThread;
import dev.countersign.app.theme.ThemeModel;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.Workspace;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.util.Duration;

/** Draws the window with a review into a PNG, without a display. */
public final class WorkbenchSnapshot {
    private static final int PATIENCE_MINUTES = 5;
    /** Long enough for the text area to lay out rows that come into view late. */
    private static final Duration SETTLE = Duration.millis(400);

    private final Workspace workspace;
    private final Sealing sealing;
    private final Environments environments;

    public WorkbenchSnapshot(Workspace workspace, Sealing sealing, Environments environments) {
        this.workspace = workspace;
        this.sealing = sealing;
        this.environments = environments;
    }

    /**
     * Reviews and draws. The toolkit keeps running afterwards: a program that ends after the picture calls {@link System#exit}.
     *
     * @param width of the picture in pixels
     * @param height of the picture in pixels
     * @param dark whether in dark colours
     * @throws CountersignException when the review fails or the file cannot be written
     */
    public void write(Path png, ReviewRequest request, int width, int height, boolean dark) {
        Toolkit toolkit = new Toolkit();
        toolkit.withoutDisplay();
        toolkit.start();
        // closing the picture's window must not end the toolkit: there may be another picture
        Platform.setImplicitExit(false);
        CompletableFuture<byte[]> picture = new CompletableFuture<>();
        WindowThread windowThread = new WindowThread();
        try (BackgroundTasks tasks = new BackgroundTasks(windowThread, Clock.systemDefaultZone())) {
            windowThread.execute(() -> draw(request, width, height, dark, tasks, picture));
            byte[] bytes = picture.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (png.toAbsolutePath().getParent() != null) {
                Files.createDirectories(png.toAbsolutePath().getParent());
            }
            Files.write(png, bytes);
        } catch (IOException e) {
            throw new CountersignException(
                    ExitCode.FAILED, "The picture " + png + " cannot be written. Check the folder's permissions.", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new CountersignException(
                    ExitCode.FAILED,
                    "The review took longer than " + PATIENCE_MINUTES + " minutes, so no picture was drawn.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the picture was drawn", e);
        }
    }

    private void draw(
            ReviewRequest request,
            int width,
            int height,
            boolean dark,
            BackgroundTasks tasks,
            CompletableFuture<byte[]> picture) {
        AppGraph graph = new AppGraph(
                workspace,
                sealing,
                environments,
                Recents.none(),
                Actors.none(),
                tasks,
                new ThemeModel(dark ? ThemeModel.Scheme.DARK : ThemeModel.Scheme.LIGHT),
                Clock.systemDefaultZone());
        Workbench workbench = Workbench.forPicture(graph, width, height);
        Stage stage = new Stage();
        stage.setScene(workbench.scene());
        stage.show();
        Runnable take = () -> {
            PauseTransition settle = new PauseTransition(SETTLE);
            settle.setOnFinished(event -> {
                picture.complete(Png.of(workbench.view().root()));
                graph.review().close();
                stage.hide();
            });
            settle.play();
        };
        graph.review().screenProperty().subscribe(screen -> {
            if (screen instanceof Screen.Failed) {
                take.run();
            }
        });
        graph.review().computingProperty().addListener((o, before, computing) -> {
            if (before && !computing) {
                take.run();
            }
        });
        graph.review().open(request);
    }
}
