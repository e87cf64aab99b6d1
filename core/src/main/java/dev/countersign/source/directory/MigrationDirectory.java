package dev.countersign.source.directory;

import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.SourceException;
import dev.countersign.source.SqlScript;
import dev.countersign.sql.Syntax;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory of migrations, read. */
public final class MigrationDirectory {
    private static final int MAX_BYTES = 64 * 1024 * 1024;
    private static final String REPEATABLE = "R";

    private final Path path;
    private final DirectoryFormat format;
    private final List<MigrationFile> files;
    private final Optional<String> sum;
    private final List<String> unread;
    private final Optional<MigrationDirectory> templates;

    private MigrationDirectory(
            Path path,
            DirectoryFormat format,
            List<MigrationFile> files,
            Optional<String> sum,
            List<String> unread,
            Optional<MigrationDirectory> templates) {
        this.path = path;
        this.format = format;
        this.files = List.copyOf(files);
        this.sum = sum;
        this.unread = List.copyOf(unread);
        this.templates = templates;
    }

    /**
     * Reads every file that counts.
     *
     * @throws SourceException when the directory or one of its files cannot be read
     */
    public static MigrationDirectory read(Path path, DirectoryFormat format) {
        if (!Files.isDirectory(path)) {
            throw new SourceException(ExitCode.USAGE, "There is no migration directory " + path + ".");
        }
        try {
            List<MigrationFile> files =
                    format == DirectoryFormat.FLYWAY ? FlywayOrder.of(walk(path)) : list(path, format);
            Path sum = path.resolve(DirectorySum.FILE);
            return new MigrationDirectory(
                    path,
                    format,
                    files,
                    Files.isRegularFile(sum) ? Optional.of(Files.readString(sum)) : Optional.empty(),
                    Unread.in(path, format),
                    Optional.empty());
        } catch (IOException e) {
            throw new SourceException(
                    ExitCode.FAILED, "The migration directory " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The same directory where its files are templates.
     *
     * @param texts what they come to, by their names in the order in which they run
     */
    public MigrationDirectory executed(Map<String, String> texts) {
        List<MigrationFile> executed = new ArrayList<>();
        texts.forEach((name, text) -> {
            if (format.counts(name)) {
                executed.add(new MigrationFile(name, path.resolve(name), text.getBytes(StandardCharsets.UTF_8)));
            }
        });
        return new MigrationDirectory(path, format, executed, sum, unread, Optional.of(this));
    }

    private static List<MigrationFile> list(Path directory, DirectoryFormat format) throws IOException {
        List<MigrationFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.filter(f -> format.counts(f.getFileName().toString()))
                    .sorted(byName(directory))
                    .toList()) {
                files.add(file(directory, file));
            }
        }
        return files;
    }

    private static List<MigrationFile> walk(Path directory) throws IOException {
        List<MigrationFile> files = new ArrayList<>();
        for (Path file : Unread.everywhere(directory)) {
            if (FlywayOrder.counts(file.getFileName().toString())) {
                files.add(file(directory, file));
            }
        }
        return files;
    }

    /** Byte order of the names, as a walk goes: what is in a folder comes where the folder's name does. */
    static Comparator<Path> byName(Path directory) {
        return Comparator.comparing(
                file -> name(directory, file).replace('/', '\0').getBytes(StandardCharsets.UTF_8),
                Arrays::compareUnsigned);
    }

    /** The path from the directory, with slashes. */
    static String name(Path directory, Path file) {
        return directory.relativize(file).toString().replace('\\', '/');
    }

    private static MigrationFile file(Path directory, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new SourceException(
                    ExitCode.FAILED, file + " is named like a migration and is not a file; rename or remove it.");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new SourceException(ExitCode.FAILED, file + " is larger than " + MAX_BYTES / (1024 * 1024) + " MiB.");
        }
        return new MigrationFile(name(directory, file), file, Files.readAllBytes(file));
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** The files in the order in which they run. */
    public List<MigrationFile> files() {
        return files;
    }

    /** How it is laid out. */
    public DirectoryFormat format() {
        return format;
    }

    /** The version of a file, as it is recorded when the file runs. Files that run again whenever they change share one: that of the last other file, and an R. */
    public String version(MigrationFile file) {
        if (format != DirectoryFormat.FLYWAY) {
            return file.version();
        }
        return repeats(file) ? lastVersion() + REPEATABLE : FlywayOrder.token(file);
    }

    private String lastVersion() {
        return files.stream()
                .filter(f -> !repeats(f))
                .reduce((first, second) -> second)
                .map(FlywayOrder::token)
                .orElse("0");
    }

    /** Whether a recorded version is that of files that run again whenever they change, also where none of them is there. */
    public boolean isOfRepeatable(String version) {
        return format == DirectoryFormat.FLYWAY && version.endsWith(REPEATABLE);
    }

    /** What the tool runs or obeys beside the files that are read here, one sentence for each. */
    public List<String> notEvaluated() {
        return unread;
    }

    /** The order of versions, also of those that no file here has. */
    public Comparator<String> versionOrder() {
        return format == DirectoryFormat.FLYWAY ? FlywayOrder.BY_NUMBERS : Comparator.naturalOrder();
    }

    /** Whether a file runs again whenever its text changes. */
    public boolean repeats(MigrationFile file) {
        return format.repeats(file.name());
    }

    /** Whether it has a sum file. */
    public boolean hasSum() {
        return sum.isPresent();
    }

    /** What the sum file says against the files, as a sentence; empty when it agrees, also with the templates that they come from, or is not there. */
    public Optional<String> mismatch() {
        return sum.flatMap(DirectorySum.of(files)::mismatch)
                .filter(wrong -> templates.flatMap(MigrationDirectory::mismatch).isPresent() || templates.isEmpty());
    }

    /**
     * The statements that lead forward, each with its place in its file. What the directory holds beside its files and nobody evaluates is said of any of them.
     *
     * @throws SourceException when a quote or comment is still open at the end of a file
     */
    public SqlScript script(List<MigrationFile> of, Syntax syntax) {
        return SqlScript.joined(of.stream().map(file -> script(file, syntax)).toList())
                .ofMigration(unread);
    }

    private SqlScript script(MigrationFile file, Syntax syntax) {
        UpPart part = UpPart.of(file, format);
        SqlScript parsed = SqlScript.parse(file.name(), part.text(), syntax);
        List<String> notEvaluated = part.notEvaluated().stream()
                .map(why -> file.name() + ": an annotation is not evaluated: " + why + ".")
                .toList();
        SqlScript up = parsed.ofMigration(notEvaluated);
        return part.outsideTransaction() ? up.unlessSaid("txmode", "none") : up;
    }
}
