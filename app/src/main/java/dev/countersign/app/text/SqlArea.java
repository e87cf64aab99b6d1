package dev.countersign.app.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.VPos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.Caret.CaretVisibility;
import org.fxmisc.richtext.GenericStyledArea;
import org.fxmisc.richtext.TextExt;
import org.fxmisc.richtext.model.ReadOnlyStyledDocument;
import org.fxmisc.richtext.model.ReadOnlyStyledDocumentBuilder;
import org.fxmisc.richtext.model.SegmentOps;
import org.fxmisc.richtext.model.StyledSegment;
import org.fxmisc.richtext.model.TextOps;
import org.reactfx.util.Either;

/**
 * Read-only SQL with a gutter, underlined findings, rows between the lines and notes at their right ends. The caret is visible and moves; copying
 * takes SQL only.
 */
public final class SqlArea {
    private static final TextOps<Either<String, Embedded>, Collection<String>> OPS =
            SegmentOps.<Collection<String>>styledTextOps()._or(new Embedded.Ops<>(), (left, right) -> Optional.empty());
    private static final double PADDING = 12;

    private final Area area = new Area();
    private final Gutter gutter = new Gutter();
    private final VirtualizedScrollPane<Area> pane = new VirtualizedScrollPane<>(area);
    private final SimpleDoubleProperty fontSize = new SimpleDoubleProperty(13);
    private final DoubleBinding lineWidth = Bindings.createDoubleBinding(
            () -> Math.max(200, area.getWidth() - gutter.width(fontSize.get()) - PADDING - 4),
            area.widthProperty(),
            fontSize);
    private List<AreaLine> lines = List.of();
    private IntConsumer onStatement = statement -> {};
    private int currentStatement;
    private boolean showing;

    /** @param accessibleName what a screen reader calls the area */
    public SqlArea(String accessibleName) {
        area.setEditable(false);
        area.setWrapText(true);
        area.setShowCaret(CaretVisibility.ON);
        area.getStyleClass().add("sql-area");
        area.setAccessibleRole(AccessibleRole.TEXT_AREA);
        area.setAccessibleText(accessibleName);
        area.setParagraphGraphicFactory(index -> gutter.graphic(lineAt(index), fontSize.get()));
        area.currentParagraphProperty().addListener((o, before, now) -> caretAt(now));
        pane.getStyleClass().add("sql-area-pane");
    }

    /** The node to put into the window. */
    public Region node() {
        return pane;
    }

    /** The node that takes the keyboard focus. */
    public Node focusTarget() {
        return area;
    }

    /** Text size in pixels; sizes of rows follow it. */
    public void setFontSize(double size) {
        fontSize.set(size);
        show(lines);
    }

    /** Called with the number of the statement in which the caret stands, when that changes by hand. */
    public void setOnStatement(IntConsumer action) {
        onStatement = action;
    }

    /** Shows other lines; the caret stays where it was as far as that exists. */
    public void show(List<AreaLine> newLines) {
        showing = true;
        int paragraph = Math.max(area.getCurrentParagraph(), firstCode(newLines));
        lines = List.copyOf(newLines);
        area.replace(0, area.getLength(), document());
        area.getUndoManager().forgetHistory();
        area.moveTo(Math.min(paragraph, Math.max(0, lines.size() - 1)), 0);
        mark(currentStatement);
        showing = false;
    }

    private static int firstCode(List<AreaLine> of) {
        for (int i = 0; i < of.size(); i++) {
            if (of.get(i) instanceof AreaLine.Code) {
                return i;
            }
        }
        return 0;
    }

    /** Marks the lines of a statement and brings them into view. */
    public void reveal(int statement) {
        boolean changed = statement != currentStatement;
        mark(statement);
        for (int i = 0; i < lines.size(); i++) {
            if (statementOf(lines.get(i)) == statement) {
                if (changed && statementOf(lineAt(area.getCurrentParagraph())) != statement) {
                    showing = true;
                    area.moveTo(i, 0);
                    showing = false;
                }
                area.showParagraphInViewport(i);
                return;
            }
        }
    }

    /** The SQL of the lines in the selection; of the statement at the caret when nothing is selected. */
    String selectedSql() {
        int from = area.getCaretSelectionBind().getStartParagraphIndex();
        int to = area.getCaretSelectionBind().getEndParagraphIndex();
        boolean whole = area.getSelection().getLength() == 0;
        int statement = statementOf(lineAt(from));
        List<String> sql = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean wanted = whole ? statementOf(lines.get(i)) == statement : i >= from && i <= to;
            if (wanted && lines.get(i) instanceof AreaLine.Code code) {
                int start = whole || i > from ? 0 : area.getCaretSelectionBind().getStartColumnPosition();
                int end = whole || i < to
                        ? code.text().length()
                        : area.getCaretSelectionBind().getEndColumnPosition();
                sql.add(code.text()
                        .substring(
                                Math.min(start, code.text().length()),
                                Math.min(end, code.text().length())));
            }
        }
        return String.join("\n", sql);
    }

    private void caretAt(int paragraph) {
        if (!showing && paragraph < lines.size()) {
            int statement = statementOf(lines.get(paragraph));
            if (statement > 0 && statement != currentStatement) {
                mark(statement);
                onStatement.accept(statement);
            }
        }
    }

    private void mark(int statement) {
        currentStatement = statement;
        for (int i = 0; i < lines.size() && i < area.getParagraphs().size(); i++) {
            String style = style(lines.get(i));
            if (!area.getParagraph(i).getParagraphStyle().equals(style)) {
                area.setParagraphStyle(i, style);
            }
        }
    }

    private String style(AreaLine line) {
        return switch (line) {
            case AreaLine.Heading heading -> "heading-line";
            case AreaLine.Row row -> "row-line";
            case AreaLine.Code code ->
                code.statement() == currentStatement ? "current-line" : code.appeared() ? "appeared-line" : "code-line";
        };
    }

    /** While the text is being replaced there may be more paragraphs than lines. */
    private AreaLine lineAt(int paragraph) {
        return paragraph < lines.size() ? lines.get(paragraph) : new AreaLine.Heading("");
    }

    private static int statementOf(AreaLine line) {
        return switch (line) {
            case AreaLine.Heading heading -> 0;
            case AreaLine.Code code -> code.statement();
            case AreaLine.Row row -> row.statement();
        };
    }

    private ReadOnlyStyledDocument<String, Either<String, Embedded>, Collection<String>> document() {
        var builder = new ReadOnlyStyledDocumentBuilder<String, Either<String, Embedded>, Collection<String>>(
                OPS, "code-line");
        lines.forEach(line -> builder.addParagraph(segments(line), style(line)));
        if (lines.isEmpty()) {
            builder.addParagraph(List.of(text("", List.of())), "code-line");
        }
        return builder.build();
    }

    private List<StyledSegment<Either<String, Embedded>, Collection<String>>> segments(AreaLine line) {
        return switch (line) {
            case AreaLine.Heading heading -> List.of(text(heading.text(), List.of("heading-text")));
            case AreaLine.Row row ->
                List.of(node(() -> new FixedWidthPane(row.node().get(), lineWidth)));
            case AreaLine.Code code -> {
                List<StyledSegment<Either<String, Embedded>, Collection<String>>> segments = new ArrayList<>();
                code.pieces()
                        .forEach(p -> segments.add(text(code.text().substring(p.start(), p.end()), p.styleClasses())));
                if (!code.note().isEmpty()) {
                    // the space lets a note that does not fit go to the next line alone
                    segments.add(text(" ", List.of()));
                    double textWidth = widthOf(code.text() + " ");
                    segments.add(node(() -> new NotePane(code.note(), lineWidth, textWidth)));
                }
                if (segments.isEmpty()) {
                    segments.add(text("", List.of()));
                }
                yield segments;
            }
        };
    }

    private double widthOf(String text) {
        Text measured = new Text(text);
        measured.setFont(Font.font("JetBrains Mono", fontSize.get()));
        return measured.getLayoutBounds().getWidth();
    }

    private static StyledSegment<Either<String, Embedded>, Collection<String>> text(String text, List<String> styles) {
        return new StyledSegment<>(Either.left(text), styles);
    }

    private static StyledSegment<Either<String, Embedded>, Collection<String>> node(Supplier<Region> supplier) {
        return new StyledSegment<>(Either.right(Embedded.of(supplier)), List.of());
    }

    /** The rich text area with spoken text and with copying of SQL only. */
    private final class Area extends GenericStyledArea<String, Either<String, Embedded>, Collection<String>> {
        Area() {
            super(
                    "code-line",
                    (flow, style) -> {
                        flow.getStyleClass().removeIf(name -> name.endsWith("-line"));
                        flow.getStyleClass().add(style);
                    },
                    List.of(),
                    OPS,
                    false,
                    SqlArea::nodeOf);
        }

        @Override
        public void copy() {
            ClipboardContent content = new ClipboardContent();
            content.putString(selectedSql());
            Clipboard.getSystemClipboard().setContent(content);
        }

        @Override
        public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
            return switch (attribute) {
                case TEXT -> getText();
                case CARET_OFFSET -> getCaretPosition();
                case SELECTION_START -> getSelection().getStart();
                case SELECTION_END -> getSelection().getEnd();
                default -> super.queryAccessibleAttribute(attribute, parameters);
            };
        }
    }

    private static Node nodeOf(StyledSegment<Either<String, Embedded>, Collection<String>> segment) {
        return segment.getSegment()
                .unify(
                        text -> {
                            TextExt node = new TextExt(text);
                            node.setTextOrigin(VPos.TOP);
                            node.getStyleClass().add("sql-text");
                            node.getStyleClass().addAll(segment.getStyle());
                            return node;
                        },
                        embedded -> embedded.node().get());
    }
}
