package dev.countersign.engine;

import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds test files. */
final class TestFileNames {
    private static final String SUFFIX = ".test.hcl";

    private TestFileNames() {}

    /**
     * The named files, and those below the named folders in the order of their names.
     *
     * @throws CountersignException when a folder cannot be read, or there is no file
     */
    static List<Path> in(List<Path> paths) {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                files.add(path);
                continue;
            }
            try (Stream<Path> inside = Files.walk(path)) {
                inside.filter(p -> p.toString().endsWith(SUFFIX)).sorted().forEach(files::add);
            } catch (IOException e) {
                throw new CountersignException(ExitCode.USAGE, "The folder " + path + " cannot be read.", e);
            }
        }
        if (files.isEmpty()) {
            throw new CountersignException(ExitCode.USAGE, "There is no file *" + SUFFIX + " in " + paths + ".");
        }
        return files;
    }
}
