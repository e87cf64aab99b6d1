package dev.countersign.policy;

/**
 * Which changes of existing tables are planned in a longer form that does not stop others ({@code diff.not_null}, {@code diff.check}, {@code
 * diff.foreign_key}, {@code diff.unique}, each with {@code lock_safe}; all but the first are additions of ours).
 *
 * @param notNull NOT NULL is proved by a check before it is set
 * @param check checks are validated after they are added
 * @param foreignKey foreign keys are validated after they are added
 * @param unique unique constraints and primary keys take over an index that was built concurrently
 * @param fromRows tables with fewer estimated rows get the short forms, concurrent indexes included; 0 for no limit ({@code
 *     diff.lock_safe.from_rows})
 */
public record LockSafePolicy(
        Setting<Boolean> notNull,
        Setting<Boolean> check,
        Setting<Boolean> foreignKey,
        Setting<Boolean> unique,
        Setting<Long> fromRows) {

    /** Short forms everywhere. */
    public static final LockSafePolicy NONE = new LockSafePolicy(
            Setting.byDefault(false),
            Setting.byDefault(false),
            Setting.byDefault(false),
            Setting.byDefault(false),
            Setting.byDefault(0L));
}
