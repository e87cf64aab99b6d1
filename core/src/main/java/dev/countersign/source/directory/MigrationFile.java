package dev.countersign.source.directory;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A file of a migration directory.
 *
 * @param name its path from the directory, with slashes
 * @param path where it is
 * @param text its text without a byte order mark
 * @param content its bytes as they are
 */
public record MigrationFile(String name, Path path, String text, byte[] content) {
    private static final String CHECKPOINT = "(?s)\\A(?:(?:--|#)[^\\n]*\\n)*(?:--|#) ?atlas:checkpoint\\b.*";

    /** @param content its bytes; UTF-8 */
    MigrationFile(String name, Path path, byte[] content) {
        this(name, path, decoded(content), content);
    }

    private static String decoded(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Whether it holds the whole schema as it is at its version, instead of a change. */
    public boolean isCheckpoint() {
        return text.matches(CHECKPOINT);
    }

    /** Those of the files that a replay on a new database runs: from the newest checkpoint on. */
    public static List<MigrationFile> sinceCheckpoint(List<MigrationFile> files) {
        for (int i = files.size() - 1; i >= 0; i--) {
            if (files.get(i).isCheckpoint()) {
                return files.subList(i, files.size());
            }
        }
        return files;
    }

    /** Whether its content does not enter the sum of the directory. */
    public boolean isLeftOutOfSum() {
        return text.matches("(?s)\\A(?:--|#) ?atlas:sum ignore[ \\t]*(?:\\r?\\n.*)?");
    }

    /** What the name says behind the version; may be empty. */
    public String description() {
        String stem = stem();
        int end = stem.indexOf('_');
        return end > 0 ? stem.substring(end + 1).replaceFirst("^_+", "") : "";
    }

    private String stem() {
        String base = name.substring(name.lastIndexOf('/') + 1);
        return base.toLowerCase(Locale.ROOT).endsWith(".sql") ? base.substring(0, base.length() - 4) : base;
    }

    /** The version: what stands before the first underscore, or before the first dot. */
    public String version() {
        String stem = stem();
        int end = stem.indexOf('_');
        return end > 0 ? stem.substring(0, end) : stem;
    }
}
