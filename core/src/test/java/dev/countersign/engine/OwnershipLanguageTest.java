package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.lint.LintReport;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may change what, as rows of a policy, of who acts, of what a migration does, and of what is found. */
class OwnershipLanguageTest extends DirectoryFixture {
    private static final String HERE = "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);"
            + "CREATE TABLE billing_items (id INTEGER PRIMARY KEY, price INTEGER);"
            + "CREATE INDEX by_email ON users (email);"
            + "CREATE VIEW mails AS SELECT email FROM users;";

    @BeforeEach
    void whatIsThere() throws IOException {
        file("here.sql", HERE);
        file("teams.hcl", """
                team "backend" {
                  users = ["alice"]
                  teams = ["payments"]
                }
                team "payments" {
                  users = ["carol"]
                }
                role "dba" {
                  members = ["dan"]
                }
                """);
    }

    /** {@code ~} stands for the end of a line, {@code A} and {@code D} for the first words of blocks that allow and deny. */
    @ParameterizedTest(name = "{0}: {1}, {2} -> {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                                                      | alice | ALTER TABLE users ADD COLUMN a TEXT            | OW101 main.users.a
        default = DENY                                          | alice | ALTER TABLE users ADD COLUMN a TEXT            | OW101 main.users.a
        default = ALLOW                                         | alice | ALTER TABLE users ADD COLUMN a TEXT            | ``
        A match = "*" ~ users = ["alice"] }                     | alice | ALTER TABLE users ADD COLUMN a TEXT            | ``
        A match = "*" ~ users = ["@Alice"] }                    | alice | ALTER TABLE users ADD COLUMN a TEXT            | ``
        A match = "*" ~ users = ["alice"] }                     | bob   | ALTER TABLE users ADD COLUMN a TEXT            | OW101 main.users.a
        A match = "*" }                                         | bob   | ALTER TABLE users ADD COLUMN a TEXT            | ``
        A match = "users.*" ~ users = ["alice"] }             | alice | ALTER TABLE users ADD COLUMN a TEXT            | ``
        A match = "users" ~ users = ["alice"] }               | alice | ALTER TABLE users ADD COLUMN a TEXT            | ``
        A match = "*[type=view]" ~ users = ["alice"] }        | alice | DROP VIEW mails                                | ``
        A match = "*[type=view]" ~ users = ["alice"] }        | alice | DROP TABLE billing_items                       | OW101 main.billing_items
        `A match = "*[type=table|view]" ~ users = ["alice"] }`| alice | DROP VIEW mails; DROP TABLE billing_items      | ``
        A match = "billing_*" ~ users = ["carol"] }           | carol | DROP TABLE billing_items                       | ``
        A match = "*" ~ teams = ["payments"] }                  | carol | DROP TABLE billing_items                       | ``
        A match = "*" ~ teams = ["backend"] }                   | carol | DROP TABLE billing_items                       | ``
        A match = "*" ~ teams = ["payments"] }                  | alice | DROP TABLE billing_items                       | OW101 main.billing_items
        A match = "*" ~ roles = ["dba"] }                       | dan   | DROP TABLE billing_items                       | ``
        A match = "*" ~ roles = ["dba"] }                       | alice | DROP TABLE billing_items                       | OW101 main.billing_items
        A match = "billing_*" ~ users = ["carol"] } A match = "*" ~ users = ["bob"] } | bob | DROP TABLE billing_items | OW101 main.billing_items
        A match = "*" ~ users = ["bob"] } A match = "billing_*" ~ users = ["carol"] } | bob | DROP TABLE billing_items | ``
        D match = "billing_*" ~ users = ["bob"] } A match = "*" ~ users = ["bob"] }   | bob | DROP TABLE billing_items | OW102 main.billing_items
        A match = "*" ~ users = ["bob"] } D match = "billing_*" ~ users = ["bob"] }   | bob | DROP TABLE billing_items | OW102 main.billing_items
        A match = "*" ~ users = ["bob"] } D match = "billing_*" }                     | bob | DROP TABLE billing_items | OW102 main.billing_items
        A match = "*" } D match = "*" ~ teams = ["backend"] }   | carol | DROP TABLE billing_items                       | OW102 main.billing_items
        A match = "*" } D match = "*" ~ teams = ["backend"] }   | dan   | DROP TABLE billing_items                       | ``
        default = ALLOW ~ D match = "*" ~ users = ["bob"] }     | bob   | DROP VIEW mails                                | OW102 main.mails
        default = ALLOW ~ A match = "users" ~ users = ["alice"] } | bob | DROP TABLE billing_items                     | ``
        A match = "users" ~ users = ["alice"] }               | alice | ALTER TABLE users RENAME TO people             | OW101 main.people
        A match = "users" ~ users = ["alice"] } A match = "people" ~ users = ["alice"] } | alice | ALTER TABLE users RENAME TO people | ``
        A match = "users.email" ~ users = ["alice"] }         | alice | ALTER TABLE users RENAME COLUMN email TO mail  | OW101 main.users.mail
        A match = "users.by_email" ~ users = ["alice"] }      | alice | DROP INDEX by_email                            | ``
        A match = "*" } D match = "*.*[type=index]" ~ users = ["bob"] } | bob | DROP TABLE users               | OW102 main.by_email
        A match = "nothing" ~ users = ["alice"] }             | bob   | INSERT INTO users VALUES (1, 'a')              | ``
        """)
    void whoMayIsDecidedByTheFirstRuleThatAllowsAndByEveryOneThatDenies(
            String rules, String actor, String migration, String found) throws IOException {
        assertThat(found(lint(rules, actor, migration))).isEqualTo(found);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        A mach = "*" }                                  | did you mean "match"?
        A users = ["alice"] }                           | the rule says no objects
        A match = "*" ~ teams = ["backand"] }           | did you mean "backend"?
        A match = "*" ~ roles = ["dbas"] }              | did you mean "dba"?
        A match = "a.b.c.d" ~ users = ["alice"] }       | rule "n1" is not evaluated
        A match = "*[type=tabel]" ~ users = ["alice"] } | rule "n1" is not evaluated
        A match = "*" ~ user = ["alice"] }              | did you mean "users"?
        teams_file = "people.hcl" ~ A match = "*" ~ teams = ["backend"] } | people.hcl cannot be read
        """)
    void aRuleThatIsNotUnderstoodKeepsTheVerdictFromBeingGreen(String rules, String why) throws IOException {
        LintReport report = lint(rules, "alice", "CREATE TABLE more (id INTEGER)");
        assertThat(report.notEvaluated()).anyMatch(line -> line.contains(why));
        assertThat(report.passes()).isFalse();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        default = MAYBE                       | must be one of ALLOW, DENY
        default = DENI                        | must be one of ALLOW, DENY
        allow { ~ match = "*" ~ }             | "allow" needs one label
        A match = ["*"] }                     | "match" must be a string
        """)
    void whatCannotBeMeantIsAnError(String rules, String why) {
        assertThatThrownBy(() -> lint(rules, "alice", "CREATE TABLE more (id INTEGER)"))
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining(why);
    }

    @Test
    void findingsAreErrorsUnlessThePolicySaysOtherwise() throws IOException {
        assertThat(lint("", "alice", "DROP VIEW mails").passes()).isFalse();
        assertThat(lint("error = false", "alice", "DROP VIEW mails").passes()).isTrue();
    }

    @Test
    void aBlockForAnotherPlatformIsNotEvaluated() throws IOException {
        file("countersign.hcl", "lint {\n  ownership \"gitlab\" {\n  }\n}\n");
        file("1.sql", "DROP VIEW mails;\n");
        assertThat(workspace
                        .lint(new LintRequest(request("alice"), List.of(Path.of("1.sql"))), Progress.none())
                        .notEvaluated())
                .singleElement()
                .asString()
                .contains("ownership \"github\"");
    }

    private LintReport lint(String rules, String actor, String migration) throws IOException {
        StringBuilder block = new StringBuilder();
        int number = 0;
        for (String part : rules.split("(?=\\b[AD] match|\\b[AD] mach|\\b[AD] users)")) {
            block.append(part.replaceFirst("^A ", "allow \"n" + ++number + "\" {\n")
                    .replaceFirst("^D ", "deny \"n" + number + "\" {\n"));
        }
        String lines = block.toString().replace("~", "\n").replace("}", "\n}\n");
        file("countersign.hcl", "lint {\n  ownership \"github\" {\n" + lines + "\n  }\n}\n");
        file("1.sql", migration + ";\n");
        return workspace.lint(new LintRequest(request(actor), List.of(Path.of("1.sql"))), Progress.none());
    }

    private ReviewRequest request(String actor) {
        return ReviewRequest.of(folder).from("file://here.sql").onDev(SQLITE).by(Optional.of(actor));
    }

    private static String found(LintReport report) {
        assertThat(report.notEvaluated()).isEmpty();
        return report.diagnostics().stream()
                .filter(d -> d.analyzer().equals("ownership"))
                .map(d -> d.code() + " " + d.object().orElseThrow().display())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
