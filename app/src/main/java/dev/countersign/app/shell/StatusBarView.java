package dev.countersign.app.shell;

import dev.countersign.app.findings.FindingsModel;
import dev.countersign.app.review.ReviewModel;
import dev.countersign.app.task.RunningTask;
import dev.countersign.app.task.Tasks;
import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import dev.countersign.lint.Severity;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** The line at the bottom: how many findings, what runs, what is reviewed. */
final class StatusBarView extends HBox {
    private final Words words = Words.of(StatusBarView.class);
    private final Tasks tasks;
    private final Clock clock;
    private final Label work = Parts.label("", "muted");
    private final Button cancel = new Button(words.get("status.cancel"));
    private final Label announcement = Parts.shrinking("", "muted");

    StatusBarView(ReviewModel review, FindingsModel findings, Tasks tasks, Clock clock) {
        super(16);
        this.tasks = tasks;
        this.clock = clock;
        getStyleClass().add("status-bar");
        setAlignment(Pos.CENTER_LEFT);
        Label errors = count(Severity.ERROR);
        Label warnings = count(Severity.WARNING);
        Label suppressed = Parts.label("", "muted");
        findings.countsProperty().subscribe(c -> {
            errors.setText(words.get("status.errors", c.errors()));
            warnings.setText(words.get("status.warnings", c.warnings()));
            suppressed.setText(c.suppressed() == 0 ? "" : words.get("status.suppressed", c.suppressed()));
        });
        Label where = Parts.label("", "muted");
        review.shownProperty().subscribe(shown -> {
            // before the plan was looked at, "no errors" would be a claim nobody has checked
            boolean is = shown.flatMap(s -> s.review()).isPresent();
            List.of(errors, warnings, suppressed, where).forEach(n -> {
                n.setVisible(is);
                n.setManaged(is);
            });
            where.setText(shown.flatMap(s -> s.review())
                    .map(r -> words.get(
                            "status.where",
                            r.policyFile()
                                    .map(p -> Path.of(p.path()).getFileName().toString())
                                    .orElse(words.get("status.noPolicy")),
                            r.simulation().engine()))
                    .orElse(""));
        });
        cancel.getStyleClass().add("link-button");
        cancel.setOnAction(event -> List.copyOf(tasks.running()).forEach(RunningTask::cancel));
        cancel.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(errors, warnings, suppressed, work, cancel, announcement, Parts.spring(), where);
        Timeline clockHand = new Timeline(new KeyFrame(javafx.util.Duration.millis(500), event -> showWork()));
        clockHand.setCycleCount(Animation.INDEFINITE);
        tasks.running().subscribe(() -> {
            if (tasks.running().isEmpty()) {
                clockHand.stop();
            } else {
                clockHand.play();
            }
            showWork();
        });
        showWork();
    }

    /** Says something that is neither an error nor an answer, also to screen readers. */
    void announce(String text) {
        announcement.setText(text);
        announcement.getTooltip().setText(text);
    }

    private void showWork() {
        boolean busy = !tasks.running().isEmpty();
        cancel.setVisible(busy);
        cancel.setManaged(busy);
        work.setManaged(busy);
        work.setText(busy ? describe(tasks.running().getLast()) : "");
    }

    private String describe(RunningTask task) {
        RunningTask.Step step = task.stepProperty().get();
        long seconds = Duration.between(task.started(), clock.instant()).toSeconds();
        if (step.total() > 0) {
            return words.get("status.workOf", step.phase(), step.done(), step.total(), seconds);
        }
        return words.get(step.done() > 0 ? "status.workDone" : "status.work", step.phase(), step.done(), seconds);
    }

    private static Label count(Severity severity) {
        Label label = Parts.label("", "text-" + Parts.styleName(severity));
        label.setGraphic(Parts.icon(severity).node("icon-small", "icon-" + Parts.styleName(severity)));
        return label;
    }
}
