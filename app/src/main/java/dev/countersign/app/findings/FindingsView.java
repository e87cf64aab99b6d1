package dev.countersign.app.findings;

import dev.countersign.app.theme.Parts;
import dev.countersign.app.words.Words;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Fix;
import dev.countersign.lint.Severity;
import java.util.Locale;
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
        table.setPlaceholder(Parts.label(words.get("table.nothing"), "muted"));
        table.setAccessibleText(words.get("header.title"));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setRowFactory(view -> new Row());
        table.getSelectionModel().selectedItemProperty().subscribe(finding -> {
            if (finding != null && !model.selectedProperty().get().filter(finding::equals).isPresent()) {
                model.select(finding);
            }
        });
        model.selectedProperty().subscribe(finding -> finding.filter(f -> model.listed().contains(f))
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
        table.getColumns().add(severityColumn());
        table.getColumns().add(column("table.code", 74, 74, Diagnostic::code, "code-cell"));
        table.getColumns().add(column("table.message", 360, 160, Diagnostic::message, "message-cell"));
        table.getColumns()
                .add(column(
                        "table.statement",
                        78,
                        78,
                        d -> d.statement() == 0 ? words.get("table.whole") : words.get("table.number", d.statement()),
                        "muted-cell"));
        table.getColumns()
                .add(column("table.object", 190, 90, d -> d.object().map(o -> o.display()).orElse(""), "muted-cell"));
        table.getColumns()
                .add(column(
                        "table.evidence",
                        170,
                        90,
                        d -> d.suppression()
                                .map(s -> words.get("table.suppressed", s.by()))
                                .orElse(d.evidence().label()),
                        "muted-cell"));
        table.getColumns()
                .add(column(
                        "table.fix",
                        190,
                        90,
                        d -> d.fixes().stream().findFirst().map(Fix::title).orElse(""),
                        "fix-cell"));
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
                                : Parts.icon(finding.severity())
                                        .node("icon-" + Parts.styleName(finding.severity())));
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
        column.setCellFactory(c -> new TextCell(styleClass));
        column.setPrefWidth(width);
        column.setMinWidth(min);
        if (min == width) {
            column.setMaxWidth(width);
        }
        return column;
    }

    /** Text that may be cut; the whole of it is in the tooltip. */
    private static final class TextCell extends TableCell<Diagnostic, String> {
        TextCell(String styleClass) {
            getStyleClass().add(styleClass);
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
