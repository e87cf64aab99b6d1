package dev.countersign.policy;

import dev.countersign.hcl.SourceRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long something must have been called deprecated before it may be dropped ({@code deprecation}).
 *
 * @param window how long, from the recorded rename
 * @param prefix what names of deprecated objects begin with
 * @param requireEvidence whether nothing is dropped unless the database's statistics show that nobody uses it
 * @param restartOnRead whether a read that is seen after the rename starts the window again
 * @param plans files and directories of signed plans
 * @param migrations migration directories; empty: the environment's own
 * @param trust the folder that says whose keys count; empty: {@code trust} beside the project file, if there is one
 * @param observations the file of observations; empty: one in the user's own state directory
 * @param range the block that is nearest to the environment
 */
public record DeprecationPolicy(
        Setting<Duration> window,
        Setting<String> prefix,
        Setting<Boolean> requireEvidence,
        Setting<Boolean> restartOnRead,
        List<String> plans,
        List<String> migrations,
        Optional<String> trust,
        Optional<String> observations,
        SourceRange range) {

    /** The prefix when the block names none. */
    public static final String PREFIX = "deprecated_";

    /** Copies the lists. */
    public DeprecationPolicy {
        plans = List.copyOf(plans);
        migrations = List.copyOf(migrations);
    }
}
