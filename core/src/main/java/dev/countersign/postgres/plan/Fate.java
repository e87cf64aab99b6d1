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

    /** What two changes of one object come to: one that is renamed and altered is altered under its new name. */
    Fate with(Fate other) {
        if (this == ALTER && other == RENAME) {
            return other;
        }
        return this == RENAME && other != ALTER ? other : this;
    }
}
