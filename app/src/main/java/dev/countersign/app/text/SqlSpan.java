package dev.countersign.app.text;

import java.util.Locale;

/** A piece of SQL text from {@code start} up to {@code end} that is shown in one way. */
public record SqlSpan(int start, int end, Kind kind) {

    /** How it is shown. */
    public enum Kind {
        PLAIN,
        KEYWORD,
        TYPE,
        LITERAL,
        COMMENT;

        /** The style class of this kind. */
        public String styleClass() {
            return "sql-" + name().toLowerCase(Locale.ROOT);
        }
    }
}
