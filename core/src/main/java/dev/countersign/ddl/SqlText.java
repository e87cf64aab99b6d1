package dev.countersign.ddl;

import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Builds a statement and remembers which part came from where. */
public final class SqlText {
    private final StringBuilder sql = new StringBuilder();
    private final TreeMap<Integer, SourceRange> marks = new TreeMap<>();
    private SourceRange current;
    private final SourceRange whole;

    /** @param whole where the statement as a whole came from */
    public SqlText(SourceRange whole) {
        this.whole = whole;
        this.current = whole;
    }

    /** Adds text that belongs to the part under way. */
    public SqlText add(String text) {
        sql.append(text);
        return this;
    }

    /** Adds text that came from a place of its own. */
    public SqlText add(String text, SourceRange from) {
        return in(from, s -> s.add(text));
    }

    /** Adds a value's text from the value's place. */
    public SqlText add(DdlSql value) {
        return add(value.sql(), value.range());
    }

    /** Adds values with commas between them. */
    public SqlText list(List<DdlSql> values) {
        for (int i = 0; i < values.size(); i++) {
            add(i == 0 ? "" : ", ").add(values.get(i));
        }
        return this;
    }

    /** Adds a part that came from a place of its own. */
    public SqlText in(SourceRange from, Consumer<SqlText> part) {
        SourceRange before = current;
        current = from;
        marks.put(sql.length(), from);
        part.accept(this);
        current = before;
        marks.put(sql.length(), before);
        return this;
    }

    /** The statement. */
    public DdlStatement statement() {
        return new DdlStatement(sql.toString(), whole, marks);
    }
}
