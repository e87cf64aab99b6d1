package dev.countersign.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where standard output goes, as far as the operating system says so. */
public final class StandardOutput {
    private static final List<Path> OURS = List.of(Path.of("/proc/self/fd/1"), Path.of("/dev/fd/1"));

    private StandardOutput() {}

    /** Whether it certainly goes to a file or another program; a terminal, and whatever is not known, does not count. */
    public static boolean isRedirected() {
        return OURS.stream().anyMatch(StandardOutput::isFileOrProgram);
    }

    /** @param descriptor a path that stands for an open file of the process */
    static boolean isFileOrProgram(Path descriptor) {
        if (Files.isRegularFile(descriptor)) {
            return true;
        }
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return Stream.of("pipe:", "socket:").anyMatch(target::startsWith);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
