package dev.countersign.policy;

/**
 * What the project file says about planning.
 *
 * @param skip changes that are left out
 * @param concurrentCreate whether indexes are created with CONCURRENTLY ({@code concurrent_index.create} or {@code .add})
 * @param concurrentDrop whether indexes are dropped with CONCURRENTLY ({@code concurrent_index.drop})
 * @param lockSafe which other changes are made without stopping others
 */
public record DiffPolicy(
        SkipPolicy skip, Setting<Boolean> concurrentCreate, Setting<Boolean> concurrentDrop, LockSafePolicy lockSafe) {

    /** What holds when the project file says nothing: everything is planned, nothing concurrently. */
    public static final DiffPolicy DEFAULT =
            new DiffPolicy(SkipPolicy.NOTHING, Setting.byDefault(false), Setting.byDefault(false), LockSafePolicy.NONE);
}
