package dev.countersign.source.directory;

import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.SourceException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of a migration directory.
 *
 * @param name its path from the directory, with slashes
 * @param path where it is
 * @param text its text without a byte order mark
 * @param content its bytes as they are
 */
public record MigrationFile(String name, Path path, String text, byte[] content) {
    /** The comments at the top, which are about the file when an empty line or nothing is behind them. */
    private static final Pattern TOP = Pattern.compile("\\A((?:(?:--|#)[^\\n]*(?:\\n|\\z))+)(?:\\r?\\n|\\z)");

    private static final Pattern CHECKPOINT = Pattern.compile("(?m)^(?:--|#) ?atlas:checkpoint\\b");
    private static final Pattern LEFT_OUT = Pattern.compile("[ -~]*atlas:sum +ignore(?:[^ -~].*)?");

    /**
     * @param content its bytes; UTF-8
     * @throws SourceException when they are not
     */
    MigrationFile(String name, Path path, byte[] content) {
        this(name, path, decoded(path, content), content);
    }

    private static String decoded(Path path, byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new SourceException(ExitCode.FAILED, "The file " + path + " is not UTF-8 text; convert it first.", e);
        }
    }

    /** Whether it holds the whole schema as it is at its version, instead of a change. */
    public boolean isCheckpoint() {
        Matcher top = TOP.matcher(text);
        return top.find() && CHECKPOINT.matcher(top.group(1)).find();
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

    /** Whether its content does not enter the sum of the directory: its first bytes say so, exactly. */
    public boolean isLeftOutOfSum() {
        int end = 0;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        return LEFT_OUT.matcher(new String(content, 0, end, StandardCharsets.ISO_8859_1))
                .matches();
    }

    /** What the name says behind the version; may be empty. */
    public String description() {
        String stem = stem();
        int end = stem.indexOf('_');
        return end > 0 ? stem.substring(end + 1).replaceFirst("^_+", "") : "";
    }

    private String stem() {
        String base = name.substring(name.lastIndexOf('/') + 1);
        return base.endsWith(".sql") ? base.substring(0, base.length() - 4) : base;
    }

    /** The version: what stands before the first underscore, or before {@code .sql} where there is none. */
    public String version() {
        String stem = stem();
        int end = stem.indexOf('_');
        return end >= 0 ? stem.substring(0, end) : stem;
    }
}
