package dev.countersign.app.text;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.layout.Region;

/** Holds a row of the given width, as high as its wrapped text needs; the text library asks for a height without saying a width. */
final class FixedWidthPane extends Region {
    private final Region content;
    private final ObservableDoubleValue width;

    FixedWidthPane(Region content, ObservableDoubleValue width) {
        this.content = content;
        this.width = width;
        getChildren().add(content);
        minWidthProperty().bind(Bindings.createDoubleBinding(width::get, width));
    }

    @Override
    protected double computePrefWidth(double height) {
        return width.get();
    }

    @Override
    protected double computePrefHeight(double ignored) {
        return Math.ceil(content.prefHeight(width.get()));
    }

    @Override
    protected double computeMinHeight(double ignored) {
        return computePrefHeight(ignored);
    }

    @Override
    protected void layoutChildren() {
        content.resizeRelocate(0, 0, width.get(), computePrefHeight(-1));
    }
}
