package dev.countersign.app.cli;

import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import java.util.List;
import picocli.CommandLine.Option;

/** The option of commands that answer as text or as JSON. */
final class FormatOption {
    @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json")
    private String format = "text";

    /**
     * Whether JSON is asked for.
     *
     * @throws CountersignException when it is neither
     */
    boolean json() {
        String name = Formats.name(format);
        if (!List.of("text", "json").contains(name)) {
            throw new CountersignException(ExitCode.USAGE, "--format " + format + " is not one of text, json");
        }
        return name.equals("json");
    }
}
