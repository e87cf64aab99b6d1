package dev.countersign.app.compare;

import dev.countersign.app.compare.DiffRow.Kind;
import dev.countersign.app.compare.DiffRow.Side;
import dev.countersign.app.words.Words;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.Region;

/** A row of the definitions: two halves, or one line that goes through for a fold. */
final class DiffCell extends ListCell<DiffRow> {
    private static final PseudoClass HERE = PseudoClass.getPseudoClass("here");
    private final Words words = Words.of(DiffCell.class);
    private final DiffModel model;
    private final Half left = new Half();
    private final Half right = new Half();
    private final Label fold = new Label();
    private final Halves halves = new Halves(left, right);

    DiffCell(DiffModel model) {
        this.model = model;
        fold.getStyleClass().add("diff-fold");
        fold.setMaxWidth(Double.MAX_VALUE);
        fold.setOnMouseClicked(event -> model.unfold(getItem()));
        setPrefWidth(0);
        model.currentProperty().subscribe(at -> here());
    }

    @Override
    protected void updateItem(DiffRow row, boolean empty) {
        super.updateItem(row, empty);
        setText(null);
        if (empty) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        here();
        if (row.kind() == Kind.FOLD) {
            fold.setText(words.get("diff.fold", row.folded()));
            setGraphic(fold);
            setAccessibleText(fold.getText());
            return;
        }
        boolean unified = model.unifiedProperty().get();
        left.show(row.left(), row.kind(), true);
        right.show(row.right(), row.kind(), false);
        halves.oneColumn(unified, row);
        setGraphic(halves);
        setAccessibleText(words.get(
                "diff.spoken." + row.kind().name().toLowerCase(Locale.ROOT),
                row.left().text().strip(),
                row.right().text().strip(),
                row.left().number(),
                row.right().number()));
    }

    /** The control asks for a height without saying a width; long lines wrap, so the width matters. */
    @Override
    protected double computePrefHeight(double width) {
        if (getGraphic() != halves || getListView() == null) {
            return super.computePrefHeight(width);
        }
        double shown = getWidth() > 0 ? getWidth() : getListView().getWidth();
        return Math.max(20, Math.ceil(halves.prefHeight(Math.max(120, shown))));
    }

    private void here() {
        pseudoClassStateChanged(
                HERE,
                !isEmpty()
                        && getItem() != null
                        && getItem().differs()
                        && getItem().group() == model.currentProperty().get());
    }

    /** Line number, edge bar and text of one side. */
    private static final class Half extends Region {
        private static final PseudoClass ABSENT = PseudoClass.getPseudoClass("absent");
        private static final PseudoClass REMOVED = PseudoClass.getPseudoClass("removed");
        private static final PseudoClass ADDED = PseudoClass.getPseudoClass("added");
        private final Label number = new Label();
        private final CodeLine code = new CodeLine();

        Half() {
            getStyleClass().add("diff-half");
            number.getStyleClass().add("diff-number");
            number.setAlignment(Pos.TOP_RIGHT);
            getChildren().addAll(number, code);
        }

        void show(Side side, Kind kind, boolean isLeft) {
            boolean differs = kind != Kind.EQUAL;
            number.setText(side.exists() ? Integer.toString(side.number()) : "");
            code.show(side);
            pseudoClassStateChanged(ABSENT, !side.exists());
            pseudoClassStateChanged(REMOVED, differs && isLeft && side.exists());
            pseudoClassStateChanged(ADDED, differs && !isLeft && side.exists());
        }

        private double numberWidth() {
            return Math.ceil(number.getFont().getSize() * 3.4);
        }

        @Override
        protected double computePrefHeight(double width) {
            return Math.max(number.prefHeight(-1), code.prefHeight(Math.max(40, width - numberWidth())));
        }

        @Override
        public Orientation getContentBias() {
            return Orientation.HORIZONTAL;
        }

        @Override
        protected void layoutChildren() {
            number.resizeRelocate(0, 0, numberWidth(), number.prefHeight(-1));
            code.resizeRelocate(numberWidth(), 0, getWidth() - numberWidth(), getHeight());
        }
    }

    /** Puts the halves beside each other, or under each other in one column. */
    private static final class Halves extends Region {
        private final Half left;
        private final Half right;
        private boolean oneColumn;
        private boolean showLeft = true;
        private boolean showRight = true;

        Halves(Half left, Half right) {
            this.left = left;
            this.right = right;
            getChildren().addAll(left, right);
        }

        void oneColumn(boolean is, DiffRow row) {
            oneColumn = is;
            showLeft = !is || row.left().exists() && row.kind() != Kind.EQUAL;
            showRight = !is || row.right().exists();
            left.setVisible(showLeft);
            right.setVisible(showRight);
            requestLayout();
        }

        @Override
        protected double computePrefHeight(double width) {
            if (oneColumn) {
                return (showLeft ? left.prefHeight(width) : 0) + (showRight ? right.prefHeight(width) : 0);
            }
            double half = Math.floor(width / 2);
            return Math.max(left.prefHeight(half), right.prefHeight(width - half));
        }

        @Override
        public Orientation getContentBias() {
            return Orientation.HORIZONTAL;
        }

        @Override
        protected void layoutChildren() {
            double width = getWidth();
            if (oneColumn) {
                double top = showLeft ? left.prefHeight(width) : 0;
                left.resizeRelocate(0, 0, width, top);
                right.resizeRelocate(0, top, width, getHeight() - top);
            } else {
                double half = Math.floor(width / 2);
                left.resizeRelocate(0, 0, half, getHeight());
                right.resizeRelocate(half, 0, width - half, getHeight());
            }
        }
    }
}
