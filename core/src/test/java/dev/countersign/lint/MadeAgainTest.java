package dev.countersign.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One statement drops something and makes it again under its name: the states around it may be the same, and what it held is gone all the same. */
class MadeAgainTest extends LintOnEngine {
    /** Before and after the statement everything is the same, and what was there is gone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE users DROP COLUMN email, ADD COLUMN email text; | DS103",
                "ALTER TABLE users DROP COLUMN email, ADD COLUMN email int; | DS103",
                "DO $$ BEGIN ALTER TABLE users DROP COLUMN email; ALTER TABLE users ADD COLUMN email text; END $$; | DS103",
                "DO $$ BEGIN DROP TABLE users; CREATE TABLE users (id int, email text); END $$; | DS102",
                "DO $$ BEGIN ALTER TABLE users RENAME email TO e; ALTER TABLE users RENAME e TO email; END $$; | ''",
                "ALTER TABLE users ALTER COLUMN email TYPE varchar; | ''",
                "DO $$ BEGIN DROP INDEX i; CREATE INDEX j ON users (id); END $$; | PG101, PG102",
                "ALTER INDEX i RENAME TO j; | ''",
                "REINDEX TABLE CONCURRENTLY users; | PG103",
            })
    void contentsAreLostWhenOneStatementMakesSomethingAgain(String migration, String codes) {
        String state = "CREATE TABLE users (id int, email text); CREATE INDEX i ON users (id);";
        assertThat(String.join(", ", new TreeSet<>(codes(lint(state, migration)))))
                .isEqualTo(codes);
    }

    /** As when two statements drop the old one and make the new one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DROP CONSTRAINT t_pkey, ADD PRIMARY KEY (id); | PG312",
                "DROP CONSTRAINT t_pkey, ADD CONSTRAINT other PRIMARY KEY (id); | PG312",
                "DROP CONSTRAINT t_pkey, ADD PRIMARY KEY (a); | PG312",
                "DROP CONSTRAINT uq, ADD CONSTRAINT uq UNIQUE (b); | MF101, PG105",
                "DROP CONSTRAINT ck, ADD CONSTRAINT ck CHECK (a > 1); | PG305",
                "DROP CONSTRAINT ck, ADD CONSTRAINT ck CHECK (a > 0); | PG305",
                "DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (b) REFERENCES u ON DELETE CASCADE; | PG306",
                "DROP CONSTRAINT ck, ADD CONSTRAINT ck CHECK (a > 1) NOT VALID; | ''",
                "ALTER a TYPE bigint, ALTER b TYPE bigint, ALTER id TYPE bigint; | PG301",
                "RENAME CONSTRAINT ck TO other; | ''",
            })
    void constraintsAreMadeAgainByOneStatement(String actions, String codes) {
        String state = """
                CREATE TABLE u (id int PRIMARY KEY);
                CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int, CONSTRAINT uq UNIQUE (a), CONSTRAINT ck CHECK (a > 0),
                    CONSTRAINT fk FOREIGN KEY (b) REFERENCES u);
                """;
        assertThat(String.join(", ", new TreeSet<>(codes(lint(state, "ALTER TABLE t " + actions)))))
                .isEqualTo(codes);
    }
}
