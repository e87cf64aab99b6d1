package dev.countersign.app.text;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/** Statement numbers and severity marks left of the text. Asked for visible rows only, again and again: it holds nothing. */
final class Gutter {
    private static final double NUMBER_EMS = 2.4;
    private static final double MARK = 24;

    double width(double fontSize) {
        return Math.ceil(fontSize * NUMBER_EMS) + MARK;
    }

    HBox graphic(AreaLine line, double fontSize) {
        Label number = new Label();
        number.getStyleClass().add("gutter-number");
        number.setMinWidth(Math.ceil(fontSize * NUMBER_EMS));
        number.setMaxWidth(Math.ceil(fontSize * NUMBER_EMS));
        number.setAlignment(Pos.TOP_RIGHT);
        StackPane mark = new StackPane();
        mark.setMinWidth(MARK);
        mark.setMaxWidth(MARK);
        mark.setMaxHeight(Math.ceil(fontSize * 1.35));
        mark.setAlignment(Pos.CENTER);
        HBox box = new HBox(number, mark);
        box.getStyleClass().add("gutter");
        box.setAlignment(Pos.TOP_LEFT);
        if (line instanceof AreaLine.Code code && code.first()) {
            number.setText(Integer.toString(code.statement()));
            code.mark().ifPresent(m -> {
                mark.getChildren().add(m.icon().node(m.styleClass()));
                Tooltip.install(box, new Tooltip(m.words()));
            });
            if (code.mark().isEmpty() && !code.tooltip().isEmpty()) {
                Tooltip.install(box, new Tooltip(code.tooltip()));
            }
        }
        return box;
    }
}
