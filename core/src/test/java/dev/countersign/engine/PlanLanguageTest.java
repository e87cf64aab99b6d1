package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.WrittenName;
import dev.countersign.lint.LintReport;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plan files of Atlas, as rows of what a plan says and what is found in it; a line's end is written {@code ~}. */
class PlanLanguageTest extends DirectoryFixture {
    private static final String HASH = "\"b5gMY8l6oZLVSPpIsTmnP0a7nSXM6nd9hSgtULmXBIY=\"";

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        <<-SQL ~ DROP TABLE users; ~ SQL                              | 1:DS102
        <<SQL~DROP TABLE users;~SQL                                   | 1:DS102
        "DROP TABLE users;"                                           | 1:DS102
        "CREATE TABLE a (id int);\\nDROP TABLE users;"                | 2:DS102
        "-- a comment\\nDROP TABLE users"                             | 2:DS102
        <<-SQL ~ -- atlas:nolint DS102 ~ DROP TABLE users; ~ SQL      | ``
        <<-SQL ~ -- atlas:nolint ~ ~ DROP TABLE users; ~ SQL          | ``
        <<-SQL ~ INSERT INTO users VALUES (1); ~ UPDATE users SET id = 2; ~ SQL | ``
        <<-SQL ~ CREATE INDEX CONCURRENTLY i ON users (id); ~ SQL     | 1:PG103
        <<-SQL ~ -- atlas:txmode none ~ ~ CREATE INDEX CONCURRENTLY i ON users (id); ~ SQL | ``
        <<-SQL ~ -- atlas:delimiter \\n\\n ~ ~ DROP TABLE users ~ ~ CREATE TABLE a (id int) ~ SQL | 3:DS102
        <<-SQL ~ SQL                                                  | ``
        ""                                                            | ``
        """)
    void theSqlOfAPlanIsJudgedLikeAnyMigration(String migration, String found) throws IOException {
        LintReport report = lint("from = " + HASH + "\n to = " + HASH + "\n migration = " + lines(migration));
        assertThat(report.diagnostics().stream()
                        .filter(d -> d.active())
                        .map(d -> report.statements().get(d.statement() - 1).line() + ":" + d.code())
                        .collect(Collectors.joining(", ")))
                .isEqualTo(found);
        assertThat(report.notEvaluated())
                .as("a plan is for one database only, and nobody here can tell which")
                .singleElement()
                .asString()
                .startsWith("x.plan.hcl: from and to are not evaluated");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        from = H ~ to = H                                        | the plan has no migration
        from = H ~ migration = ""                                | the plan has no to
        to = H ~ migration = ""                                  | the plan has no from
        from = H ~ to = H ~ migration = "" ~ status = "APPROVED" | a plan has no "status"
        from = H ~ to = H ~ migration = "" ~ checks {}           | a plan has no blocks
        from = H ~ to = H ~ migration = ["DROP TABLE users"]     | "migration" must be a string
        from = H ~ to = H ~ migration = var.sql                  | var
        from = H ~ to = H ~ migration = file("x.sql")            | file
        from = H ~ from = H ~ to = H ~ migration = ""            | from
        """)
    void exactlyThreeAttributesAreAPlan(String body, String why) {
        assertThatThrownBy(() -> lint(lines(body).replace("H", HASH)))
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining(why);
    }

    @Test
    void everyMisspeltNameIsReportedWhereItStands() throws IOException {
        String whole = "plan \"x\" {\n from = \"\"\n to = \"\"\n migration = \"\"\n}\n";
        file("users.sql", "");
        List<String> silent = new ArrayList<>();
        for (WrittenName name : WrittenName.in(new HclSource("x.plan.hcl", whole))) {
            for (String wrong : name.misspellings()) {
                file("x.plan.hcl", name.with(wrong));
                try {
                    lint();
                    silent.add(wrong);
                } catch (CountersignException e) {
                    if (!e.getMessage().contains("x.plan.hcl:" + name.range().line() + ":")
                            || !e.getMessage().contains("\"" + name.name() + "\"")) {
                        silent.add(wrong + ": " + e.getMessage());
                    }
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void twoPlansInOneFileAreNone() {
        assertThatThrownBy(() -> lint("from = \"\"\nto = \"\"\nmigration = \"\"\n}\nplan \"b\" {"))
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining("a plan file holds one block");
    }

    @Test
    void aStatementThatFailsIsToldWithItsLine() throws IOException {
        LintReport report =
                lint("from = " + HASH + "\n to = " + HASH + "\n migration = \"SELECT 1;\\nDROP TABLE nothing;\"");
        assertThat(report.failure()).hasValueSatisfying(f -> {
            assertThat(f.number()).isEqualTo(2);
            assertThat(f.message()).contains("nothing");
        });
        assertThat(report.passes()).isFalse();
    }

    private static String lines(String text) {
        return text.replaceAll(" ?~ ?", "\n");
    }

    private LintReport lint(String body) throws IOException {
        file("users.sql", "CREATE TABLE users (id int);");
        file("x.plan.hcl", "plan \"x\" {\n " + body + "\n}\n");
        return lint();
    }

    private LintReport lint() {
        ReviewRequest request =
                ReviewRequest.of(folder).from("file://users.sql").onDev(POSTGRES);
        return workspace.lint(new LintRequest(request, List.of(Path.of("x.plan.hcl"))), Progress.none());
    }
}
