package dev.countersign.source;

import dev.countersign.ddl.DdlDocument;
import dev.countersign.ddl.DdlScript;
import dev.countersign.ddl.DdlStatement;
import dev.countersign.dialect.Dialect;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.NearestName;
import dev.countersign.hcl.SourceRange;
import dev.countersign.policy.NotEvaluated;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.sql.Script;
import dev.countersign.sql.ScriptStatement;
import dev.countersign.sql.Syntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A schema written as HCL: files, or directories with the files ending in {@code .hcl} in byte order of their names. */
final class HclFiles implements ScriptFiles {
    private static final int SHOWN = 20;

    /** Files of other uses that stand beside a schema. */
    private static final Map<String, String> OTHERS = new TreeMap<>(Map.of(
            ".test.hcl", "tests", ".rule.hcl", "rules", PlanScript.SUFFIX, "a plan", ".lock.hcl", "a lock file"));

    private static final Set<String> PROJECTS = Set.of("atlas.hcl", "countersign.hcl");

    /** How the name of a file says for which product it is written. */
    private static final Map<String, String> PRODUCTS = new TreeMap<>(Map.ofEntries(
            Map.entry(".pg.hcl", "PostgreSQL"),
            Map.entry(".lt.hcl", "SQLite"),
            Map.entry(".my.hcl", "MySQL"),
            Map.entry(".ma.hcl", "MariaDB"),
            Map.entry(".ms.hcl", "SQL Server"),
            Map.entry(".ch.hcl", "ClickHouse"),
            Map.entry(".rs.hcl", "Redshift"),
            Map.entry(".oc.hcl", "Oracle"),
            Map.entry(".sp.hcl", "Spanner"),
            Map.entry(".sf.hcl", "Snowflake"),
            Map.entry(".dbx.hcl", "Databricks"),
            Map.entry(".tr.hcl", "Trino")));

    private final List<Path> roots;
    private final Dialect dialect;
    private final Map<String, List<String>> variables;
    private final Map<String, NotEvaluated> meant;

    /**
     * @param variables values of the schema's variables, several for a list
     * @param meant for each value that is given to these files alone what is told when none of them has such a variable
     */
    HclFiles(List<Path> roots, Dialect dialect, Map<String, List<String>> variables, Map<String, NotEvaluated> meant) {
        this.roots = List.copyOf(roots);
        this.dialect = dialect;
        this.variables = Map.copyOf(variables);
        this.meant = new TreeMap<>(meant);
    }

    /** What is told of a value when no file of the schema has a variable for it. */
    static NotEvaluated undeclared(String what, Optional<SourceRange> range) {
        return new NotEvaluated(what, range, "no file of the schema declares such a variable", Optional.empty());
    }

    /**
     * Whether the state is written as HCL.
     *
     * @throws SourceException when a part of it is SQL
     */
    static boolean are(List<Path> roots) {
        List<Path> hcl = roots.stream().filter(HclFiles::isHcl).toList();
        if (hcl.isEmpty()) {
            return false;
        }
        List<Path> sql =
                roots.stream().filter(r -> !isHcl(r) || holds(r, ".sql")).toList();
        if (!sql.isEmpty()) {
            throw new SourceException(
                    ExitCode.USAGE,
                    "A state is written either in SQL or in HCL, and this one is mixed: "
                            + Stream.concat(hcl.stream(), sql.stream())
                                    .distinct()
                                    .map(Path::toString)
                                    .collect(Collectors.joining(", "))
                            + "; name one kind only, or keep the two kinds in directories of their own.");
        }
        return true;
    }

    private static boolean isHcl(Path root) {
        return Files.isDirectory(root)
                ? !schemaFiles(root).isEmpty()
                : root.toString().endsWith(".hcl");
    }

    private static boolean holds(Path root, String ending) {
        return Files.isDirectory(root)
                && listed(root).stream().anyMatch(f -> f.toString().endsWith(ending));
    }

    private static List<Path> schemaFiles(Path directory) {
        return listed(directory).stream()
                .filter(f -> f.toString().endsWith(".hcl"))
                .filter(f -> OTHERS.keySet().stream().noneMatch(f.toString()::endsWith))
                .filter(f -> !PROJECTS.contains(f.getFileName().toString()))
                .toList();
    }

    /** The names of the files of a schema in a directory. */
    static List<String> names(Path directory) {
        return schemaFiles(directory).stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }

    private static List<Path> listed(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .sorted((a, b) ->
                            a.getFileName().toString().compareTo(b.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new SourceException(
                    ExitCode.FAILED, "The directory " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The variables that the files declare; what cannot be read declares none, and says so when it is loaded. */
    static Set<String> variables(List<Path> roots) {
        Set<String> names = new TreeSet<>();
        try {
            for (Path path : roots.stream().flatMap(HclFiles::files).toList()) {
                if (path.toString().endsWith(".hcl") && Files.isRegularFile(path)) {
                    HclFile file = HclFile.parse(HclSource.decodeSchema(path.toString(), bytes(path)));
                    names.addAll(declared(file));
                }
            }
        } catch (HclException | SourceException e) {
            return names;
        }
        return names;
    }

    private static List<String> declared(HclFile file) {
        return file.body().blocks("variable").stream()
                .flatMap(block -> block.label().stream())
                .toList();
    }

    /** Values that reach no variable. */
    private List<String> idle(List<HclFile> files) {
        Set<String> declared =
                files.stream().flatMap(file -> declared(file).stream()).collect(Collectors.toCollection(TreeSet::new));
        List<String> idle = new ArrayList<>();
        meant.forEach((name, note) -> {
            if (!declared.contains(name)) {
                idle.add(new NotEvaluated(note.what(), note.range(), note.reason(), NearestName.of(name, declared))
                        .summary());
            }
        });
        return idle;
    }

    private static Stream<Path> files(Path root) {
        return Files.isDirectory(root) ? schemaFiles(root).stream() : Stream.of(root);
    }

    @Override
    public String label() {
        return roots.stream().map(p -> p.getFileName().toString()).collect(Collectors.joining(", "));
    }

    @Override
    public String kind() {
        return "HCL files";
    }

    /** A directory without a schema would be an empty one, and everything would be dropped. */
    private static void requireSchema(Path root) {
        if (Files.isDirectory(root) && schemaFiles(root).isEmpty()) {
            throw new SourceException(
                    ExitCode.USAGE, "The directory " + root + " holds no schema in files ending in .hcl.");
        }
    }

    @Override
    public SqlScript read() {
        roots.forEach(HclFiles::requireSchema);
        List<Path> paths = roots.stream()
                .flatMap(HclFiles::files)
                .map(p -> p.toAbsolutePath().normalize())
                .distinct()
                .toList();
        paths.forEach(this::requireOwnProduct);
        Set<String> names = new HashSet<>();
        boolean sameNames =
                !paths.stream().allMatch(p -> names.add(p.getFileName().toString()));
        try {
            List<HclFile> files = new ArrayList<>();
            List<HclProblem> problems = new ArrayList<>();
            for (Path path : paths) {
                HclFile file = HclFile.parse(HclSource.decodeSchema(shown(path, sameNames), bytes(path)));
                files.add(file);
                problems.addAll(file.problems());
            }
            if (!problems.isEmpty()) {
                throw new HclException(problems);
            }
            return script(files);
        } catch (HclException e) {
            throw new SourceException(ExitCode.FAILED, message(e.problems()), e);
        }
    }

    /** What messages call a file: its name, with the folder where names are not clear. */
    private static String shown(Path file, boolean withFolder) {
        String name = file.getFileName().toString();
        return withFolder ? file.getParent().getFileName() + "/" + name : name;
    }

    private void requireOwnProduct(Path file) {
        String name = file.getFileName().toString();
        OTHERS.forEach((suffix, use) -> {
            if (name.endsWith(suffix)) {
                throw new SourceException(ExitCode.USAGE, "The file " + name + " holds " + use + ", and no schema.");
            }
        });
        String own = dialect.schemaLanguage().suffix();
        PRODUCTS.forEach((suffix, product) -> {
            if (name.endsWith(suffix) && !suffix.equals(own)) {
                throw new SourceException(
                        ExitCode.USAGE,
                        "The file " + name + " is a schema of " + product + ", and here one of " + dialect.product()
                                + " is read, whose files end in " + own + ".");
            }
        });
    }

    private SqlScript script(List<HclFile> files) {
        DdlDocument document = DdlDocument.of(files, dialect.schemaLanguage(), variables);
        OtherProducts.require(files, dialect);
        DdlScript made = dialect.schemaLanguage().statements(document);
        document.lookIntoNothing(dialect.schemaLanguage());
        List<SqlScript.Placed> statements = new ArrayList<>();
        Syntax syntax = dialect.scripts().syntax();
        for (DdlStatement statement : made.statements()) {
            single(statement, syntax, statements.size())
                    .ifPresentOrElse(
                            s -> statements.add(new SqlScript.Placed(
                                    s, statement.range().file(), List.of(), Optional.of(statement))),
                            () -> document.findings()
                                    .problem(
                                            statement.range(),
                                            "this comes to more than one SQL statement, or to an unfinished one; write each part as one"));
        }
        document.findings().throwProblems();
        return new SqlScript(
                statements,
                made.renames(),
                Stream.concat(document.findings().notEvaluated().stream(), idle(files).stream())
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                made.external());
    }

    /** Raw SQL text could end a statement and begin another one, which would go unseen. */
    private static Optional<ScriptStatement> single(DdlStatement made, Syntax syntax, int index) {
        Script script = Script.parse(made.sql(), syntax);
        if (script.unterminated().isPresent() || script.statements().size() != 1) {
            return Optional.empty();
        }
        ScriptStatement one = script.statements().getFirst();
        return Optional.of(new ScriptStatement(
                index,
                one.kind(),
                one.offset(),
                one.length(),
                made.range().line(),
                one.text(),
                one.tokens(),
                List.of()));
    }

    private static byte[] bytes(Path file) {
        if (!Files.exists(file)) {
            throw new SourceException(ExitCode.USAGE, "There is no file or directory " + file + ".");
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new SourceException(ExitCode.FAILED, "The file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String message(List<HclProblem> problems) {
        String shown = problems.stream().limit(SHOWN).map(HclProblem::render).collect(Collectors.joining("\n"));
        int more = problems.size() - SHOWN;
        return more > 0 ? shown + "\n(and " + more + " more)" : shown;
    }
}
