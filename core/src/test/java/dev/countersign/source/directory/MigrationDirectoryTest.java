package dev.countersign.source.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.source.SourceException;
import dev.countersign.source.SqlScript;
import dev.countersign.source.SqlScript.Placed;
import dev.countersign.sql.Syntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a directory count, in which order, and which part of them leads forward. */
class MigrationDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void theSumIsAtlassSum() throws IOException {
        file("1_users.sql", "CREATE TABLE users (id int PRIMARY KEY);\n");
        file("2_seed.sql", "-- atlas:sum ignore\n\nSELECT 1;\n");
        file("3_email.sql", "ALTER TABLE users ADD COLUMN email text;\n");
        String sum = """
                h1:zSdA3RWWQPOOxutrUXkgNmOBDQmJf7SrZPI7mTngytw=
                1_users.sql h1:wpNjBo/Qijj579EED/K4IPVugQ3R+kF6X/LclvhCTqA=
                3_email.sql h1:JY110TS62J5h8NlEe8i3s44LhsvPfF9MuenHW7PQoFI=
                """;
        assertThat(DirectorySum.of(read(DirectoryFormat.ATLAS).files()).text()).isEqualTo(sum);
        assertThat(read(DirectoryFormat.ATLAS).hasSum()).isFalse();
        file(DirectorySum.FILE, sum);
        assertThat(read(DirectoryFormat.ATLAS).mismatch()).isEmpty();
        file("2_seed.sql", "-- atlas:sum ignore\n\nSELECT 2;\n");
        assertThat(read(DirectoryFormat.ATLAS).mismatch()).as("ignored").isEmpty();
        file("1_users.sql", "CREATE TABLE users (id bigint PRIMARY KEY);\n");
        assertThat(read(DirectoryFormat.ATLAS).mismatch())
                .contains("checksum mismatch (atlas.sum): L2: 1_users.sql was edited");
        file("1_users.sql", "CREATE TABLE users (id int PRIMARY KEY);\n");
        file("2_more.sql", "SELECT 1;");
        assertThat(read(DirectoryFormat.ATLAS).mismatch())
                .contains("checksum mismatch (atlas.sum): L3: 2_more.sql was added");
        Files.delete(folder.resolve("2_more.sql"));
        Files.delete(folder.resolve("1_users.sql"));
        assertThat(read(DirectoryFormat.ATLAS).mismatch())
                .contains("checksum mismatch (atlas.sum): L2: 1_users.sql was removed");
        file("1_users.sql", "CREATE TABLE users (id int PRIMARY KEY);\n");
        file(DirectorySum.FILE, "h1:x\n1_users.sql\n");
        assertThat(read(DirectoryFormat.ATLAS).mismatch().orElseThrow()).startsWith("checksum file format invalid");
    }

    @Test
    void golangMigrateHasFilesForBothWays() throws IOException {
        file("1_a.up.sql", "CREATE TABLE a (id int);");
        file("1_a.down.sql", "DROP TABLE a;");
        file("notes.sql", "no migration");
        assertThat(statements(DirectoryFormat.GOLANG_MIGRATE)).containsExactly("CREATE TABLE a (id int)");
    }

    @Test
    void gooseGoesUpAndKeepsItsLines() throws IOException {
        file("1_a.sql", """
                -- atlas:nolint destructive
                -- +goose NO TRANSACTION
                -- +goose Up
                CREATE TABLE a (id int);
                -- +goose StatementBegin
                CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$;
                -- +goose StatementEnd
                -- +goose Down
                DROP TABLE a;
                """);
        SqlScript script = script(DirectoryFormat.GOOSE);
        assertThat(script.statements()).extracting(p -> p.statement().line()).containsExactly(4, 6);
        assertThat(script.statements())
                .allSatisfy(p -> assertThat(p.fileDirectives())
                        .extracting(d -> d.name() + " " + d.argument())
                        .containsExactly("nolint destructive", "txmode none"));
        file("1_a.sql", "-- +goose ENVSUB ON\n-- +goose Up\nSELECT 1;\n");
        assertThat(script(DirectoryFormat.GOOSE).notEvaluated())
                .singleElement()
                .asString()
                .startsWith("1_a.sql: an annotation is not evaluated: variables of the environment");
    }

    @Test
    void dbmateGoesUp() throws IOException {
        file(
                "1_a.sql",
                "-- migrate:up transaction:false\nCREATE TABLE a (id int);\n\n-- migrate:down\nDROP TABLE a;\n");
        SqlScript script = script(DirectoryFormat.DBMATE);
        assertThat(script.statements()).hasSize(1);
        assertThat(script.statements().getFirst().fileDirectives())
                .singleElement()
                .satisfies(d -> assertThat(d.argument()).isEqualTo("none"));
    }

    @Test
    void liquibaseChangesetsRunAndWhatIsNotReadIsNamed() throws IOException {
        file("1.sql", """
                --liquibase formatted sql

                --changeset alice:1
                CREATE TABLE a (id int);
                --rollback DROP TABLE a;

                --changeset alice:2 runInTransaction:false context:test
                CREATE INDEX i ON a (id);
                """);
        assertThat(statements(DirectoryFormat.LIQUIBASE))
                .containsExactly("CREATE TABLE a (id int)", "CREATE INDEX i ON a (id)");
        assertThat(script(DirectoryFormat.LIQUIBASE).notEvaluated())
                .hasSize(2)
                .anySatisfy(t -> assertThat(t).contains("context of a changeset"))
                .anySatisfy(t -> assertThat(t).contains("some changesets run in a transaction"));
    }

    @Test
    void flywaysNewestBaselineHidesWhatIsOlder() throws IOException {
        for (String name : List.of(
                "V1__a.sql",
                "V10__b.sql",
                "V3__c.sql",
                "sub/V3.1__d.sql",
                "B2__base.sql",
                "R__view.sql",
                "U3__c.sql",
                ".x/V9__z.sql",
                "other.sql")) {
            file(name, "SELECT 1;");
        }
        assertThat(read(DirectoryFormat.FLYWAY).files())
                .extracting(MigrationFile::name)
                .as("versions are compared with the baseline as texts, so 10 is older than 2")
                .containsExactly("B2__base.sql", "V3__c.sql", "sub/V3.1__d.sql", "R__view.sql");
    }

    @Test
    void aDirectoryNamedLikeAMigrationIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("x.sql"));
        assertThatThrownBy(() -> read(DirectoryFormat.ATLAS))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("x.sql is named like a migration and is not a file");
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private MigrationDirectory read(DirectoryFormat format) {
        return MigrationDirectory.read(folder, format);
    }

    private SqlScript script(DirectoryFormat format) {
        MigrationDirectory directory = read(format);
        return directory.script(directory.files(), Syntax.standard());
    }

    private List<String> statements(DirectoryFormat format) {
        return script(format).statements().stream()
                .map(Placed::statement)
                .map(s -> s.text().replaceFirst(";$", ""))
                .toList();
    }
}
