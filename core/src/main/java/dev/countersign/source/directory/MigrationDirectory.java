package dev.countersign.source.directory;

import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.SourceException;
import dev.countersign.source.SqlScript;
import dev.countersign.sql.Syntax;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory of migrations, read. */
public final class MigrationDirectory {
    private static final int MAX_BYTES = 64 * 1024 * 1024;

    private final Path path;
    private final DirectoryFormat format;
    private final List<MigrationFile> files;
    private final Optional<String> sum;

    private MigrationDirectory(Path path, DirectoryFormat format, List<MigrationFile> files, Optional<String> sum) {
        this.path = path;
        this.format = format;
        this.files = List.copyOf(files);
        this.sum = sum;
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
                    Files.isRegularFile(sum) ? Optional.of(Files.readString(sum)) : Optional.empty());
        } catch (IOException e) {
            throw new SourceException(
                    ExitCode.FAILED, "The migration directory " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<MigrationFile> list(Path directory, DirectoryFormat format) throws IOException {
        List<MigrationFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.filter(f -> format.counts(f.getFileName().toString()))
                    .sorted(Comparator.comparing(f -> f.getFileName().toString()))
                    .toList()) {
                files.add(file(directory, file));
            }
        }
        return files;
    }

    private static List<MigrationFile> walk(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean hidden = !folder.equals(directory)
                        && folder.getFileName().toString().startsWith(".");
                return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (FlywayOrder.counts(file.getFileName().toString())) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        // name by name, as a walk goes: what is in a folder comes where the folder's name does
        found.sort(Comparator.comparing(f -> name(directory, f).replace('/', '\0')));
        List<MigrationFile> files = new ArrayList<>();
        for (Path file : found) {
            files.add(file(directory, file));
        }
        return files;
    }

    private static String name(Path directory, Path file) {
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

    /** The version of a file, as it is recorded when the file runs. */
    public String version(MigrationFile file) {
        return format == DirectoryFormat.FLYWAY ? FlywayOrder.token(file) : file.version();
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

    /** What the sum file says against the files, as a sentence; empty when it agrees or is not there. */
    public Optional<String> mismatch() {
        return sum.flatMap(DirectorySum.of(files)::mismatch);
    }

    /**
     * The statements that lead forward, each with its place in its file.
     *
     * @throws SourceException when a quote or comment is still open at the end of a file
     */
    public SqlScript script(List<MigrationFile> of, Syntax syntax) {
        return SqlScript.joined(of.stream().map(file -> script(file, syntax)).toList());
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
