package dev.countersign.policy;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.hcl.SourceRange;
import dev.countersign.rows.SyncMode;
import dev.countersign.rows.SyncTerms;
import java.util.Collection;
import java.util.List;

/** The {@code data} block of an environment: which rows of the desired state a plan brings about, and how far. */
public final class SeedData {
    /** How many rows of a table are looked at when the block does not say. */
    public static final int DEFAULT_MAX_ROWS = 10_000;

    private final Setting<SyncMode> mode;
    private final int maxRows;
    private final List<RowPattern> include;
    private final List<RowPattern> exclude;
    private final List<RowPattern> skipDiff;
    private final boolean preserveIds;
    private final SourceRange range;

    SeedData(
            Setting<SyncMode> mode,
            int maxRows,
            List<RowPattern> include,
            List<RowPattern> exclude,
            List<RowPattern> skipDiff,
            boolean preserveIds,
            SourceRange range) {
        this.mode = mode;
        this.maxRows = maxRows;
        this.include = List.copyOf(include);
        this.exclude = List.copyOf(exclude);
        this.skipDiff = List.copyOf(skipDiff);
        this.preserveIds = preserveIds;
        this.range = range;
    }

    /** How far rows follow. */
    public Setting<SyncMode> mode() {
        return mode;
    }

    /** Where it stands. */
    public SourceRange range() {
        return range;
    }

    /** Whether rows of the table take part, where the desired state has any. */
    public boolean includes(ObjectRef table) {
        return (include.isEmpty() || include.stream().anyMatch(p -> p.matches(table.path())))
                && exclude.stream().noneMatch(p -> p.matches(table.path()));
    }

    /** Whether a difference in the column is none. */
    public boolean ignores(ObjectRef column) {
        return skipDiff.stream().anyMatch(p -> p.matches(column.path()));
    }

    /** The same as terms for a plan. */
    public SyncTerms terms() {
        return new SyncTerms(mode.value(), maxRows, this::includes, this::ignores, preserveIds);
    }

    /**
     * The patterns of {@code include} that none of these tables has, one sentence each: what they name does not happen.
     *
     * @param tables the tables whose rows take part
     */
    public List<String> idle(Collection<ObjectRef> tables) {
        return include.stream()
                .filter(pattern -> tables.stream().noneMatch(t -> pattern.matches(t.path())))
                .map(pattern -> range + ": the pattern \"" + pattern
                        + "\" of data.include is not evaluated: no table of that name has rows in the desired state")
                .toList();
    }

    /** Equal blocks ask for the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SeedData data && range.equals(data.range) && words().equals(data.words());
    }

    @Override
    public int hashCode() {
        return words().hashCode();
    }

    private String words() {
        return mode.value() + " " + maxRows + " " + include + " " + exclude + " " + skipDiff + " " + preserveIds;
    }

    @Override
    public String toString() {
        return "data " + words();
    }
}
