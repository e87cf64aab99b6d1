package dev.countersign.app.explain;

import dev.countersign.app.theme.Icon;
import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import dev.countersign.explain.ControlPoint;
import dev.countersign.explain.Explanation;
import dev.countersign.explain.ObjectExplanation;
import dev.countersign.explain.Origin;
import dev.countersign.explain.Step;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The answer as steps in the order in which they decide, each with the lines of the project file that state it. */
public final class ExplainView extends VBox {
    /** A longer answer scrolls. */
    private static final double TALLEST_ANSWER = 470;

    private final Words words = Words.of(ExplainView.class);
    private final VBox content = new VBox();
    private final ScrollPane scroll = new ScrollPane(content);
    private final Label title = Parts.wrapped("", "dialog-title");

    public ExplainView(ExplainModel model) {
        super(10);
        getStyleClass().add("explain");
        content.getStyleClass().add("explain-content");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setAccessibleText(words.get("spoken.steps"));
        // its own preferred height would be that of lines that do not wrap
        scroll.prefViewportHeightProperty().bind(content.heightProperty());
        scroll.setMaxHeight(TALLEST_ANSWER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Label hint = Parts.wrapped(words.get("hint"), "muted", "small");
        getChildren().addAll(title, scroll, hint);
        model.stateProperty().subscribe(this::showState);
    }

    /** The node that takes the keyboard focus; arrow keys scroll it. */
    public Node focusTarget() {
        return scroll;
    }

    private void showState(ExplainModel.State state) {
        title.setText(words.get("title", state.object()));
        content.getChildren().clear();
        switch (state) {
            case ExplainModel.State.Asking asking -> note(Icon.CLOCK, "icon-quiet", words.get("asking"));
            case ExplainModel.State.Failed failed ->
                note(Icon.ERROR, "icon-error", failed.problem().sentence());
            case ExplainModel.State.Answered answered -> showAnswer(answered.explanation());
        }
        scroll.setVvalue(0);
    }

    private void showAnswer(Explanation explanation) {
        explanation.states().ifPresent(why -> note(Icon.WARNING, "icon-warning", why));
        explanation.objects().forEach(this::showObject);
        explanation
                .notEvaluated()
                .forEach(line -> note(Icon.WARNING, "icon-warning", words.get("note.unevaluated", line)));
    }

    private void showObject(ObjectExplanation object) {
        content.getChildren()
                .add(Parts.wrapped(words.get("object", object.subject().ref(), object.change()), "strong"));
        for (ControlPoint point : ControlPoint.values()) {
            List<Step> steps = object.at(point);
            if (!steps.isEmpty()) {
                content.getChildren().add(Parts.label(point.title(), "section-title"));
                steps.forEach(step -> content.getChildren().add(step(step)));
            }
        }
    }

    private Node step(Step step) {
        String rule = step.value().isEmpty() ? step.rule() : words.get("rule", step.rule(), step.value());
        HBox head = new HBox(8, Parts.wrapped(rule, "strong"), Parts.spring());
        step.where().ifPresent(where -> head.getChildren().add(Parts.label(where, "muted", "small")));
        VBox text = new VBox(3, head);
        if (step.weight() != Step.Weight.NO_EFFECT) {
            step.excerpt().ifPresent(lines -> text.getChildren().add(Parts.label(lines, "explain-excerpt")));
        }
        if (!step.origins().isEmpty()) {
            String from = step.origins().stream().map(Origin::text).collect(Collectors.joining(", "));
            text.getChildren().add(Parts.wrapped(words.get("from", from), "muted", "small"));
        }
        text.getChildren().add(Parts.wrapped(step.effect()));
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox row = new HBox(10, icon(step.weight()), text);
        row.getStyleClass().add("explain-step");
        row.setAccessibleText(words.get(
                "spoken.step",
                words.get("weight." + step.weight()),
                rule,
                step.where().orElse(words.get("nowhere")),
                step.effect()));
        return row;
    }

    private static Node icon(Step.Weight weight) {
        return switch (weight) {
            case DECIDES -> Icon.CHECK.node("icon-info");
            case NO_EFFECT -> Icon.REMOVE.node("icon-quiet");
            case OPEN -> Icon.OPEN_CIRCLE.node("icon-warning");
            case NOT_EVALUATED -> Icon.WARNING.node("icon-warning");
        };
    }

    private void note(Icon icon, String style, String text) {
        Label label = Parts.wrapped(text);
        HBox.setHgrow(label, Priority.ALWAYS);
        HBox row = new HBox(10, icon.node(style), label);
        row.getStyleClass().add("explain-step");
        row.setAccessibleText(text);
        content.getChildren().add(row);
    }
}
