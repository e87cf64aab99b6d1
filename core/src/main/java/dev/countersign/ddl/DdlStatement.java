package dev.countersign.ddl;

import dev.countersign.catalog.Uncompared;
import dev.countersign.hcl.SourceRange;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One SQL statement and the HCL text it came from.
 *
 * @param sql without a final semicolon
 * @param range the block or attribute that asks for it
 * @param marks for parts of the statement, by the offset at which they start, the place they came from
 * @param unseen what it makes that is no part of a schema, so that no comparison sees it
 */
public record DdlStatement(
        String sql, SourceRange range, SortedMap<Integer, SourceRange> marks, Optional<Uncompared> unseen) {
    /** A statement that makes nothing but schema. */
    public DdlStatement(String sql, SourceRange range, SortedMap<Integer, SourceRange> marks) {
        this(sql, range, marks, Optional.empty());
    }

    public DdlStatement {
        marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
    }

    /** The same statement, which makes something that no comparison sees. */
    DdlStatement leaving(Uncompared unseenThing) {
        return new DdlStatement(sql, range, marks, Optional.of(unseenThing));
    }

    /** Where the character at this offset of the statement came from. */
    public SourceRange at(int offset) {
        Map.Entry<Integer, SourceRange> mark = new TreeMap<>(marks).floorEntry(offset);
        return mark == null ? range : mark.getValue();
    }
}
