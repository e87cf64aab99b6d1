package dev.countersign.app.findings;

import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Fix;
import dev.countersign.lint.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;

/** The table of findings below the plan. */
public final class FindingsView extends BorderPane {
    private static final PseudoClass SUPPRESSED = PseudoClass.getPseudoClass("suppressed");
    /** Sentences are read whole; what is beside them may be cut. */
    private static final Set<String> WRAPPED = Set.of("message-cell", "fix-cell");

    private final Words words = Words.of(FindingsView.class);
    private final FindingsModel model;
    private final TableView<Diagnostic> table;
    private final ToggleButton suppressed = new ToggleButton();

    public FindingsView(FindingsModel model) {
        this.model = model;
        this.table = new TableView<>(model.listed());
        getStyleClass().add("findings-view");
        TextField filter = new TextField();
        filter.setPromptText(words.get("filter.prompt"));
        filter.setAccessibleText(words.get("filter.prompt"));
        filter.textProperty().bindBidirectional(model.filterProperty());
        filter.getStyleClass().add("small-field");
        suppressed.getStyleClass().add("toggle-chip");
        suppressed.selectedProperty().bindBidirectional(model.showSuppressedProperty());
        ToggleButton errors = toggle(Severity.ERROR);
        ToggleButton warnings = toggle(Severity.WARNING);
        ToggleButton notes = toggle(Severity.INFO);
        model.countsProperty().subscribe(counts -> {
            label(errors, Severity.ERROR, counts.errors());
            label(warnings, Severity.WARNING, counts.warnings());
            label(notes, Severity.INFO, counts.notes());
            suppressed.setText(words.get("header.suppressed", counts.suppressed()));
            suppressed.setManaged(counts.suppressed() > 0);
            suppressed.setVisible(counts.suppressed() > 0);
        });
        setTop(Parts.paneHeader(
                Parts.label(words.get("header.title"), "pane-title"),
                errors,
                warnings,
                notes,
                suppressed,
                Parts.spring(),
                filter));
        columns();
        Label nothing = Parts.label("", "muted");
        model.judgedProperty()
                .subscribe(judged -> nothing.setText(words.get(judged ? "table.nothing" : "table.waiting")));
        table.setPlaceholder(nothing);
        table.setAccessibleText(words.get("header.title"));
        table.setColumnResizePolicy(TableView.UNCONSTRAINED_RESIZE_POLICY);
        table.setRowFactory(view -> new Row());
        table.getSelectionModel().selectedItemProperty().subscribe(finding -> {
            if (finding != null
                    && !model.selectedProperty().get().filter(finding::equals).isPresent()) {
                model.select(finding);
            }
        });
        model.selectedProperty()
                .subscribe(finding -> finding.filter(f -> model.listed().contains(f))
                        .ifPresent(f -> {
                            table.getSelectionModel().select(f);
                            table.scrollTo(f);
                        }));
        setCenter(table);
    }

    /** The node that takes the keyboard focus. */
    public Node focusTarget() {
        return table;
    }

    private ToggleButton toggle(Severity severity) {
        ToggleButton button = new ToggleButton();
        button.getStyleClass().addAll("toggle-chip", "toggle-" + Parts.styleName(severity));
        button.setGraphic(Parts.icon(severity).node("icon-small", "icon-" + Parts.styleName(severity)));
        button.selectedProperty().bindBidirectional(model.showProperty(severity));
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    private void label(ToggleButton button, Severity severity, int count) {
        button.setText(words.get("header." + severity.name().toLowerCase(Locale.ROOT), count));
        button.setTooltip(new Tooltip(words.get("header.toggle")));
        button.setVisible(count > 0);
        button.setManaged(count > 0);
    }

    private void columns() {
        TableColumn<Diagnostic, String> message =
                column("table.message", 320, 150, Diagnostic::message, "message-cell");
        List<TableColumn<Diagnostic, ?>> others = List.of(
                severityColumn(),
                column("table.code", 70, 70, Diagnostic::code, "code-cell"),
                column("table.object", 200, 80, this::where, "muted-cell"),
                column("table.evidence", 112, 112, this::evidence, "muted-cell"),
                column(
                        "table.fix",
                        170,
                        80,
                        d -> d.fixes().stream().findFirst().map(Fix::title).orElse(""),
                        "fix-cell"));
        table.getColumns().addAll(others);
        table.getColumns().add(2, message);
        // what was found gets all the width that the other columns leave
        table.widthProperty().subscribe(width -> {
            double scale = width.doubleValue() < 760 ? 0.72 : 1;
            double used = 0;
            for (TableColumn<Diagnostic, ?> column : others) {
                double wanted = column.getMinWidth() == column.getMaxWidth()
                        ? column.getMinWidth()
                        : (double) column.getUserData() * scale;
                column.setPrefWidth(wanted);
                used += wanted;
            }
            message.setPrefWidth(Math.max(150, width.doubleValue() - used - 16));
        });
    }

    private String where(Diagnostic finding) {
        String object = finding.object().map(o -> o.display()).orElse("");
        return finding.statement() == 0
                ? words.get("table.whole", object)
                : words.get("table.number", finding.statement(), object);
    }

    private String evidence(Diagnostic finding) {
        return finding.suppression()
                .map(by -> words.get("table.suppressed", by.by()))
                .orElse(words.get("evidence." + finding.evidence()));
    }

    private TableColumn<Diagnostic, Diagnostic> severityColumn() {
        TableColumn<Diagnostic, Diagnostic> column = new TableColumn<>("");
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue()));
        column.setCellFactory(c -> new TableCell<>() {
            @Override
            protected void updateItem(Diagnostic finding, boolean empty) {
                super.updateItem(finding, empty);
                setGraphic(
                        empty
                                ? null
                                : Parts.icon(finding.severity()).node("icon-" + Parts.styleName(finding.severity())));
            }
        });
        column.setMinWidth(40);
        column.setMaxWidth(40);
        column.setSortable(false);
        return column;
    }

    private TableColumn<Diagnostic, String> column(
            String key, double width, double min, Function<Diagnostic, String> value, String styleClass) {
        TableColumn<Diagnostic, String> column = new TableColumn<>(words.get(key));
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(value.apply(cell.getValue())));
        column.setCellFactory(c -> new TextCell(styleClass, WRAPPED.contains(styleClass)));
        column.setPrefWidth(width);
        column.setUserData(width);
        column.setMinWidth(min);
        if (min == width) {
            column.setMaxWidth(width);
        }
        return column;
    }

    /** Text that wraps, or may be cut; the whole of it is in the tooltip. */
    private static final class TextCell extends TableCell<Diagnostic, String> {
        /** Lines are measured a little lower than they are drawn, and a last line that does not fit whole is taken away. */
        private static final double LINE_SLACK = 1.1;

        TextCell(String styleClass, boolean wraps) {
            getStyleClass().add(styleClass);
            setWrapText(wraps);
            if (wraps) {
                // a row asks for heights without saying widths, and remembers the answer
                widthProperty().subscribe(width -> requestLayout());
            }
        }

        @Override
        protected double computePrefHeight(double width) {
            return isWrapText() && width < 0
                    ? super.computePrefHeight(getTableColumn().getWidth()) * LINE_SLACK
                    : super.computePrefHeight(width);
        }

        @Override
        protected void updateItem(String text, boolean empty) {
            super.updateItem(text, empty);
            setText(empty ? null : text);
            setTooltip(empty || text.isEmpty() ? null : wrapped(text));
        }

        private static Tooltip wrapped(String text) {
            Tooltip tooltip = new Tooltip(text);
            tooltip.setWrapText(true);
            tooltip.setMaxWidth(480);
            return tooltip;
        }
    }

    /** A row that says in one sentence what it is. */
    private final class Row extends TableRow<Diagnostic> {
        @Override
        protected void updateItem(Diagnostic finding, boolean empty) {
            super.updateItem(finding, empty);
            pseudoClassStateChanged(SUPPRESSED, !empty && !finding.active());
            setAccessibleText(
                    empty
                            ? null
                            : words.get(
                                    "table.spoken",
                                    words.get("severity." + finding.severity()),
                                    finding.code(),
                                    finding.message(),
                                    finding.statement(),
                                    finding.evidence().label(),
                                    finding.suppression()
                                            .map(s -> words.get("table.spokenSuppressed", s.by(), s.detail()))
                                            .orElse("")));
        }
    }
}
