package dev.countersign.source.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.source.SourceException;
import dev.countersign.source.SqlScript;
import dev.countersign.sql.Syntax;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a migration directory is read, sentence by sentence, as rows of what lies there and what it means. */
class DirectoryLanguageTest {
    @TempDir
    Path folder;

    @Nested
    class Names {
        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource(delimiter = '|', textBlock = """
            ATLAS          | 2.sql 10.sql 1_b.sql sub/3.sql a.SQL n.txt      | 10.sql 1_b.sql 2.sql
            ATLAS          | é.sql z.sql Z.sql _.sql                         | Z.sql _.sql z.sql é.sql
            ATLAS          | 1.sql 1.down.sql                                | 1.down.sql 1.sql
            GOLANG_MIGRATE | 1_a.up.sql 1_a.down.sql 2.sql 10_b.up.sql       | 10_b.up.sql 1_a.up.sql
            GOOSE          | 2_b.sql 1_a.sql x.SQL                           | 1_a.sql 2_b.sql
            DBMATE         | 2_b.sql 1_a.sql sub/0.sql                       | 1_a.sql 2_b.sql
            LIQUIBASE      | 2_b.sql 1_a.sql                                 | 1_a.sql 2_b.sql
            FLYWAY         | V2__b.sql V10__c.sql V1__a.sql x.sql            | V1__a.sql V2__b.sql V10__c.sql
            FLYWAY         | V1.1__b.sql V1_2__c.sql V1__a.sql V1.0__d.sql   | V1__a.sql V1.0__d.sql V1.1__b.sql V1_2__c.sql
            FLYWAY         | Video.sql V1__a.sql Vx__b.sql                   | Video.sql Vx__b.sql V1__a.sql
            FLYWAY         | b/V1__x.sql c/V01__y.sql                        | b/V1__x.sql c/V01__y.sql
            FLYWAY         | V99999999999999999999__b.sql V9223372036854775807__a.sql | V9223372036854775807__a.sql V99999999999999999999__b.sql
            FLYWAY         | .git/V1__a.sql x.sql/V2__b.sql v3__c.sql        | x.sql/V2__b.sql
            FLYWAY         | R__b.sql V1__a.sql a/R__c.sql U1__a.sql         | V1__a.sql R__b.sql a/R__c.sql
            FLYWAY         | B2__x.sql V10__a.sql V3__b.sql V2__c.sql        | B2__x.sql V3__b.sql
            FLYWAY         | B2__x.sql B3__y.sql V3__b.sql V4__c.sql         | B3__y.sql V4__c.sql
            FLYWAY         | B2__x.sql a/B2__y.sql V3__c.sql                 | a/B2__y.sql V3__c.sql
            FLYWAY         | 0/V1__a.sql B5__x.sql V6__b.sql                 | B5__x.sql V6__b.sql
            FLYWAY         | Backup.sql V1__a.sql                            | Backup.sql
            """)
        void whichCountAndInWhichOrder(DirectoryFormat format, String there, String read) throws IOException {
            lay(there);
            assertThat(read(format).files()).extracting(MigrationFile::name).containsExactly(read.split(" "));
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource(delimiter = '|', textBlock = """
            ATLAS          | 20260101_add_users.sql   | 20260101  | add_users
            ATLAS          | 20260101.sql             | 20260101  | ''
            ATLAS          | _x.sql                   | ''        | ''
            GOLANG_MIGRATE | 000001_users.up.sql      | 000001    | users.up
            GOOSE          | 1_users.sql              | 1         | users
            FLYWAY         | V1.2__users.sql          | 1.2       | users
            FLYWAY         | a/V1__users_and_more.sql | 1         | users_and_more
            FLYWAY         | Video.sql                | ideo      | ''
            FLYWAY         | R__views.sql             | 0R        | views
            """)
        void versionsAndDescriptions(DirectoryFormat format, String name, String version, String description)
                throws IOException {
            lay(name);
            MigrationDirectory directory = read(format);
            MigrationFile file = directory.files().getFirst();
            assertThat(directory.version(file)).isEqualTo(version);
            assertThat(file.description()).isEqualTo(description);
        }

        @Test
        void whatRunsAgainHasTheVersionOfTheLastOtherFileAndAnR() throws IOException {
            lay("V1__a.sql V2__b.sql R__x.sql R__y.sql");
            MigrationDirectory directory = read(DirectoryFormat.FLYWAY);
            assertThat(directory.files()).extracting(directory::version).containsExactly("1", "2", "2R", "2R");
            assertThat(directory.isOfRepeatable("1R")).as("recorded earlier").isTrue();
            assertThat(read(DirectoryFormat.ATLAS).isOfRepeatable("1R")).isFalse();
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource(delimiter = '|', textBlock = """
            GOOSE     | 1_a.sql 2_seed.go 2_seed_test.go embed.go    | 2_seed.go is a migration in Go
            FLYWAY    | V1__a.sql V2__b.java                         | V2__b.java is a migration in a programming language
            FLYWAY    | V1__a.sql V1__a.sql.conf                     | V1__a.sql.conf is a configuration of one migration
            FLYWAY    | V1__a.sql x/afterMigrate.sql afterwards.sql  | x/afterMigrate.sql is a callback of Flyway
            LIQUIBASE | 1.sql databaseChangeLog.xml other.json       | databaseChangeLog.xml is a changelog of Liquibase
            ATLAS     | 1.sql 2_seed.go afterMigrate.sql             | ''
            DBMATE    | 1.sql 2_seed.go                              | ''
            """)
        void whatTheToolRunsBesideIsNamed(DirectoryFormat format, String there, String named) throws IOException {
            lay(there);
            MigrationDirectory directory = read(format);
            List<String> all = named.isEmpty() ? List.of() : List.of(named + " and not evaluated; only SQL files are.");
            assertThat(directory.notEvaluated()).isEqualTo(all);
            assertThat(directory.script(List.of(), Syntax.standard()).notEvaluated())
                    .as("said of whatever is read of it")
                    .isEqualTo(all);
        }

        @Test
        void whatIsNoTextIsRefused() throws IOException {
            Files.write(folder.resolve("1.sql"), new byte[] {'-', '-', (byte) 0xE9, '\n'});
            assertThatThrownBy(() -> read(DirectoryFormat.ATLAS))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("1.sql is not UTF-8 text");
        }
    }

    @Nested
    class UpParts {
        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource(delimiter = '|', textBlock = """
            GOLANG_MIGRATE | A;                                                        | A
            FLYWAY         | A;~B;                                                     | A B
            GOOSE          | -- +goose Up~A;~B;~-- +goose Down~C;                      | A B
            GOOSE          | -- +goose Down~C;~-- +goose Up~A;                         | A
            GOOSE          | -- +goose Up~-- +goose StatementBegin~A;~-- +goose StatementEnd | A
            DBMATE         | -- migrate:up~A;~-- migrate:down~B;                       | A
            DBMATE         | -- migrate:up transaction:false~A;                        | A
            LIQUIBASE      | --liquibase formatted sql~--changeset a:1~A;~--rollback B;~--changeset a:2~C; | A C
            """)
        void whatLeadsForward(DirectoryFormat format, String lines, String statements) throws IOException {
            SqlScript script = of(format, lines);
            assertThat(script.statements())
                    .extracting(p -> p.statement().text())
                    .containsExactly(statements.split(" "));
            assertThat(script.notEvaluated()).isEmpty();
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource(delimiter = '|', textBlock = """
            GOOSE     | A;~-- +goose Up~B;                                | what stands before -- +goose Up belongs to no direction (A;)
            GOOSE     | A;                                                | no line says -- +goose Up
            GOOSE     | -- +goose ENVSUB ON~-- +goose Up~B;               | variables of the environment
            DBMATE    | A;~-- migrate:up~B;                               | what stands before -- migrate:up
            DBMATE    | -- migrate:down~B;                                | no line says -- migrate:up
            LIQUIBASE | --changeset a:1~A;                                | no line says --liquibase formatted sql
            LIQUIBASE | --liquibase formatted sql~--changeset a:1 ignore:true~A;     | ignore of a changeset
            LIQUIBASE | --liquibase formatted sql~--changeset a:1 dbms:mysql~A;      | dbms of a changeset
            LIQUIBASE | --liquibase formatted sql~--changeset a:1 failOnError:false~A; | failOnError of a changeset
            LIQUIBASE | --liquibase formatted sql~--changeset a:1~--preconditions onFail:HALT~A; | it is no part of the SQL
            """)
        void whatIsReadAndHasNoEffectIsNamed(DirectoryFormat format, String lines, String named) throws IOException {
            assertThat(of(format, lines).notEvaluated())
                    .anySatisfy(text -> assertThat(text)
                            .startsWith(name(format) + ": an annotation is not evaluated: ")
                            .contains(named));
        }

        @Test
        void directivesAboveTheFirstAnnotationAreThoseOfTheFile() throws IOException {
            SqlScript script = of(DirectoryFormat.DBMATE, "-- atlas:nolint DS102~~-- migrate:up~A;");
            assertThat(script.statements().getFirst().fileDirectives())
                    .extracting(d -> d.name() + " " + d.argument())
                    .containsExactly("nolint DS102");
            assertThat(script.notEvaluated()).isEmpty();
        }

        private SqlScript of(DirectoryFormat format, String lines) throws IOException {
            file(name(format), lines.replace('~', '\n') + "\n");
            MigrationDirectory directory = read(format);
            return directory.script(directory.files(), Syntax.standard());
        }

        private String name(DirectoryFormat format) {
            return switch (format) {
                case GOLANG_MIGRATE -> "1.up.sql";
                case FLYWAY -> "V1__a.sql";
                case ATLAS, GOOSE, DBMATE, LIQUIBASE -> "1.sql";
            };
        }
    }

    @Nested
    class Sums {
        @ParameterizedTest(name = "{0}")
        @CsvSource(delimiter = '|', textBlock = """
            -- atlas:sum ignore~~A;      | true
            -- atlas:sum ignore          | true
            '#atlas:sum ignore~A;'       | true
            -- atlas:sum  ignore~A;      | true
            -- atlas:sum ignored~A;      | false
            -- atlas:sum ignore x~A;     | false
            -- atlas:sum~A;              | false
            ~-- atlas:sum ignore~A;      | false
            -- a~-- atlas:sum ignore~A;  | false
            """)
        void aFileIsLeftOutThatSaysSoFromItsFirstByte(String text, boolean out) throws IOException {
            file("1.sql", text.replace('~', '\n'));
            assertThat(read(DirectoryFormat.ATLAS).files().getFirst().isLeftOutOfSum())
                    .isEqualTo(out);
        }

        @Test
        void aByteOrderMarkComesBeforeTheFirstWord() throws IOException {
            file("1.sql", "\uFEFF-- atlas:sum ignore\n\nA;\n");
            assertThat(read(DirectoryFormat.ATLAS).files().getFirst().isLeftOutOfSum())
                    .isFalse();
        }

        @Test
        void everyLineIsOverAllBeforeIt() throws IOException {
            lay("1.sql 2.sql");
            String before = text(DirectoryFormat.ATLAS);
            file("1.sql", "changed");
            assertThat(Arrays.asList(text(DirectoryFormat.ATLAS).split("\n")))
                    .doesNotContainAnyElementsOf(Arrays.asList(before.split("\n")));
        }

        @Test
        void namesOfFlywayAreThoseFromTheDirectory() throws IOException {
            lay("a/V1__x.sql R__y.sql U1__x.sql");
            assertThat(text(DirectoryFormat.FLYWAY).lines().skip(1).map(line -> line.substring(0, line.indexOf(' '))))
                    .containsExactly("a/V1__x.sql", "R__y.sql");
        }

        @Test
        void theWayBackOfGolangMigrateIsNoPart() throws IOException {
            lay("1.up.sql 1.down.sql");
            String before = text(DirectoryFormat.GOLANG_MIGRATE);
            file("1.down.sql", "changed");
            assertThat(text(DirectoryFormat.GOLANG_MIGRATE)).isEqualTo(before);
        }

        @ParameterizedTest(name = "{1}")
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `s`              | `s`                 | ``
            `\\n`            | `\\r\\n`            | ``
            `\\n\\z`         | ``                  | ``
            ` h1:`           | ` h2:`              | checksum file format invalid: line 2 of atlas.sum is not a file name and a hash
            `\\A.*\\n`       | `\\n`               | checksum file format invalid: the first line of atlas.sum is not a hash
            `\\Ah1:..`       | `h1:xx`             | checksum mismatch (atlas.sum): its first line does not fit the lines below
            `1\\.sql`        | `0.sql`             | checksum mismatch (atlas.sum): L2: 0.sql was removed
            """)
        void theFileIsHeldAgainstItself(String pattern, String instead, String wrong) throws IOException {
            lay("1.sql 2.sql");
            file(
                    DirectorySum.FILE,
                    text(DirectoryFormat.ATLAS)
                            .replaceAll(pattern, instead.replace("\\n", "\n").replace("\\r", "\r")));
            assertThat(read(DirectoryFormat.ATLAS).mismatch().orElse("")).isEqualTo(wrong);
        }

        @ParameterizedTest(name = "{0} then {1}")
        @CsvSource(delimiter = '|', textBlock = """
            1.sql 2.sql  | 1.sql 2.sql        | ''
            ''           | ''                 | ''
            1.sql 3.sql  | 1.sql 2.sql 3.sql  | L3: 2.sql was added
            1.sql        | 1.sql 2.sql        | L3: 2.sql was added
            1.sql 2.sql  | 2.sql              | L2: 1.sql was removed
            1.sql 2.sql  | 1.sql              | L3: 2.sql was removed
            1.sql        | ''                 | L2: 1.sql was removed
            1.sql 2.sql  | 1.sql! 2.sql       | L2: 1.sql was edited
            1.sql 2.sql  | 1.sql 2.sql!       | L3: 2.sql was edited
            """)
        void andAgainstTheFiles(String recorded, String now, String wrong) throws IOException {
            lay(recorded);
            file(DirectorySum.FILE, text(DirectoryFormat.ATLAS));
            for (MigrationFile file : read(DirectoryFormat.ATLAS).files()) {
                Files.delete(file.path());
            }
            lay(now);
            assertThat(read(DirectoryFormat.ATLAS).mismatch().orElse(""))
                    .isEqualTo(wrong.isEmpty() ? "" : "checksum mismatch (atlas.sum): " + wrong);
        }

        private String text(DirectoryFormat format) {
            return DirectorySum.of(read(format).files()).text();
        }
    }

    @Nested
    class Checkpoints {
        @ParameterizedTest(name = "{0}")
        @CsvSource(delimiter = '|', textBlock = """
            -- atlas:checkpoint~~A;                    | true
            -- atlas:checkpoint v1.0~~A;               | true
            -- atlas:txmode none~-- atlas:checkpoint~~A; | true
            '#atlas:checkpoint~~A;'                    | true
            -- atlas:checkpoint                        | true
            -- atlas:checkpoint~A;                     | false
            ~-- atlas:checkpoint~~A;                   | false
            A;~-- atlas:checkpoint~~B;                 | false
            -- atlas:checkpoints~~A;                   | false
            """)
        void aCheckpointSaysSoAtItsTopWithAnEmptyLineBehind(String text, boolean checkpoint) throws IOException {
            file("1.sql", text.replace('~', '\n'));
            assertThat(read(DirectoryFormat.ATLAS).files().getFirst().isCheckpoint())
                    .isEqualTo(checkpoint);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(delimiter = '|', textBlock = """
            1 2 3    | 1 2 3
            1 2c 3   | 2c 3
            1c 2c 3  | 2c 3
            1 2 3c   | 3c
            """)
        void aNewDatabaseStartsFromTheNewest(String files, String run) throws IOException {
            for (String name : files.split(" ")) {
                file(name + ".sql", name.endsWith("c") ? "-- atlas:checkpoint\n\nA;" : "A;");
            }
            assertThat(MigrationFile.sinceCheckpoint(read(DirectoryFormat.ATLAS).files()))
                    .extracting(MigrationFile::version)
                    .containsExactly(run.split(" "));
        }
    }

    private void lay(String names) throws IOException {
        for (String name : names.isEmpty() ? new String[0] : names.split(" ")) {
            String file = name.replace("!", "");
            file(file, "-- " + name + "\n" + (file.contains("databaseChangeLog") ? "<databaseChangeLog/>" : ""));
        }
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private MigrationDirectory read(DirectoryFormat format) {
        return MigrationDirectory.read(folder, format);
    }
}
