package dev.countersign.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.countersign.hcl.UserPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds files below a project's directory by pattern. Links are not followed, and nothing outside is looked at. */
final class ProjectGlob {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_FILES = 20_000;

    private final Path directory;

    ProjectGlob(Path directory) {
        this.directory = directory;
    }

    /**
     * The matching files with slashes, in byte order.
     *
     * @throws IllegalArgumentException when the pattern leads out of the project or is malformed
     */
    List<String> matches(String pattern) throws IOException {
        String relative = pattern.startsWith("./") ? pattern.substring(2) : pattern;
        if (relative.startsWith("/") || List.of(relative.split("/")).contains("..")) {
            throw new IllegalArgumentException("it leads out of the project");
        }
        Pattern regex = compiled(relative);
        int depth = relative.contains("**") ? MAX_DEPTH : relative.split("/").length;
        try (Stream<Path> files = Files.walk(directory, depth)) {
            List<Path> seen = files.filter(Files::isRegularFile)
                    .limit(MAX_FILES + 1L)
                    .map(directory::relativize)
                    .toList();
            if (seen.size() > MAX_FILES) {
                throw new IllegalArgumentException("there are more than " + MAX_FILES + " files to look at");
            }
            return seen.stream()
                    .map(path -> path.toString().replace('\\', '/'))
                    .filter(regex::matches)
                    .sorted()
                    .toList();
        }
    }

    private static Pattern compiled(String glob) {
        try {
            return UserPattern.glob(glob);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("it is not well formed", e);
        }
    }
}
