package dev.countersign.app.compare;

import dev.countersign.app.text.SqlHighlighter;
import dev.countersign.app.text.SqlSpan;
import java.util.List;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** One line of highlighted SQL with marked words; wraps when it is too long. */
final class CodeLine extends Region {
    /** Longer lines are cut for display: laying out one takes half a second at 200,000 characters. */
    private static final int LONGEST = 4000;

    private final SqlHighlighter highlighter = new SqlHighlighter();
    private final TextFlow flow = new TextFlow();
    private final Path marks = new Path();
    private List<DiffRow.Mark> marked = List.of();

    CodeLine() {
        getStyleClass().add("code-line");
        marks.setManaged(false);
        marks.getStyleClass().add("word-mark");
        getChildren().addAll(marks, flow);
    }

    void show(DiffRow.Side side) {
        String text = side.text().length() > LONGEST ? side.text().substring(0, LONGEST) + " \u2026" : side.text();
        marked = side.text().length() > LONGEST ? List.of() : side.marks();
        flow.getChildren().clear();
        for (SqlSpan span : highlighter.spans(text)) {
            Text piece = new Text(text.substring(span.start(), span.end()));
            piece.getStyleClass().addAll("sql-text", span.kind().styleClass());
            flow.getChildren().add(piece);
        }
        requestLayout();
    }

    @Override
    public javafx.geometry.Orientation getContentBias() {
        return javafx.geometry.Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        double inner = width < 0 ? -1 : width - snappedLeftInset() - snappedRightInset();
        return snappedTopInset() + flow.prefHeight(inner) + snappedBottomInset();
    }

    @Override
    protected double computePrefWidth(double height) {
        return snappedLeftInset() + flow.prefWidth(-1) + snappedRightInset();
    }

    @Override
    protected double computeMinWidth(double height) {
        return 40;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - snappedLeftInset() - snappedRightInset();
        flow.resizeRelocate(snappedLeftInset(), snappedTopInset(), width, flow.prefHeight(width));
        marks.getElements().clear();
        for (DiffRow.Mark mark : marked) {
            marks.getElements().addAll(flow.getRangeShape(mark.start(), mark.end(), false));
        }
        marks.relocate(0, 0);
        marks.setLayoutX(snappedLeftInset());
        marks.setLayoutY(snappedTopInset());
    }
}
