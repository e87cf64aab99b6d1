package dev.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.PolicyReport;
import dev.countersign.engine.PolicyReport.Finding;
import dev.countersign.engine.PolicyReport.Weight;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.Workspace;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.WrittenName;
import dev.countersign.policy.WrittenWord.Meaning;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A word that is spelt wrong is never taken for nothing. The project below {@code policy/spelling} says everything that a project, with its rules, teams, roles
 * and tests, can say, and all of it is evaluated; each word of it is spelt wrong in turn, and then it no longer is.
 */
class MisspellingTest {
    private static final Path SAMPLE =
            Path.of(System.getProperty("countersign.root"), "core", "src", "test", "resources", "policy", "spelling");

    private static final String PROJECT = "countersign.hcl";
    private static final String TESTS = "a.test.hcl";

    private static final List<String> FILES =
            List.of(PROJECT, "own.rule.hcl", "teams.hcl", TESTS, "schema.lt.hcl", "trust/roles.hcl");

    private static final List<String> ENVIRONMENTS = List.of("prod", "fleet", "other");

    @TempDir
    Path folder;

    private final Workspace workspace = DefaultWorkspace.installed();

    @BeforeEach
    void project() throws IOException {
        try (Stream<Path> all = Files.walk(SAMPLE)) {
            for (Path from : all.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(SAMPLE.relativize(from).toString());
                Files.createDirectories(to.getParent());
                Files.writeString(to, text(from));
            }
        }
    }

    /** With some of the keys of skip, as all are read in the same way. */
    private static String text(Path file) throws IOException {
        return Files.readString(file).replace("@SKIP@", skipping(List.of("add_schema", "drop_table", "rename_any")));
    }

    private static String skipping(Collection<String> keys) {
        return keys.stream().map(key -> "    " + key + " = false").collect(Collectors.joining("\n"));
    }

    private static List<String> skipKeys() {
        return SkipKey.all().stream().map(SkipKey::hclName).toList();
    }

    private static HclSource source(String name) throws IOException {
        return new HclSource(name, text(SAMPLE.resolve(name)));
    }

    private PolicyReport check() {
        return check(Optional.empty());
    }

    private PolicyReport check(Optional<String> environment) {
        ReviewRequest request = new ReviewRequest(
                Optional.empty(),
                folder,
                environment,
                Map.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
        return workspace.policy().check(request, false, false, Progress.none());
    }

    private static String path(List<HclBlock> around) {
        return Vocabulary.path(around.stream().map(HclBlock::title).collect(Collectors.joining(".")));
    }

    private static String entry(WrittenName name, String spelt) {
        return Vocabulary.entry(path(name.around()), spelt, name.block());
    }

    private Set<String> written(String name) throws IOException {
        return WrittenName.in(source(name)).stream()
                .map(n -> entry(n, n.name()))
                .collect(Collectors.toSet());
    }

    private SortedSet<String> knownToProjects() {
        SortedSet<String> known = new TreeSet<>();
        for (String environment : ENVIRONMENTS) {
            known.addAll(Project.evaluate(ProjectFile.read(folder.resolve(PROJECT), Map.of()), environment, Map.of())
                    .vocabulary());
        }
        return known;
    }

    private SortedSet<String> knownToTests() {
        return new TreeSet<>(
                TestFile.read(folder.resolve(TESTS), Map.of(), Map.of()).vocabulary());
    }

    @Test
    void theProjectSaysEverythingThatItsReadersKnow() throws IOException {
        SortedSet<String> known = knownToProjects();
        known.removeAll(written(PROJECT));
        skipKeys().forEach(key -> known.remove("diff.skip." + key));
        // the old name of format excludes format
        known.removeIf(entry -> entry.equals("log {}") || entry.endsWith(".log") || entry.endsWith(".log {}"));
        assertThat(known)
                .as("names that readers ask for and the project does not use")
                .isEmpty();
        SortedSet<String> tests = knownToTests();
        tests.removeAll(written(TESTS));
        // the one command that no case may have
        tests.remove("test.script {}");
        assertThat(tests).as("the same of tests").isEmpty();
        Set<String> teams = written("teams.hcl");
        Teams.ATTRIBUTES.forEach((block, attributes) -> {
            assertThat(teams).contains(block + " {}");
            attributes.forEach(a -> assertThat(teams).contains(block + "." + a));
        });
        String text = source(PROJECT).text();
        DataKind.names().forEach(kind -> assertThat(text).contains("data \"" + kind + "\" "));
    }

    @Test
    void everythingIsEvaluatedAsLongAsEveryWordIsSpeltRight() {
        PolicyReport report = check();
        assertThat(report.findings())
                .filteredOn(f -> f.weight() != Weight.NOTICE && f.weight() != Weight.WARNING)
                .isEmpty();
        assertThat(report.complete()).isTrue();
    }

    @Test
    void everyKeyOfSkipIsKnownAndNoneIfItIsSpeltWrong() throws IOException {
        String file = Files.readString(SAMPLE.resolve(PROJECT));
        Files.writeString(folder.resolve(PROJECT), file.replace("@SKIP@", skipping(skipKeys())));
        assertThat(check().complete()).isTrue();
        Set<String> wrong = new TreeSet<>();
        skipKeys().forEach(key -> wrong.addAll(WrittenName.misspellings(key)));
        wrong.removeAll(skipKeys());
        Files.writeString(folder.resolve(PROJECT), file.replace("@SKIP@", skipping(wrong)));
        List<String> said =
                check().of(Weight.NOT_EVALUATED).stream().map(Finding::text).toList();
        assertThat(wrong)
                .filteredOn(
                        key -> said.stream().noneMatch(text -> text.contains("diff.skip." + key + " is not evaluated")))
                .isEmpty();
    }

    @Test
    void aNameThatIsSpeltWrongIsReportedWhereItStands() throws IOException {
        SortedSet<String> known = knownToProjects();
        known.addAll(knownToTests());
        List<String> silent = new ArrayList<>();
        for (String file : FILES) {
            for (WrittenName name : WrittenName.in(source(file))) {
                for (String wrong : name.misspellings()) {
                    if (!known.contains(entry(name, wrong)) && !SYNONYMS.contains(wrong)) {
                        Files.writeString(folder.resolve(file), name.with(wrong));
                        boolean missed = MISSED.contains(entry(name, name.name()))
                                && !check(Optional.of(environment(name.range().line())))
                                        .complete();
                        if (!missed && !reported(file, name.range().line(), wrong)) {
                            silent.add(name.range() + " " + entry(name, name.name()) + " as " + wrong);
                        }
                    }
                }
            }
            Files.writeString(folder.resolve(file), source(file).text());
        }
        assertThat(silent).isEmpty();
    }

    /** Names without which another line makes no sense, so that it is reported there. */
    private static final Set<String> MISSED = Set.of("env.for_each", "env.name", "variable.validation.condition");

    /** Not wrong: rules may call the columns of a table either way. */
    private static final Set<String> SYNONYMS = Set.of("columns");

    /** Labels that say what a block is, words that a setting takes, functions, and the names that lead to a value. */
    @Test
    void aWordThatIsSpeltWrongIsReportedWhereItStands() throws IOException {
        List<String> silent = new ArrayList<>();
        for (String file : FILES) {
            for (WrittenWord word : WrittenWord.in(source(file))) {
                for (String wrong : WrittenName.misspellings(word.text())) {
                    if (!same(word, file, wrong)) {
                        Files.writeString(folder.resolve(file), word.with(wrong));
                        if (!word(file, word, wrong)) {
                            silent.add(word.range() + " " + word.meaning() + " " + word.text() + " as " + wrong);
                        }
                    }
                }
            }
            Files.writeString(folder.resolve(file), source(file).text());
        }
        assertThat(silent).isEmpty();
    }

    /** Whether the other spelling means the same: settings take words in any case, and so do the names of people. */
    private static boolean same(WrittenWord word, String file, String wrong) {
        boolean anyCase = word.meaning() == Meaning.KEYWORD || file.equals("teams.hcl");
        return anyCase && wrong.equalsIgnoreCase(word.text())
                || SYNONYMS.contains(word.text()) && wrong.equals("column")
                || word.text().equals("values") && wrong.equals("value")
                // what a schema or template calls its variables is known when it is read
                || file.equals(PROJECT) && word.text().equals("tenant")
                // variables of tests of rules are looked at when these run
                || file.equals(TESTS) && word.meaning() == Meaning.KEY;
    }

    /** What a text declares is missed where another one asks for it. */
    private boolean word(String file, WrittenWord word, String wrong) throws IOException {
        int line = word.range().line();
        return switch (word.meaning()) {
            case LABEL, KEY -> !check(Optional.of("prod")).complete();
            case KEYWORD, FUNCTION, REFERENCE ->
                word.text().equals("predicate") ? reported(file, line, "predicate") : reported(file, line, wrong);
        };
    }

    /** Looked for in the environment that the line belongs to: what stands at the top is in force in the first. */
    private boolean reported(String file, int line, String wrong) throws IOException {
        String name = Path.of(file).getFileName().toString();
        PolicyReport report = check(Optional.of(file.equals(PROJECT) ? environment(line) : "prod"));
        return !report.complete()
                && report.findings().stream().anyMatch(f -> MisspeltSamples.says(f, name, line, wrong));
    }

    private static String environment(int line) throws IOException {
        HclFile project = HclFile.parse(source(PROJECT));
        return project.body().blocks("env").stream()
                .filter(b -> b.range().line() <= line
                        && line < b.range().line() + b.range().text().lines().count())
                .map(b -> b.label().orElse("other"))
                .findFirst()
                .orElse("prod");
    }
}
