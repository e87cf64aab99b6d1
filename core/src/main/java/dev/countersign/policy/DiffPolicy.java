package dev.countersign.policy;

import dev.countersign.plan.Wording;
import java.util.Map;

/**
 * What the project file says about planning.
 *
 * @param skip changes that are left out
 * @param concurrentCreate whether indexes are created with CONCURRENTLY ({@code concurrent_index.create} or {@code .add})
 * @param concurrentDrop whether indexes are dropped with CONCURRENTLY ({@code concurrent_index.drop})
 * @param lockSafe which other changes are made without stopping others
 * @param wordings what the project file says of the words of statements, also false
 * @param drivers what holds instead for the databases of one driver ({@code diff "postgres"}), by its name
 */
public record DiffPolicy(
        SkipPolicy skip,
        Setting<Boolean> concurrentCreate,
        Setting<Boolean> concurrentDrop,
        LockSafePolicy lockSafe,
        Map<Wording, Setting<Boolean>> wordings,
        Map<String, DiffPolicy> drivers) {
    /** Copies the maps. */
    public DiffPolicy {
        wordings = Map.copyOf(wordings);
        drivers = Map.copyOf(drivers);
    }

    /** What holds when the project file says nothing: everything is planned, nothing concurrently. */
    public static final DiffPolicy DEFAULT = new DiffPolicy(
            SkipPolicy.NOTHING,
            Setting.byDefault(false),
            Setting.byDefault(false),
            LockSafePolicy.NONE,
            Map.of(),
            Map.of());

    /** What holds for databases of a driver. */
    public DiffPolicy of(String driver) {
        return drivers.getOrDefault(driver, this);
    }
}
