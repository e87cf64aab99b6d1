package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.lint.LintReport;
import dev.countersign.progress.Progress;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody gives in place of a setting keeps a setting without a known value from mattering; a name that is spelt wrong stays one. */
class GivenInPlaceTest extends DirectoryFixture {
    private static final String OUTSIDE = """
            data "remote_dir" "shop" {
              name = "shop"
            }
            data "aws_rds_token" "token" {
              endpoint = "db:5432"
              username = "app"
            }
            """;

    @BeforeEach
    void files() throws IOException {
        file("moved/1_users.sql", "CREATE TABLE users (id int);");
        file("old.sql", "CREATE TABLE users (id int);");
        file("new.sql", "CREATE TABLE users (id int, name text);");
    }

    private LintReport lint(String migration, Optional<String> dir) throws IOException {
        file("countersign.hcl", OUTSIDE + "env \"p\" {\n  migration {\n    " + migration + "\n  }\n}\n");
        DirectoryRequest directory =
                new DirectoryRequest(dir, Optional.empty(), Optional.of(1L), Optional.empty(), Optional.empty());
        return workspace.lint(
                new LintRequest(request(Optional.of("p"), Optional.of(SQLITE)), directory), Progress.none());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dir = \"fil://migrations\"", "dir = data.remote_dir.shop.url"})
    void aDirectoryStandsForOneThatCannotBeRead(String migration) throws IOException {
        LintReport report = lint(migration, Optional.of("file://moved"));
        assertThat(report.notEvaluated()).isEmpty();
        assertThat(report.passes()).isTrue();
        assertThat(report.notices())
                .anyMatch(n ->
                        n.contains("env \"p\".migration.dir decides nothing here: --dir is given in its place, as "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dri = \"file://moved\"", "dir {\n}", "dir = \"file://moved\"\nfromat = atlas"})
    void aNameThatIsSpeltWrongStaysOne(String migration) throws IOException {
        LintReport report = lint(migration, Optional.of("file://moved"));
        assertThat(report.notEvaluated()).hasSize(1).first().asString().contains("env \"p\".migration.");
        assertThat(report.passes()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"url, --from", "src, --to", "dev, --dev-url", "schemas, --schema"})
    void stateAndSchemasStandForThoseWithoutAKnownValue(String setting, String option) throws IOException {
        String value = setting.equals("schemas") ? "[data.aws_rds_token.token]" : "data.aws_rds_token.token";
        file("countersign.hcl", OUTSIDE + "env \"p\" {\n  " + setting + " = " + value + "\n}\n");
        Review review = review(List.of("main"));
        assertThat(review.notEvaluated()).isEmpty();
        assertThat(review.outcome().reasons().stream().map(Outcome.Reason::text))
                .anyMatch(n -> n.contains(
                        "env \"p\"." + setting + " decides nothing here: " + option + " is given in its place, as "));
    }

    @Test
    void whatNobodyGivesStaysNotEvaluated() throws IOException {
        file("countersign.hcl", OUTSIDE + "env \"p\" {\n  schemas = [data.aws_rds_token.token]\n}\n");
        assertThat(review(List.of()).notEvaluated())
                .singleElement()
                .asString()
                .contains("env \"p\".schemas is not evaluated");
    }

    private Review review(List<String> schemas) {
        ReviewRequest request = new ReviewRequest(
                Optional.empty(),
                folder,
                Optional.of("p"),
                Map.of(),
                Optional.of("file://old.sql"),
                List.of("file://new.sql"),
                Optional.of(SQLITE),
                schemas);
        try (ReviewSession session = workspace.open(request, Progress.none())) {
            return session.review(Map.of(), Progress.none());
        }
    }
}
