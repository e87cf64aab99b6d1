package dev.countersign.engine;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.hcl.UserPattern;
import dev.countersign.policy.Outside;
import dev.countersign.policy.ProgramCall;
import dev.countersign.policy.TestBlocks;
import dev.countersign.policy.TestCase;
import dev.countersign.policy.TestFile;
import dev.countersign.policy.TestFiles;
import dev.countersign.policy.TestKind;
import dev.countersign.policy.TestStep;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.progress.Progress;
import dev.countersign.source.Sources;
import dev.countersign.testing.CaseRunner;
import dev.countersign.testing.TestReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Runs the tests of a project that need a database. */
final class TestRun {
    private final Setups setups;
    private final DevDatabases devDatabases;
    private final WrittenLint.SourcesOf sources;
    private final Outside outside;

    TestRun(Setups setups, DevDatabases devDatabases, WrittenLint.SourcesOf sources, Outside outside) {
        this.setups = setups;
        this.devDatabases = devDatabases;
        this.sources = sources;
        this.outside = outside;
    }

    /** What was read, and what of it cannot be used. */
    private static final class Reading {
        final List<TestCase> cases = new ArrayList<>();
        final Set<String> notEvaluated = new LinkedHashSet<>();
        final List<String> notices = new ArrayList<>();
        final Set<String> declared = new TreeSet<>();
        private final Map<TestKind, Map<String, Set<String>>> undeclared = new EnumMap<>(TestKind.class);
        private final Map<TestKind, Set<String>> taken = new EnumMap<>(TestKind.class);

        /** The values that are given to the files of a kind are for all of them; each takes those that it declares. */
        void given(TestKind kind, Set<String> names, TestFile file, Path path) {
            for (String name : names) {
                if (file.declared().contains(name)) {
                    taken.computeIfAbsent(kind, k -> new TreeSet<>()).add(name);
                } else {
                    undeclared
                            .computeIfAbsent(kind, k -> new TreeMap<>())
                            .computeIfAbsent(name, n -> new LinkedHashSet<>())
                            .add(path.getFileName().toString());
                }
            }
        }

        /** Everything without effect, once all files were read. */
        Set<String> notEvaluated() {
            undeclared.forEach((kind, names) -> names.forEach((name, files) -> {
                if (!taken.getOrDefault(kind, Set.of()).contains(name)) {
                    notEvaluated.add("test.vars." + name + " is not evaluated: "
                            + (files.size() == 1 ? "" : "none of ") + String.join(", ", files)
                            + " declares " + (files.size() == 1 ? "no such variable" : "such a variable"));
                }
            }));
            return notEvaluated;
        }
    }

    TestReport run(Project project, TestRequest request, Progress progress) {
        Reading reading = read(project, request);
        List<TestCase> chosen = chosen(reading.cases, request);
        notEvaluated(project, reading);
        List<String> tested = project.statedTo().orElse(List.of());
        Setup setup = setups.of(project, List.of(), tested);
        try (DevDatabase devDatabase = devDatabases.open(setup.devUrl(), progress)) {
            Sources read = sources.of(project, setup, Optional.of(devDatabase));
            try (ProjectGrounds grounds = new ProjectGrounds(
                    setup,
                    devDatabase,
                    new StateSources(project, setup, read),
                    project.directory(),
                    project::to,
                    () -> Directories.read(project, request.dir(), Optional.empty()))) {
                var results = new CaseRunner(setup.dialect(), grounds, outside).run(chosen, progress);
                reading.notEvaluated.addAll(grounds.notEvaluated());
                reading.notices.addAll(setup.filter().idle());
                return new TestReport(
                        devDatabase.describe(), results, List.copyOf(reading.notEvaluated()), reading.notices);
            }
        }
    }

    /** The programs that the environment's test files ask to run, in the files' order. */
    static List<ProgramCall> programs(Project project) {
        Reading reading = new Reading();
        files(project, List.of(TestKind.values()), List.of())
                .forEach((file, kinds) -> read(file, kinds, project, reading));
        return reading.cases.stream()
                .filter(test -> !test.skip())
                .flatMap(test -> test.steps().stream())
                .filter(TestStep.External.class::isInstance)
                .map(step -> ((TestStep.External) step).program())
                .distinct()
                .toList();
    }

    /** What the environment's test files say, without running anything. */
    record Written(List<String> wrong, List<String> notEvaluated, List<String> missing) {}

    static Written written(Project project) {
        Written written = new Written(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<Path, Map<TestKind, TestFiles>> files;
        try {
            files = files(project, List.of(TestKind.values()), List.of());
        } catch (CountersignException e) {
            written.wrong().add(e.getMessage());
            return written;
        }
        Reading reading = new Reading();
        for (Map.Entry<Path, Map<TestKind, TestFiles>> file : files.entrySet()) {
            if (!Files.exists(file.getKey())) {
                written.missing()
                        .add("There is no file " + project.directory().relativize(file.getKey())
                                + ", so what it says is not looked at.");
                continue;
            }
            try {
                TestFile tests = read(file.getKey(), file.getValue(), project, reading);
                if (tests.ofRules() > 0) {
                    RuleTests.read(file.getKey());
                }
                // those of a kind that has no files here would never be run, and so never be missed
                tests.cases().stream()
                        .filter(c -> !file.getValue().containsKey(c.kind()))
                        .forEach(c -> written.notEvaluated().addAll(c.open()));
            } catch (CountersignException e) {
                written.wrong().add(e.getMessage());
            }
        }
        written.notEvaluated().addAll(reading.notEvaluated());
        reading.cases.forEach(c -> written.notEvaluated().addAll(c.open()));
        return written;
    }

    private static Reading read(Project project, TestRequest request) {
        Map<Path, Map<TestKind, TestFiles>> files = files(project, request.kinds(), request.files());
        if (files.isEmpty()) {
            throw new CountersignException(
                    ExitCode.USAGE,
                    "There are no test files; name them, or say test { schema { src = [\"schema.test.hcl\"] } } in the environment.");
        }
        Reading reading = new Reading();
        files.forEach((file, kinds) -> read(file, kinds, project, reading));
        return reading;
    }

    /** @param named files that are read instead of those of the environment */
    private static Map<Path, Map<TestKind, TestFiles>> files(
            Project project, Collection<TestKind> wanted, List<Path> named) {
        Map<Path, Map<TestKind, TestFiles>> files = new LinkedHashMap<>();
        Optional<TestBlocks> blocks = project.ofFile()
                .map(file -> file.inForce(project.variables(), Map.of())
                        .environment()
                        .tests());
        for (TestKind kind : new TreeSet<>(wanted)) {
            TestFiles stated = blocks.map(b -> b.of(kind)).orElse(TestFiles.NONE);
            List<Path> paths = named.isEmpty()
                    ? stated.src().stream().map(project.directory()::resolve).toList()
                    : named.stream().map(project.callerDirectory()::resolve).toList();
            if (!paths.isEmpty()) {
                for (Path file : TestFileNames.in(paths)) {
                    files.computeIfAbsent(file, f -> new LinkedHashMap<>()).put(kind, stated);
                }
            }
        }
        return files;
    }

    private static TestFile read(Path path, Map<TestKind, TestFiles> kinds, Project project, Reading reading) {
        Map<String, List<String>> given = new HashMap<>();
        kinds.values().forEach(files -> given.putAll(files.vars()));
        given.putAll(project.request().variables());
        TestFile file = TestFile.read(path, given, System.getenv());
        reading.declared.addAll(file.declared());
        file.cases().stream().filter(c -> kinds.containsKey(c.kind())).forEach(reading.cases::add);
        file.notEvaluated().forEach(note -> reading.notEvaluated.add(note.summary()));
        kinds.forEach((kind, files) -> reading.given(kind, files.vars().keySet(), file, path));
        long others =
                file.cases().stream().filter(c -> !kinds.containsKey(c.kind())).count();
        if (others + file.ofRules() > 0) {
            reading.notices.add(path.getFileName() + " holds " + (others + file.ofRules())
                    + " tests of other kinds, which were not run.");
        }
        return file;
    }

    private static List<TestCase> chosen(List<TestCase> all, TestRequest request) {
        if (request.run().isEmpty()) {
            return all;
        }
        Pattern pattern;
        try {
            pattern = UserPattern.compile(request.run().get());
        } catch (PatternSyntaxException e) {
            throw new CountersignException(
                    ExitCode.USAGE, "--run is not a regular expression (RE2): " + e.getDescription() + ".", e);
        }
        List<TestCase> chosen =
                all.stream().filter(c -> pattern.matcher(c.name()).find()).toList();
        if (chosen.isEmpty() && !all.isEmpty()) {
            throw new CountersignException(
                    ExitCode.USAGE,
                    "No test has a name that matches " + request.run().get() + ".");
        }
        return chosen;
    }

    /** What the project says without effect; a variable that a test file declares has one. */
    private static void notEvaluated(Project project, Reading reading) {
        List<String> ofTests = reading.declared.stream()
                .map(name -> "--var " + name + " is not evaluated")
                .toList();
        project.policy().notEvaluated(project.inputsTaken()).stream()
                .filter(text -> ofTests.stream().noneMatch(text::startsWith))
                .forEach(reading.notEvaluated::add);
    }
}
