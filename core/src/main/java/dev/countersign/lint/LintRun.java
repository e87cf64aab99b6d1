package dev.countersign.lint;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What was run for a report and what it came to, for those who write the report in a form of their own.
 *
 * @param driver name of the dialect; empty when nothing ran
 * @param dev URL of the dev database without user and password; empty when it is not said
 * @param dir the migration directory; empty when there is none
 * @param texts the texts of the files, by name
 * @param changes how many changes of the schema were seen
 * @param current writes the state before the first statement as HCL
 * @param desired writes the state behind the last one
 */
public record LintRun(
        String driver,
        String dev,
        String dir,
        Map<String, String> texts,
        int changes,
        Supplier<String> current,
        Supplier<String> desired) {
    public LintRun {
        texts = Map.copyOf(texts);
    }

    /** Nothing ran. */
    public static LintRun none() {
        return new LintRun("", "", "", Map.of(), 0, () -> "", () -> "");
    }

    /** The same with where it ran, and of which files. */
    public LintRun of(String devUrl, String directory, Map<String, String> files) {
        String shown = devUrl.replaceFirst("//[^/]*@", "//").replaceFirst("\\?.*", "");
        return new LintRun(driver, shown, directory, files, changes, current, desired);
    }
}
