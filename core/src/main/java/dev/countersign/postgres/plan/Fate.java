package dev.countersign.postgres.plan;

/** What happens to an object or column on the way; those that are not mentioned stay as they are. */
enum Fate {
    CREATE,
    ALTER,
    RENAME,
    /** Dropped and made again as the desired state has it. */
    REBUILD,
    DROP;

    boolean goes() {
        return this == DROP || this == REBUILD;
    }

    boolean comes() {
        return this == CREATE || this == REBUILD;
    }
}
