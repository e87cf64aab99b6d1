package dev.countersign.deprecation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the policy asks of a drop.
 *
 * @param window how long something must have been called deprecated, from the recorded rename
 * @param prefix what names of deprecated objects begin with
 * @param requireEvidence whether the database's statistics must show that nobody uses it
 * @param restartOnRead whether a read after the rename starts the window again
 * @param where where the policy says so, e.g. {@code countersign.hcl:12}
 * @param sources where records of renames are
 */
public record Terms(
        Duration window, String prefix, boolean requireEvidence, boolean restartOnRead, String where, Sources sources) {

    /**
     * Where records of renames are.
     *
     * @param plans files and folders of signed plans
     * @param migrations migration directories
     * @param trust the folder that says whose keys count
     * @param observations the file of observations
     */
    public record Sources(List<Path> plans, List<Path> migrations, Optional<Path> trust, Path observations) {
        public Sources {
            plans = List.copyOf(plans);
            migrations = List.copyOf(migrations);
        }
    }

    /** The window in words: {@code 30 days}, {@code 36 hours}. */
    public String windowText() {
        return words(window);
    }

    /** A duration in its largest unit that divides it, for people. */
    static String words(Duration duration) {
        if (duration.toSeconds() % 86_400 == 0) {
            return counted(duration.toDays(), "day");
        }
        if (duration.toSeconds() % 3600 == 0) {
            return counted(duration.toHours(), "hour");
        }
        return duration.toSeconds() % 60 == 0
                ? counted(duration.toMinutes(), "minute")
                : counted(duration.toSeconds(), "second");
    }

    static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
