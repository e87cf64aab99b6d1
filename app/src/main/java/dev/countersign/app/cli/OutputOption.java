package dev.countersign.app.cli;

import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that sends a command's result to a file. */
final class OutputOption {
    @Option(names = "--out", paramLabel = "FILE", description = "write the result to this file instead of the terminal")
    private String file = "";

    /** Prints the text, or writes it to the file exactly as it is. */
    void write(Terminal terminal, String text) {
        if (file.isEmpty()) {
            terminal.result(text);
            return;
        }
        try {
            Files.writeString(Path.of(file), text);
        } catch (IOException e) {
            throw new CountersignException(
                    ExitCode.FAILED,
                    "cannot write " + file + " (" + e.getClass().getSimpleName()
                            + "): check the folder and its permissions",
                    e);
        }
    }
}
