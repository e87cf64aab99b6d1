package dev.countersign.app.text;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** A note at the right end of a line of text: fills what the text leaves free; where that is too little it takes a line of its own. */
final class NotePane extends Region {
    private static final double GAP = 12;
    private final Label label;
    private final ObservableDoubleValue lineWidth;
    private final double textWidth;

    NotePane(String note, ObservableDoubleValue lineWidth, double textWidth) {
        this.label = new Label(note);
        this.lineWidth = lineWidth;
        this.textWidth = textWidth;
        label.getStyleClass().add("line-note");
        getChildren().add(label);
        minWidthProperty().bind(Bindings.createDoubleBinding(() -> computePrefWidth(-1), lineWidth));
    }

    @Override
    protected double computePrefWidth(double height) {
        double free = lineWidth.get() - textWidth - 2;
        return free >= label.prefWidth(-1) + GAP ? free : lineWidth.get();
    }

    @Override
    protected double computePrefHeight(double width) {
        return label.prefHeight(-1);
    }

    @Override
    public double getBaselineOffset() {
        return label.getBaselineOffset();
    }

    @Override
    protected void layoutChildren() {
        double width = Math.min(label.prefWidth(-1), getWidth());
        label.resizeRelocate(getWidth() - width, 0, width, label.prefHeight(-1));
    }
}
