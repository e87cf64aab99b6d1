package dev.countersign.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every analyzer on a real PostgreSQL: what fires, what must stay silent. */
class AnalyzersTest extends LintOnEngine {

    private static final String USERS =
            "CREATE TABLE users (id int PRIMARY KEY, email text, age int NOT NULL DEFAULT 0, nick varchar(10));";

    @Nested
    class Destructive {
        @Test
        void droppedTableIsAnError() {
            Diagnostic found = only(lint(USERS, "DROP TABLE users;"), "DS102");
            assertThat(found.severity()).isEqualTo(Severity.ERROR);
            assertThat(found.range()).isEqualTo(new TextRange(11, 5));
        }

        @Test
        void dropHiddenInAFunctionIsSeen() {
            String hidden =
                    "CREATE FUNCTION tidy() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DROP TABLE ' || 'users'; END $$;";
            Diagnostic found = only(lint(USERS + hidden, "SELECT tidy();"), "DS102");
            assertThat(found.evidence()).isEqualTo(Diagnostic.Evidence.DEV_DATABASE);
            assertThat(found.statement()).isEqualTo(1);
        }

        @Test
        void dropInADoBlockIsSeen() {
            assertThat(codes(lint(USERS, "DO $$ BEGIN ALTER TABLE users DROP COLUMN nick; END $$;")))
                    .contains("DS103");
        }

        @Test
        void whatIsDeprecatedAlreadyIsNotToBeDeprecatedAgain() {
            assertThat(only(lint(USERS, "ALTER TABLE users DROP COLUMN nick;"), "DS103")
                            .fixes()
                            .getFirst()
                            .replacement())
                    .contains("ALTER TABLE \"public\".\"users\" RENAME COLUMN \"nick\" TO \"deprecated_nick\";");
            Diagnostic found = only(
                    lint(
                            "CREATE TABLE users (id int, deprecated_nick text);",
                            "ALTER TABLE users DROP COLUMN deprecated_nick;"),
                    "DS103");
            assertThat(found.fixes()).isEmpty();
        }

        @Test
        void whatThePlanCreatedIsSilent() {
            assertThat(lint(USERS, "CREATE TABLE t (a int); ALTER TABLE t DROP COLUMN a; DROP TABLE t;"))
                    .isEmpty();
        }

        @Test
        void tablesOfADroppedSchemaAreCountedOnce() {
            List<Diagnostic> found = lint(
                    "CREATE SCHEMA s; CREATE TABLE s.a (x int); CREATE TABLE s.b (x int);", "DROP SCHEMA s CASCADE;");
            assertThat(codes(found)).containsExactly("DS101");
            assertThat(found.getFirst().message()).contains("2 tables");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "CREATE SCHEMA n; ALTER TABLE users SET SCHEMA n; DROP SCHEMA n CASCADE; | DS102",
                    "ALTER TABLE users SET SCHEMA s; DROP SCHEMA s CASCADE; | DS101, DS102",
                    "ALTER TABLE users SET SCHEMA s; DROP TABLE s.users, s.a; DROP SCHEMA s; | DS101, DS102",
                    "ALTER TABLE s.a RENAME TO b; ALTER SCHEMA s RENAME TO r; DROP SCHEMA r CASCADE; | DS101",
                    "ALTER SCHEMA s RENAME TO r; ALTER TABLE users SET SCHEMA r; DROP SCHEMA r CASCADE; | DS101, DS102",
                    "CREATE SCHEMA n; ALTER TABLE s.a SET SCHEMA n; DROP SCHEMA n CASCADE; | DS102",
                })
        void aTableThatIsMovedIntoADroppedSchemaIsLostByItself(String migration, String codes) {
            List<Diagnostic> found = lint(USERS + "CREATE SCHEMA s; CREATE TABLE s.a (x int);", migration);
            assertThat(String.join(
                            ", ",
                            new TreeSet<>(codes(found).stream()
                                    .filter(c -> c.startsWith("DS1"))
                                    .toList())))
                    .isEqualTo(codes);
            assertThat(found.stream().filter(d -> d.code().equals("DS102"))).hasSizeLessThan(2);
        }

        @Test
        void contentsAreLostWhenATableIsMadeAgain() {
            assertThat(codes(lint(USERS, "DROP TABLE users; CREATE TABLE users (id int);")))
                    .containsExactly("DS102");
        }

        @Test
        void virtualColumnHoldsNoData() {
            assertThat(lint(
                            "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL);",
                            "ALTER TABLE t DROP COLUMN b;"))
                    .isEmpty();
        }

        @Test
        void rowsOfTheCurrentStateAreCounted() {
            Diagnostic found = only(
                    lint(USERS + "INSERT INTO users VALUES (1, 'a@x'), (2, 'b@x');", "DROP TABLE users;"), "DS102");
            assertThat(found.message()).contains("2 rows");
        }
    }

    @Nested
    class DataDependent {
        @Test
        void uniqueIndexOverDuplicatesWillFail() {
            Diagnostic found = only(
                    lint(
                            USERS + "INSERT INTO users VALUES (1, 'a@x'), (2, 'a@x');",
                            "CREATE UNIQUE INDEX users_email ON users (email);"),
                    "MF101");
            assertThat(found.severity()).isEqualTo(Severity.ERROR);
            assertThat(found.message()).contains("1 duplicate value");
        }

        @Test
        void uniqueIndexMayFail() {
            assertThat(only(lint(USERS, "CREATE UNIQUE INDEX u ON users (email);"), "MF101")
                            .severity())
                    .isEqualTo(Severity.WARNING);
        }

        @Test
        void uniqueIndexOverNewColumnsIsSilent() {
            assertThat(codes(lint(USERS, "ALTER TABLE users ADD COLUMN x int; CREATE UNIQUE INDEX u ON users (x);")))
                    .doesNotContain("MF101");
        }

        @Test
        void makingAUniqueIndexAgainIsSilent() {
            assertThat(codes(lint(
                            USERS + "CREATE UNIQUE INDEX u ON users (email);",
                            "DROP INDEX u; CREATE UNIQUE INDEX u2 ON users (email, nick);")))
                    .doesNotContain("MF101");
        }

        @Test
        void requiredColumnFailsOnRows() {
            Diagnostic found = only(
                    lint(USERS + "INSERT INTO users VALUES (1);", "ALTER TABLE users ADD COLUMN c int NOT NULL;"),
                    "MF103");
            assertThat(found.severity()).isEqualTo(Severity.ERROR);
        }

        @Test
        void requiredColumnWithDefaultIsSilent() {
            assertThat(codes(lint(USERS, "ALTER TABLE users ADD COLUMN c int NOT NULL DEFAULT 1;")))
                    .doesNotContain("MF103");
        }

        @Test
        void notNullOverNullsWillFail() {
            Diagnostic found = only(
                    lint(
                            USERS + "INSERT INTO users VALUES (1, NULL), (2, NULL), (3, 'c');",
                            "ALTER TABLE users ALTER COLUMN email SET NOT NULL;"),
                    "MF104");
            assertThat(found.severity()).isEqualTo(Severity.ERROR);
            assertThat(found.message()).contains("2 rows hold NULL");
        }

        @Test
        void notNullAfterBackfillIsSilent() {
            assertThat(
                            codes(
                                    lint(
                                            USERS,
                                            "UPDATE users SET email = '' WHERE email IS NULL; ALTER TABLE users ALTER COLUMN email SET NOT NULL;")))
                    .doesNotContain("MF104");
        }

        @Test
        void anIndexThatBecomesUniqueHasACodeOfItsOwn() {
            String index = "CREATE INDEX users_nick ON users (nick);";
            assertThat(codes(lint(
                            USERS + index, "DROP INDEX users_nick; CREATE UNIQUE INDEX users_nick ON users (nick);")))
                    .contains("MF102")
                    .doesNotContain("MF101");
            assertThat(codes(lint(
                            USERS + index, "DROP INDEX users_nick; CREATE UNIQUE INDEX users_other ON users (nick);")))
                    .contains("MF101")
                    .doesNotContain("MF102");
            Diagnostic proven = only(
                    lint(
                            USERS + index + "INSERT INTO users VALUES (1, 'a', 1, 'x'), (2, 'b', 2, 'x');",
                            "DROP INDEX users_nick; CREATE UNIQUE INDEX users_nick ON users (nick);"),
                    "MF102");
            assertThat(proven.severity()).isEqualTo(Severity.ERROR);
        }

        @Test
        void notNullUnderACheckIsSilent() {
            assertThat(codes(lint(
                            USERS + "ALTER TABLE users ADD CHECK (email IS NOT NULL AND age > 0);",
                            "ALTER TABLE users ALTER COLUMN email SET NOT NULL;")))
                    .doesNotContain("MF104", "PG303");
        }

        @Test
        void orphansAndViolationsAreProven() {
            List<Diagnostic> found = lint(
                    USERS + "CREATE TABLE orders (id int PRIMARY KEY, user_id int, total int);"
                            + "INSERT INTO orders VALUES (1, 42, -1);",
                    "ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users;"
                            + "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);");
            assertThat(codes(found)).contains("MFX106", "MFX105", "PG305", "PG306");
        }

        @Test
        void nullsAndDuplicatesUnderAPrimaryKeyAreProven() {
            String entries = "CREATE TABLE entries (id int, day date); INSERT INTO entries VALUES ";
            String key = "ALTER TABLE entries ADD CONSTRAINT entries_key PRIMARY KEY (id, day);";
            assertThat(lint(entries + "(1, NULL), (2, NULL), (3, '2024-01-01'), (3, '2024-01-01');", key).stream()
                            .filter(d -> d.code().equals("MFX107"))
                            .map(Diagnostic::message))
                    .contains(
                            "Adding primary key \"entries_key\" fails: 2 rows hold NULL in \"day\" (sample rows).",
                            "Adding primary key \"entries_key\" fails: 1 duplicate value in \"id\" and \"day\" (sample rows).");
            assertThat(codes(lint(entries + "(1, '2024-01-01'), (1, '2024-01-02');", key)))
                    .doesNotContain("MFX107");
        }
    }

    @Nested
    class Incompatible {
        @Test
        void renamedTable() {
            assertThat(codes(lint(USERS, "ALTER TABLE users RENAME TO people;")))
                    .containsExactly("BC101");
        }

        @Test
        void renamedTableWithAViewInItsPlaceIsSilent() {
            assertThat(lint(USERS, "ALTER TABLE users RENAME TO people; CREATE VIEW users AS SELECT * FROM people;"))
                    .isEmpty();
        }

        @Test
        void renamedColumn() {
            assertThat(codes(lint(USERS, "ALTER TABLE users RENAME nick TO nickname;")))
                    .containsExactly("BC102");
        }
    }

    /** What stands in the statement that makes a table reads no rows and stops nobody. */
    @Test
    void constraintsOfTheStatementThatMakesTheTableAreSilent() {
        assertThat(lint(
                        "CREATE TABLE parent (id int PRIMARY KEY);",
                        "CREATE TABLE child (n int CHECK (n > 0), parent_id int REFERENCES parent);"))
                .isEmpty();
    }

    @Nested
    class Cascade {
        @Test
        void everythingThatGoesAlongIsAFindingOfItsOwn() {
            List<Diagnostic> found = lint(
                    "CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child (parent_id int CONSTRAINT child_fk REFERENCES parent);"
                            + "CREATE VIEW all_parents AS SELECT * FROM parent; CREATE INDEX own ON parent (id);",
                    "DROP TABLE parent CASCADE;");
            assertThat(codes(found)).containsExactlyInAnyOrder("DS102", "DST106", "DST106", "CD101");
            assertThat(found)
                    .extracting(Diagnostic::message)
                    .contains(
                            "CASCADE also drops foreign key \"child_fk\".", "CASCADE also drops view \"all_parents\".");
            assertThat(codes(lint("CREATE TABLE t (a int); CREATE INDEX i ON t (a);", "DROP TABLE t CASCADE;")))
                    .containsExactly("DS102");
        }
    }

    @Nested
    class ConstraintDrop {
        private static final String CHILD = "CREATE TABLE parent (id int PRIMARY KEY);"
                + "CREATE TABLE child (id int CONSTRAINT child_pk PRIMARY KEY, parent_id int CONSTRAINT child_fk REFERENCES parent,"
                + " n int CONSTRAINT positive CHECK (n > 0));";

        @Test
        void constraintsOfOldTables() {
            assertThat(codes(lint(
                            CHILD,
                            "ALTER TABLE child DROP CONSTRAINT child_fk;"
                                    + "ALTER TABLE child DROP CONSTRAINT positive;"
                                    + "ALTER TABLE child DROP CONSTRAINT child_pk;")))
                    .containsExactly("CD101", "CD102", "CD103");
        }

        @Test
        void whatGoesWithItsColumnOrTableOrComesBackIsSilent() {
            assertThat(codes(lint(CHILD, "ALTER TABLE child DROP COLUMN parent_id;")))
                    .containsExactly("DS103");
            assertThat(codes(lint(CHILD, "DROP TABLE child;"))).containsExactly("DS102");
            assertThat(
                            codes(
                                    lint(
                                            CHILD,
                                            "ALTER TABLE child DROP CONSTRAINT child_fk;"
                                                    + "ALTER TABLE child ADD CONSTRAINT child_fk FOREIGN KEY (parent_id) REFERENCES parent ON DELETE CASCADE NOT VALID;")))
                    .doesNotContain("CD101");
            assertThat(codes(lint("SELECT 1;", CHILD + "ALTER TABLE child DROP CONSTRAINT child_fk;")))
                    .isEmpty();
        }
    }

    @Nested
    class Postgres {
        @Test
        void indexWithoutConcurrently() {
            Diagnostic found = only(lint(USERS, "CREATE INDEX users_nick ON users (nick);"), "PG101");
            assertThat(found.fixes().getFirst().replacement())
                    .contains("CREATE INDEX CONCURRENTLY users_nick ON users (nick)");
        }

        @Test
        void indexOnANewTableIsSilent() {
            assertThat(lint(USERS, "CREATE TABLE t (a int); CREATE INDEX ON t (a);"))
                    .isEmpty();
        }

        @Test
        void droppedIndexWithoutConcurrently() {
            assertThat(codes(lint(USERS + "CREATE INDEX i ON users (nick);", "DROP INDEX i;")))
                    .containsExactly("PG102");
        }

        @Test
        void typeChangeThatRewrites() {
            assertThat(codes(lint(USERS, "ALTER TABLE users ALTER COLUMN age TYPE bigint;")))
                    .containsExactly("PG301");
        }

        @Test
        void widenedTextDoesNot() {
            assertThat(lint(USERS, "ALTER TABLE users ALTER COLUMN nick TYPE varchar(20);"))
                    .isEmpty();
            assertThat(lint(USERS, "ALTER TABLE users ALTER COLUMN nick TYPE text;"))
                    .isEmpty();
        }

        @Test
        void notNullScans() {
            assertThat(codes(lint(USERS, "ALTER TABLE users ALTER COLUMN email SET NOT NULL;")))
                    .containsExactlyInAnyOrder("MF104", "PG303");
        }

        @Test
        void constraintsAddedNotValidAreSilent() {
            assertThat(lint(USERS, "ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0) NOT VALID;"))
                    .isEmpty();
        }
    }

    @Nested
    class Mixed {
        private static final String CONCURRENT = "CREATE INDEX CONCURRENTLY n ON users (nick);";

        @Test
        void whatNoTransactionCanHoldBesideWhatOneCould() {
            Diagnostic found = only(
                    lint(USERS, "-- atlas:txmode none\n\n" + CONCURRENT + " ALTER TABLE users ADD COLUMN x int;"),
                    "TX101");
            assertThat(found.statement()).isEqualTo(1);
        }

        @Test
        void aloneOrAllOfAKindIsSilent() {
            for (String migration : List.of(
                    "-- atlas:txmode none\n\n" + CONCURRENT,
                    "-- atlas:txmode none\n\n" + CONCURRENT + " CREATE INDEX CONCURRENTLY a ON users (age);",
                    "-- atlas:txmode none\n\nALTER TABLE users ADD COLUMN x int; ALTER TABLE users ADD COLUMN y int;",
                    CONCURRENT + " ALTER TABLE users ADD COLUMN x int;")) {
                assertThat(codes(lint(USERS, migration))).as(migration).doesNotContain("TX101");
            }
        }
    }
}
