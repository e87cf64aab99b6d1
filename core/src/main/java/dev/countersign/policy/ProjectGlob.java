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
        Pattern regex = regex(relative);
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

    /** RE2 instead of the platform's own globs, which try all ways of dividing a name between several stars. */
    static Pattern regex(String glob) {
        StringBuilder regex = new StringBuilder("(?s)");
        int braces = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            int close = c == '[' ? glob.indexOf(']', i + 2) : -1;
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '{') {
                regex.append("(?:");
                braces++;
            } else if (c == '}' && braces > 0) {
                regex.append(')');
                braces--;
            } else if (c == ',' && braces > 0) {
                regex.append('|');
            } else if (close > 0) {
                boolean inverted = glob.charAt(i + 1) == '!' || glob.charAt(i + 1) == '^';
                regex.append(UserPattern.characterClass(glob.substring(i + (inverted ? 2 : 1), close), inverted));
                i = close;
            } else {
                i += c == '\\' && i + 1 < glob.length() ? 1 : 0;
                int whole = glob.codePointAt(i);
                regex.append(Pattern.quote(Character.toString(whole)));
                i += Character.charCount(whole) - 1;
            }
        }
        try {
            return UserPattern.compile(regex.toString());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("it is not well formed", e);
        }
    }
}
