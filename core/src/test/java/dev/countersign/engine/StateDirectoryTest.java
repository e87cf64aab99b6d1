package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.progress.CountersignException;
import dev.countersign.progress.Progress;
import dev.countersign.source.directory.DirectoryFormat;
import dev.countersign.source.directory.DirectorySum;
import dev.countersign.source.directory.MigrationDirectory;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A migration directory as a state is what its files make, also up to a version and from a checkpoint on. */
class StateDirectoryTest extends DirectoryFixture {
    @Test
    void whatItsFilesMakeIsCompared() throws IOException {
        file("db/1.sql", "-- +goose Up\nCREATE TABLE users (id int);\n-- +goose Down\nDROP TABLE users;\n");
        file("db/2.sql", "-- +goose Up\nCREATE TABLE posts (id int);\n-- +goose Down\nDROP TABLE posts;\n");
        file("schema.sql", "CREATE TABLE users (id int);");
        assertThat(changes("file://db?format=goose", "file://schema.sql")).containsExactly("table main.posts");
        assertThat(changes("file://schema.sql", "file://db?format=goose&version=1"))
                .isEmpty();
        assertThatThrownBy(() -> changes("file://schema.sql", "file://db?format=goose&version=7"))
                .isInstanceOf(CountersignException.class)
                .hasMessageStartingWith("There is no version 7 in ");
        assertThatThrownBy(() -> changes("file://schema.sql", "file://db?format=gose"))
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining("did you mean \"goose\"?");
    }

    @Test
    void aFolderWithASumFileIsOneAndMustFitIt() throws IOException {
        file("db/1.sql", "this was never SQL;\n");
        file("db/2.sql", "-- atlas:checkpoint\n\nCREATE TABLE users (id int);\n");
        file(
                "db/3.sql",
                "-- atlas:txtar\n\n-- checks.sql --\nSELECT 1 = 1;\n\n-- migration.sql --\nCREATE TABLE posts (id int);\n");
        file("schema.sql", "CREATE TABLE users (id int);");
        file(
                "db/atlas.sum",
                DirectorySum.of(MigrationDirectory.read(folder.resolve("db"), DirectoryFormat.ATLAS)
                                .files())
                        .text());
        assertThat(changes("file://schema.sql", "file://db")).containsExactly("table main.posts");
        assertThat(changes("file://schema.sql", "file://db?version=2")).isEmpty();
        file("db/3.sql", "CREATE TABLE other (id int);\n");
        assertThatThrownBy(() -> changes("file://schema.sql", "file://db"))
                .isInstanceOf(CountersignException.class)
                .hasMessageContaining("3.sql was edited");
    }

    private List<String> changes(String from, String to) {
        ReviewRequest request = ReviewRequest.of(folder).from(from).to(to).onDev(SQLITE);
        try (ReviewSession session = workspace.open(request, Progress.none())) {
            assertThat(session.notices()).isEmpty();
            return session.diff().changes().stream()
                    .map(change -> change.ref().toString())
                    .toList();
        }
    }
}
