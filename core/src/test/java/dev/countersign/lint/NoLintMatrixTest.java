package dev.countersign.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.lint.LintSettings.CodeRule;
import dev.countersign.lint.LintSettings.NameRule;
import dev.countersign.postgres.SuperuserEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every code can be hidden, at its statement and for its file, by its own name, by that of its analyzer and without a name; and before that every finding says where
 * it stands and how it is known.
 */
class NoLintMatrixTest extends LintOnEngine {

    /** Codes that have a test of their own for what hides them, or that nothing hides. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "LT101", "of SQLite, in SqliteTableTest",
            "OW101", "asks who acts, in GuardsReviewTest",
            "OW102", "asks who acts, in GuardsReviewTest",
            "MFX109", "only what fails on the rows of a sample");

    /** Only rows prove these. */
    private static final String ROWS = """
            INSERT INTO users (id, age) VALUES (1, 50);
            INSERT INTO orders (id) VALUES (7);
            CREATE TABLE loose (id int); INSERT INTO loose VALUES (1), (1);
            CREATE TABLE events_rest PARTITION OF events DEFAULT;
            INSERT INTO events VALUES (1, '2030-01-01');
            """;

    private static final Map<String, String> PROVEN = Map.of(
            "MFX107", "ALTER TABLE loose ADD CONSTRAINT loose_key PRIMARY KEY (id);",
            "MFX105", "ALTER TABLE users ADD CONSTRAINT young CHECK (age < 9);",
            "MFX106", "ALTER TABLE orders ADD CONSTRAINT o FOREIGN KEY (id) REFERENCES users;",
            "MFX112", "CREATE TABLE events_30 PARTITION OF events FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');");

    private static final Map<String, String> ASKED = Map.of(
            "BC103", "DROP TABLE orders;",
            "BC104", "ALTER TABLE users DROP COLUMN nick;",
            "BCX108", "ALTER TABLE users ADD CONSTRAINT young CHECK (age < 900);",
            "NM101", "CREATE SCHEMA bad;",
            "NM102", "CREATE TABLE bad (ok int);",
            "NM103", "ALTER TABLE orders ADD COLUMN bad int;",
            "NM104", "CREATE INDEX bad ON users (age);",
            "NM105", "ALTER TABLE orders ADD CONSTRAINT bad FOREIGN KEY (user_id) REFERENCES users NOT VALID;",
            "NM106", "ALTER TABLE users ADD CONSTRAINT bad CHECK (age < 900) NOT VALID;");

    record Row(String code, String current, String migration) {
        @Override
        public String toString() {
            return code;
        }
    }

    /** Only superusers make access methods. */
    @BeforeAll
    void promote() {
        SuperuserEngine.promote(engine());
    }

    @Test
    void everyCodeIsARow() {
        Set<String> reported = new TreeSet<>();
        ServiceLoader.load(Analyzer.class).forEach(analyzer -> reported.addAll(analyzer.codes()));
        Set<String> rows = new TreeSet<>(ELSEWHERE.keySet());
        rows().forEach(row -> rows.add(row.code()));
        assertThat(rows).isEqualTo(reported);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isHiddenAtItsStatementAndForItsFile(Row row) {
        List<LintInput> observed = new ArrayList<>();
        LintReport report = report(row.current(), row.migration(), settings(), (found, input) -> {
            observed.add(input);
            return found;
        });
        List<Diagnostic> shown = of(report.diagnostics(), row.code());
        assertThat(shown).isNotEmpty().allSatisfy(finding -> {
            LintReport.Linted statement = report.statements().get(finding.statement() - 1);
            assertThat(finding.active()).isTrue();
            assertThat(finding.message()).isNotBlank();
            assertThat(finding.evidence()).isNotNull();
            assertThat(statement.file()).isEqualTo("1.sql");
            assertThat(finding.range().length()).isPositive();
            assertThat(finding.range().start() + finding.range().length())
                    .isLessThanOrEqualTo(statement.sql().length());
        });
        String analyzer = shown.getFirst().analyzer();
        int at = report.statements().get(shown.getFirst().statement() - 1).offset();
        for (String name : List.of("", " " + row.code(), " " + analyzer, " NM101 " + row.code())) {
            String directive = "-- atlas:nolint" + name + "\n";
            String above = row.migration().substring(0, at) + "\n" + directive
                    + row.migration().substring(at);
            hides(row, observed.getFirst(), above.startsWith("\n") ? above.substring(1) : above, shown.size());
            hides(row, observed.getFirst(), atTop(row.migration(), directive), shown.size());
        }
        String other = row.code().equals("DS101") ? "DS102" : "DS101";
        assertThat(of(
                        again(observed.getFirst(), atTop(row.migration(), "-- atlas:nolint " + other + "\n")),
                        row.code()))
                .as("by the name of another")
                .allMatch(Diagnostic::active);
    }

    private void hides(Row row, LintInput observed, String migration, int times) {
        List<Diagnostic> found = of(again(observed, migration), row.code());
        assertThat(found).as(migration).hasSize(times);
        assertThat(found.getFirst().suppression().map(Diagnostic.Suppression::by))
                .as(migration)
                .hasValueSatisfying(by -> assertThat(by).startsWith("nolint"));
    }

    private static String atTop(String migration, String directive) {
        String without = "-- atlas:txmode none\n";
        return migration.startsWith(without)
                ? without + directive + migration.substring(without.length())
                : directive + "\n" + migration;
    }

    private static LintSettings settings() {
        LintSettings named = naming(new NameRule(Pattern.compile("[^bad]"), Optional.empty()));
        return new LintSettings(
                        named.analyzers(),
                        Map.of("BCX108", new CodeRule(Optional.empty(), false, "the policy")),
                        named.allowTables(),
                        named.allowColumns(),
                        named.naming(),
                        named.concurrentIndex())
                .with(
                        Map.of(ObjectKind.TABLE, table -> "", ObjectKind.COLUMN, column -> ""),
                        LintSettings.defaults().nonLinear());
    }

    private static List<Diagnostic> of(List<Diagnostic> findings, String code) {
        return findings.stream().filter(d -> d.code().equals(code)).toList();
    }

    /** The first row of each code in the table of what is reported, and those that need rows or a policy. */
    static Stream<Row> rows() {
        Map<String, Row> rows = new LinkedHashMap<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                NoLintMatrixTest.class.getResourceAsStream(AnalyzerTableTest.REPORTED), StandardCharsets.UTF_8))) {
            in.lines().skip(1).map(line -> line.split("\\|", 3)).forEach(cells -> {
                String sql = AnalyzerTableTest.migration(
                        cells[2].strip().replace("<<", "").replace(">>", "").replace("`", ""));
                rows.putIfAbsent(cells[0].strip(), new Row(cells[0].strip(), AnalyzerTableTest.BASE, sql));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ASKED.forEach((code, sql) -> rows.put(code, new Row(code, AnalyzerTableTest.BASE, sql)));
        List<Row> all = new ArrayList<>(rows.values());
        PROVEN.forEach((code, sql) -> all.add(new Row(code, AnalyzerTableTest.BASE + ROWS, sql)));
        return all.stream();
    }
}
