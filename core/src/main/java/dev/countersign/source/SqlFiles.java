package dev.countersign.source;

import dev.countersign.hcl.HclSource;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.sql.Syntax;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One or more SQL files, plans of Atlas, or directories. Of a directory, the files ending in {@code .sql} run in byte order of their names; {@code -- atlas:import PATH}
 * runs another file or directory first, once.
 */
final class SqlFiles implements ScriptFiles {
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^--[ \\t]*(?:atlas|countersign):import[ \\t]+(\\S+)[ \\t]*$");

    private final List<Path> roots;
    private final Syntax syntax;

    /**
     * @param roots files and directories in the order in which they run
     * @param syntax the rules of the product that will run them
     */
    SqlFiles(List<Path> roots, Syntax syntax) {
        this.roots = List.copyOf(roots);
        this.syntax = syntax;
    }

    /** The names of the files or directories, for people. */
    @Override
    public String label() {
        return roots.isEmpty()
                ? "an empty database"
                : roots.stream().map(p -> p.getFileName().toString()).collect(Collectors.joining(", "));
    }

    @Override
    public String kind() {
        return "SQL files";
    }

    @Override
    public SqlScript read() {
        List<SqlScript> scripts = new ArrayList<>();
        Set<Path> done = new HashSet<>();
        roots.forEach(root -> read(root, done, scripts));
        return SqlScript.joined(scripts);
    }

    private void read(Path path, Set<Path> done, List<SqlScript> scripts) {
        Path real = path.toAbsolutePath().normalize();
        if (!done.add(real)) {
            return;
        }
        if (Files.isDirectory(real)) {
            for (Path file : sqlFiles(real)) {
                read(file, done, scripts);
            }
            return;
        }
        String name = real.getFileName().toString();
        if (name.endsWith(PlanScript.SUFFIX)) {
            scripts.add(PlanScript.read(new HclSource(name, text(real)), syntax));
            return;
        }
        if (name.endsWith(".hcl")) {
            throw new SourceException(
                    ExitCode.USAGE, "The file " + path + " is HCL; migrations are SQL files and *.plan.hcl.");
        }
        String text = text(real);
        Matcher imports = IMPORT.matcher(text);
        while (imports.find()) {
            read(real.resolveSibling(imports.group(1)), done, scripts);
        }
        scripts.add(SqlScript.parse(real.getFileName().toString(), text, syntax));
    }

    private static List<Path> sqlFiles(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = files.filter(f -> f.getFileName().toString().endsWith(".sql"))
                    .filter(Files::isRegularFile)
                    .sorted((a, b) ->
                            a.getFileName().toString().compareTo(b.getFileName().toString()))
                    .toList();
            if (found.isEmpty()) {
                throw new SourceException(
                        ExitCode.USAGE, "The directory " + directory + " holds no file ending in .sql.");
            }
            return found;
        } catch (IOException e) {
            throw new SourceException(
                    ExitCode.FAILED, "The directory " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String text(Path file) {
        if (!Files.exists(file)) {
            throw new SourceException(ExitCode.USAGE, "There is no file or directory " + file + ".");
        }
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new SourceException(ExitCode.FAILED, "The file " + file + " is not UTF-8 text; convert it first.", e);
        } catch (IOException e) {
            throw new SourceException(ExitCode.FAILED, "The file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
