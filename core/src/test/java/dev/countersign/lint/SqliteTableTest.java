package dev.countersign.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The codes as SQLite has them, where people build a table anew to change it. {@code %} stands for the steps behind the copy. */
class SqliteTableTest extends LintOnEngine {
    private static final String BASE = """
            CREATE TABLE users (id INTEGER PRIMARY KEY, email text, nick text);
            CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id int REFERENCES users);
            CREATE INDEX users_nick ON users (nick);
            """;

    private static final String SWAP =
            " DROP TABLE users; ALTER TABLE new_users RENAME TO users; PRAGMA foreign_keys = on;";

    SqliteTableTest() {
        super("sqlite", "sqlite://dev?mode=memory");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            DS102 ERROR   | DROP TABLE orders;
            DS103 ERROR   | ALTER TABLE users DROP COLUMN email;
            MF101 WARNING | CREATE UNIQUE INDEX u ON users (email);
            BC101 WARNING | ALTER TABLE orders RENAME TO purchases;
            BC102 WARNING | ALTER TABLE users RENAME COLUMN email TO mail;
            LT101 WARNING | CREATE TABLE new_users (id INTEGER PRIMARY KEY, email text NOT NULL, nick text); INSERT INTO new_users (id, email, nick) SELECT id, email, nick FROM users; % CREATE INDEX users_nick ON users (nick);
            LT101 WARNING | CREATE TABLE new_users (id INTEGER PRIMARY KEY, email text NOT NULL, nick text); INSERT INTO new_users SELECT * FROM users; % CREATE INDEX users_nick ON users (nick);
            LT101 WARNING | UPDATE users SET email = '' WHERE id > 3; CREATE TABLE new_users (id INTEGER PRIMARY KEY, email text NOT NULL, nick text); INSERT INTO new_users SELECT * FROM users; % CREATE INDEX users_nick ON users (nick);
            DS103 ERROR   | CREATE TABLE new_users (id INTEGER PRIMARY KEY, nick text); INSERT INTO new_users (id, nick) SELECT id, nick FROM users; % CREATE INDEX users_nick ON users (nick);
            BC102 WARNING | CREATE TABLE new_users (id INTEGER PRIMARY KEY, mail text, nick text); INSERT INTO new_users (id, mail, nick) SELECT id, email, nick FROM users; % CREATE INDEX users_nick ON users (nick);
            DS102 ERROR   | CREATE TABLE new_users (id INTEGER PRIMARY KEY, email text, nick text); INSERT INTO new_users SELECT * FROM users WHERE id > 1; % CREATE INDEX users_nick ON users (nick);
            DS102 ERROR   | CREATE TABLE new_users (id INTEGER PRIMARY KEY, email text, nick text); INSERT INTO new_users (id, nick) SELECT id, nick FROM users; % CREATE INDEX users_nick ON users (nick);
            DS102 ERROR   | CREATE TABLE new_users (id INTEGER PRIMARY KEY, email text, nick text); INSERT INTO new_users (id, email, nick) SELECT id, nick, 'x' FROM users; % CREATE INDEX users_nick ON users (nick);
            DS102 ERROR   | CREATE TABLE new_users (id INTEGER PRIMARY KEY, nick text, email text); INSERT INTO new_users SELECT * FROM users; % CREATE INDEX users_nick ON users (nick);
            DS102 ERROR   | CREATE TABLE new_users (id INTEGER PRIMARY KEY, email text, nick text); INSERT INTO new_users SELECT DISTINCT id, email, nick FROM users; % CREATE INDEX users_nick ON users (nick);
            DS102 ERROR   | CREATE TABLE new_users (id INTEGER PRIMARY KEY, email text, nick text); INSERT INTO new_users SELECT max(id), email, nick FROM users; % CREATE INDEX users_nick ON users (nick);
            MF101 WARNING | CREATE TABLE new_users (id INTEGER PRIMARY KEY, email text CONSTRAINT one UNIQUE, nick text); INSERT INTO new_users SELECT * FROM users; % CREATE INDEX users_nick ON users (nick);
            """)
    void isTheOneFinding(String expected, String migration) {
        assertThat(found(migration))
                .filteredOn(d -> !d.analyzer().equals("directives"))
                .extracting(d -> d.code() + " " + d.severity())
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CREATE TABLE t (a int); DROP TABLE t;
            CREATE TABLE new_users (id INTEGER PRIMARY KEY, email text, nick text, age int); INSERT INTO new_users (id, email, nick) SELECT id, email, nick FROM users; % CREATE INDEX users_nick ON users (nick);
            CREATE TABLE new_users (id INTEGER PRIMARY KEY, email text NOT NULL DEFAULT '', nick text); INSERT INTO new_users (id, email, nick) SELECT id, IFNULL(email, '') AS email, nick FROM users; % CREATE INDEX users_nick ON users (nick);
            CREATE TABLE new_users (id INTEGER PRIMARY KEY, email text NOT NULL, nick text); INSERT INTO new_users (id, email, nick) SELECT id, coalesce(email, ''), nick FROM users; % CREATE INDEX users_nick ON users (nick);
            UPDATE users SET email = '' WHERE email IS NULL; CREATE TABLE new_users (id INTEGER PRIMARY KEY, email text NOT NULL, nick text); INSERT INTO `new_users` SELECT * FROM "users"; % CREATE INDEX users_nick ON users (nick);
            CREATE TABLE new_users (id INTEGER PRIMARY KEY, email text NOT NULL, nick text); INSERT INTO new_users SELECT * FROM users; DROP TABLE new_users;
            """)
    void nothingIsFound(String migration) {
        assertThat(found(migration)).isEmpty();
    }

    @Test
    void aRebuildIsOneChangeAtItsFirstStatement() {
        List<Diagnostic> found = found(
                "PRAGMA foreign_keys = off; CREATE TABLE new_users (id INTEGER PRIMARY KEY, email text NOT NULL, nick text);"
                        + " INSERT INTO new_users SELECT * FROM users; % CREATE INDEX users_nick ON users (nick);");
        assertThat(found).singleElement().satisfies(d -> {
            assertThat(d.statement()).isEqualTo(2);
            assertThat(d.range()).isEqualTo(new TextRange(48, 5));
            assertThat(d.message()).isEqualTo("Making column \"users.email\" NOT NULL fails if rows hold NULL.");
        });
    }

    private List<Diagnostic> found(String migration) {
        return lint(BASE, sql(migration));
    }

    private static String sql(String migration) {
        return migration.replace(" %", SWAP);
    }
}
