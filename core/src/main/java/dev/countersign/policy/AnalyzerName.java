package dev.countersign.policy;

import java.util.Locale;

/** The analyzers that {@code lint} configures, by the names of their blocks. */
public enum AnalyzerName {
    /** DS: dropped schemas, tables, columns; an error unless the policy says otherwise */
    DESTRUCTIVE,
    /** MF: changes that may fail on existing data */
    DATA_DEPEND,
    /** CD: constraints that are dropped */
    CONDROP,
    /** BC: changes that break running code */
    INCOMPATIBLE,
    /** PG101 to PG103: index changes that block writes */
    CONCURRENT_INDEX,
    /** NM: names that break the naming rules */
    NAMING,
    /** TX201: BEGIN and COMMIT in files that run in a transaction anyway */
    NESTEDTX,
    /** RUN104 and RUN105: migration files that do not come behind those of the base, and older ones that were edited */
    NON_LINEAR;

    /** The name of the block. */
    public String hclName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
