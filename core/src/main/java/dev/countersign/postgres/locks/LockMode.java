package dev.countersign.postgres.locks;

/** PostgreSQL's table locks, weakest first (manual, section "Explicit Locking"). */
enum LockMode {
    NONE,
    ACCESS_SHARE,
    ROW_SHARE,
    ROW_EXCLUSIVE,
    SHARE_UPDATE_EXCLUSIVE,
    SHARE,
    SHARE_ROW_EXCLUSIVE,
    EXCLUSIVE,
    ACCESS_EXCLUSIVE;

    /** The server's words, e.g. {@code ACCESS EXCLUSIVE}; {@code none} without a lock. */
    String words() {
        return this == NONE ? "none" : name().replace('_', ' ');
    }

    LockMode strongest(LockMode other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
