package dev.countersign.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A code that an analyzer can report is one that it tells of before, or there is a reason why no single object brings it. */
class PossibleFindingsTest {
    private static final List<String> DIALECTS = List.of("postgres", "sqlite");

    /** Codes that do not follow from a change of an object by itself, and why. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("DST106", "what CASCADE takes along follows from the whole plan"),
            Map.entry("MFX105", "only rows prove it"),
            Map.entry("MFX106", "only rows prove it"),
            Map.entry("MFX107", "only rows prove it"),
            Map.entry("MFX109", "only rows prove it"),
            Map.entry("DST104", "about rows, not about definitions"),
            Map.entry("DST105", "about rows, not about definitions"),
            Map.entry("LCK214", "about a statement that changes no definition"),
            Map.entry("LCK215", "about a statement that changes no definition"),
            Map.entry("PG103", "about the transaction of a file"),
            Map.entry("LCK230", "about the transaction of a file"),
            Map.entry("TX101", "about the transaction of a file"),
            Map.entry("TX201", "about the transaction of a file"),
            Map.entry("TXN109", "about the transaction of a file"),
            Map.entry("OW101", "explained as a guard"),
            Map.entry("OW102", "explained as a guard"),
            Map.entry("NM101", "explained by the naming rule"),
            Map.entry("NM102", "explained by the naming rule"),
            Map.entry("NM103", "explained by the naming rule"),
            Map.entry("NM104", "explained by the naming rule"),
            Map.entry("NM105", "explained by the naming rule"),
            Map.entry("NM106", "explained by the naming rule"));

    /** A code as a text of its own; states of SQL and names of digests look alike. */
    private static final Pattern CODE = Pattern.compile("\"(?!HY|XX|SHA)([A-Z]{2,3}[0-9]{3})\"");

    private final List<Analyzer> analyzers = ServiceLoader.load(Analyzer.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    @Test
    void everyCodeOfEveryAnalyzerIsToldOfByItself() {
        for (Analyzer analyzer : analyzers) {
            Set<String> told = DIALECTS.stream()
                    .flatMap(dialect -> analyzer.possible(dialect).stream())
                    .map(PossibleFinding::code)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(analyzer.codes()).as(analyzer.getClass().getName()).containsAll(told);
        }
        Set<String> untold = new TreeSet<>();
        analyzers.forEach(analyzer -> untold.addAll(analyzer.codes()));
        DIALECTS.forEach(
                dialect -> new Linter(analyzers).possible(dialect).forEach(possible -> untold.remove(possible.code())));
        untold.removeAll(ELSEWHERE.keySet());
        assertThat(untold).isEmpty();
    }

    /** Those about directives and patterns stand at what they are about, and refusals are explained by the block that refuses. */
    @Test
    void everyCodeAboutMigrationFilesIsToldOf() {
        Set<String> told = new Linter(analyzers)
                .possibleInFiles().stream().map(PossibleInFile::code).collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).containsExactly("CHK101", "CHK102", "CHK103", "RUN104", "RUN105");
        assertThat(FileCodes.all().stream().filter(code -> code.matches("(RUN|CHK).*")))
                .allMatch(code -> told.contains(code) || FileCodes.refusals().containsKey(code));
    }

    @Test
    void onlyAnalyzersOfTheDialectAreAsked() {
        assertThat(new Linter(analyzers).possible("sqlite"))
                .extracting(PossibleFinding::code)
                .contains("DS102", "LT101")
                .doesNotContain("MF104", "PG101");
    }

    /** Whatever is written as a code anywhere in the program is one that the policy may speak of. */
    @Test
    void everyCodeOfTheProgramIsKnown() throws IOException {
        Set<String> written = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                CODE.matcher(Files.readString(file)).results().forEach(code -> written.add(code.group(1)));
            }
        }
        assertThat(written).contains("DS101", "RUN104", "CHK104", "DIR101", "DST111", "DST113");
        Linter linter = new Linter(analyzers);
        assertThat(linter.codes()).containsAll(written);
        assertThat(written).allSatisfy(code -> assertThat(linter.analyzer(code)).isPresent());
    }
}
