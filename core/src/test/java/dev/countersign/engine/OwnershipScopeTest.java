package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.lint.LintReport;
import dev.countersign.progress.Progress;
import dev.countersign.review.Review;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of ownership begin where those of {@code exclude} and {@code include} begin: at the table where one schema is compared, else at the schema. */
class OwnershipScopeTest extends DirectoryFixture {
    private static final String HERE = "CREATE TABLE users (id int PRIMARY KEY, email text);"
            + "CREATE TABLE orders (id int PRIMARY KEY);"
            + "CREATE INDEX by_email ON users (email);";
    private static final String ONE = POSTGRES + "?search_path=app";

    /** {@code sqlite} is a database of one schema, {@code one} the scope of a schema {@code app} in PostgreSQL, {@code whole} a database of it. */
    @ParameterizedTest(name = "{0}: deny {1}, {2} -> {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        sqlite | users                   | DROP TABLE users                            | OW102 main.users
        one    | users                   | DROP TABLE users                            | OW102 app.users
        whole  | users                   | DROP TABLE users                            | ``
        sqlite | main.users              | DROP TABLE users                            | OW102 main.users
        one    | app.users               | DROP TABLE users                            | OW102 app.users
        whole  | public.users            | DROP TABLE users                            | OW102 public.users
        whole  | *.users                 | DROP TABLE users                            | OW102 public.users
        sqlite | users.email             | ALTER TABLE users RENAME COLUMN email TO m  | OW102 main.users.email
        one    | users.email             | ALTER TABLE users RENAME COLUMN email TO m  | OW102 app.users.email
        sqlite | users.by_email          | DROP INDEX by_email                         | OW102 main.by_email
        one    | *.*[type=index]         | DROP INDEX by_email                         | OW102 app.by_email
        sqlite | *[type=table]           | DROP TABLE orders                           | OW102 main.orders
        one    | *[type=table]           | DROP TABLE orders                           | OW102 app.orders
        one    | users                   | DROP TABLE orders                           | ``
        one    | *                       | CREATE TABLE a (id int)                     | OW102 app.a
        one    | *                       | CREATE ROLE boss                            | OW102 boss
        one    | *[type=role]            | CREATE ROLE boss                            | OW102 boss
        one    | boss                    | CREATE ROLE boss                            | OW102 boss
        whole  | *                       | CREATE ROLE boss                            | OW102 boss
        """)
    void aPatternBeginsWhereThoseOfExcludeBegin(String scope, String match, String migration, String found)
            throws IOException {
        LintReport report = lint(scope, match, migration);
        assertThat(report.failure()).isEmpty();
        assertThat(report.notEvaluated()).isEmpty();
        assertThat(report.diagnostics().stream()
                        .filter(d -> d.analyzer().equals("ownership"))
                        .map(d -> d.code() + " " + d.object().orElseThrow().display())
                        .distinct()
                        .collect(Collectors.joining(", ")))
                .isEqualTo(found);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"sqlite, main, *.users.email", "one, app, *.users.email", "sqlite, main, a.b.c"})
    void aPatternThatIsTooLongThereIsNamed(String scope, String schema, String match) throws IOException {
        LintReport report = lint(scope, match, "DROP TABLE orders");
        assertThat(report.passes()).isFalse();
        assertThat(report.notEvaluated())
                .singleElement()
                .asString()
                .contains("rule \"not-hers\" is not evaluated", "too many parts", "the schema " + schema);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        sqlite | *.users   | true
        whole  | users     | true
        one    | orders    | false
        whole  | *.orders  | false
        sqlite | users.id  | false
        sqlite | orders.id | false
        sqlite | fresh     | false
        """)
    void aPatternThatMatchesNothingIsNamed(String scope, String match, boolean named) throws IOException {
        String text = "countersign.hcl:11: the pattern \"" + match
                + "\" of rule \"not-hers\" of ownership matches nothing in either state.";
        LintReport report = lint(scope, match, "CREATE TABLE fresh (id int)");
        assertThat(report.notices().contains(text)).as("%s", report.notices()).isEqualTo(named);
        file("there.sql", HERE + "CREATE TABLE fresh (id int);");
        try (ReviewSession session = workspace.open(request(scope).to("file://there.sql"), Progress.none())) {
            Review review = session.review(Map.of(), Progress.none());
            assertThat(review.outcome().reasons().stream()
                            .anyMatch(r -> r.text().equals(text) && !r.blocking()))
                    .as("%s", review.outcome())
                    .isEqualTo(named);
        }
    }

    @Test
    void aReviewAndAnExplanationReadThePatternsLikeThat() throws IOException {
        policy("users");
        file("here.sql", HERE);
        file("there.sql", HERE + "ALTER TABLE users ADD COLUMN more text;");
        for (String scope : List.of("sqlite", "one")) {
            ReviewRequest request = request(scope).to("file://there.sql");
            try (ReviewSession session = workspace.open(request, Progress.none())) {
                assertThat(session.review(Map.of(), Progress.none()).diagnostics())
                        .as(scope)
                        .anyMatch(d -> d.code().equals("OW102"));
            }
            assertThat(workspace
                            .policy()
                            .explain(request, "table users", session -> {}, false, Progress.none())
                            .toString())
                    .as(scope)
                    .contains("It denies bob any change");
        }
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        sqlite | *.users.email    | The match pattern "*.users.email" has too many parts; at most schema, object and child are possible, and the schema main is understood
        one    | *.users.email    | The match pattern "*.users.email" has too many parts; at most schema, object and child are possible, and the schema app is understood
        one    | *[type=fk]       | its pattern "*[type=fk]" can match nothing, as objects of that type are found by *.*[type=...].
        one    | *.*[type=role]   | its pattern "*.*[type=role]" can match nothing, as objects of that type are found by *[type=...].
        one    | *[type=role]     | ``
        sqlite | *[type=table]    | ``
        whole  | *[type=table]    | its pattern "*[type=table]" can match nothing, as objects of that type are found by *.*[type=...].
        whole  | *.users.email    | ``
        """)
    void aCheckOfThePolicyReadsThemLikeThat(String scope, String match, String said) throws IOException {
        policy(match);
        file("here.sql", HERE);
        String texts = workspace.policy().check(request(scope), false, false, Progress.none()).findings().stream()
                .map(f -> f.text())
                .filter(text -> text.contains("not-hers"))
                .collect(Collectors.joining());
        assertThat(texts).contains(said).satisfies(t -> assertThat(t.isEmpty()).isEqualTo(said.isEmpty()));
    }

    @ParameterizedTest(name = "{0}: exclude {1} -> {2}")
    @CsvSource({"sqlite, *.users.email, false", "whole, *.users.email, true", "one, users.email, true"})
    void aCheckOfThePolicyReadsThePatternsOfExcludeLikeThatToo(String scope, String exclude, boolean readable)
            throws IOException {
        file("here.sql", HERE);
        file("countersign.hcl", "env \"prod\" {\n  exclude = [\"" + exclude + "\"]\n}\n");
        assertThat(workspace.policy().check(request(scope), false, false, Progress.none()).findings().stream()
                        .noneMatch(f -> f.text().contains("too many parts")))
                .isEqualTo(readable);
    }

    private LintReport lint(String scope, String match, String migration) throws IOException {
        policy(match);
        file("here.sql", HERE);
        file("1.sql", migration + ";\n");
        return workspace.lint(new LintRequest(request(scope), List.of(Path.of("1.sql"))), Progress.none());
    }

    private void policy(String match) throws IOException {
        file("countersign.hcl", """
                env "prod" {
                  schema {
                    mode {
                      roles = true
                    }
                  }
                }
                lint {
                  ownership "github" {
                    default = ALLOW
                    deny "not-hers" {
                      match = "%s"
                      users = ["bob"]
                    }
                  }
                }
                """.formatted(match));
    }

    private ReviewRequest request(String scope) {
        String dev = scope.equals("sqlite") ? SQLITE : scope.equals("one") ? ONE : POSTGRES;
        return ReviewRequest.of(folder)
                .from("file://here.sql")
                .onDev(dev)
                .withEnvironment("prod")
                .by(Optional.of("bob"));
    }
}
