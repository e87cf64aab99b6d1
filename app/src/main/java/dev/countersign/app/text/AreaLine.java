package dev.countersign.app.text;

import dev.countersign.app.theme.Icon;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.layout.Region;

/** A line of the {@link SqlArea}. */
public sealed interface AreaLine {

    /** A heading between statements; not SQL and never copied. */
    record Heading(String text) implements AreaLine {}

    /**
     * A line of SQL.
     *
     * @param statement the statement it belongs to
     * @param first whether it is the statement's first line, which carries number, mark and note
     * @param pieces how pieces of the text look
     * @param mark style class of the gutter's mark and its spoken word, if the statement has findings
     * @param note fact at the right end of the line
     * @param appeared whether the statement came with the last change
     */
    record Code(
            int statement,
            boolean first,
            String text,
            List<Piece> pieces,
            Optional<Mark> mark,
            String note,
            String tooltip,
            boolean appeared)
            implements AreaLine {
        public Code {
            pieces = List.copyOf(pieces);
        }
    }

    /** A row between the lines that is no text; the node is made when the row comes into view. */
    record Row(int statement, Supplier<Region> node) implements AreaLine {}

    /** A piece of a line with the style classes it has. */
    record Piece(int start, int end, List<String> styleClasses) {
        public Piece {
            styleClasses = List.copyOf(styleClasses);
        }
    }

    /** What the gutter shows beside a statement. */
    record Mark(Icon icon, String styleClass, String words) {}
}
