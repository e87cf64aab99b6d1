package dev.countersign.app.compare;

import dev.countersign.app.text.SqlHighlighter;
import dev.countersign.app.text.SqlSpan;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** One line of highlighted SQL with marked words; wraps when it is too long. */
final class CodeLine extends Region {
    /** Longer lines are cut for display: laying out one takes half a second at 200,000 characters. */
    private static final int LONGEST = 4000;

    private static final int MOST_INDENT = 40;

    private final SqlHighlighter highlighter = new SqlHighlighter();
    private final TextFlow flow = new TextFlow();
    private final Path marks = new Path();
    private final Text blank = new Text(" ");
    private List<DiffRow.Mark> marked = List.of();
    private int indent;

    CodeLine() {
        getStyleClass().add("code-line");
        marks.setManaged(false);
        marks.getStyleClass().add("word-mark");
        blank.getStyleClass().add("sql-text");
        blank.setManaged(false);
        blank.setVisible(false);
        getChildren().addAll(marks, flow, blank);
    }

    void show(DiffRow.Side side) {
        String whole = side.text().length() > LONGEST ? side.text().substring(0, LONGEST) + " \u2026" : side.text();
        marked = side.text().length() > LONGEST ? List.of() : side.marks();
        // indentation becomes an inset, so that a wrapped line goes on under its own beginning
        indent = Math.min(MOST_INDENT, whole.length() - whole.stripLeading().length());
        String text = whole.substring(indent);
        flow.getChildren().clear();
        for (SqlSpan span : highlighter.spans(text)) {
            Text piece = new Text(text.substring(span.start(), span.end()));
            piece.getStyleClass().addAll("sql-text", span.kind().styleClass());
            flow.getChildren().add(piece);
        }
        requestLayout();
    }

    private double left() {
        return snappedLeftInset() + Math.ceil(indent * blank.getLayoutBounds().getWidth());
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        double inner = width < 0 ? -1 : Math.max(40, width - left() - snappedRightInset());
        return snappedTopInset() + flow.prefHeight(inner) + snappedBottomInset();
    }

    @Override
    protected double computePrefWidth(double height) {
        return left() + flow.prefWidth(-1) + snappedRightInset();
    }

    @Override
    protected double computeMinWidth(double height) {
        return 40;
    }

    @Override
    protected void layoutChildren() {
        double width = Math.max(40, getWidth() - left() - snappedRightInset());
        flow.resizeRelocate(left(), snappedTopInset(), width, flow.prefHeight(width));
        marks.getElements().clear();
        for (DiffRow.Mark mark : marked) {
            marks.getElements()
                    .addAll(flow.getRangeShape(
                            Math.max(0, mark.start() - indent), Math.max(0, mark.end() - indent), false));
        }
        marks.relocate(0, 0);
        marks.setLayoutX(left());
        marks.setLayoutY(snappedTopInset());
    }
}
