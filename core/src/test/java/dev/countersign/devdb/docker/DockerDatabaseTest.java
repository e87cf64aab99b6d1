package dev.countersign.devdb.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.devdb.DevUrl;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class DockerDatabaseTest {
    @Test
    void givesScratchDatabasesFromTheImage() throws SQLException {
        assumeTrue(DockerProvider.engineAnswers(), "no Docker engine is up");
        try (DevDatabase database = DevDatabases.installed().open("docker://postgres/17/dev", Progress.none());
                ScratchDatabase scratch = database.create("docker");
                Connection connection = scratch.open();
                Statement statement = connection.createStatement()) {
            assertThat(database.serverVersion()).startsWith("17");
            statement.execute("CREATE TABLE t (i int)");
            assertThat(scratch.ensureRole("app")).isTrue();
            try (ResultSet result = statement.executeQuery("SHOW is_superuser")) {
                result.next();
                assertThat(result.getString(1)).isEqualTo("off");
            }
        }
    }

    @Test
    void withoutAnEngineTheMessageSaysWhatToDo() {
        assumeFalse(DockerProvider.engineAnswers(), "a Docker engine is up");
        assertThatThrownBy(() -> DevDatabases.installed().open("docker://postgres/17/dev", Progress.none()))
                .isInstanceOf(DevDatabaseException.class)
                .hasMessage(
                        "No Docker engine answers, so postgres:17 cannot be started; start Docker, or use embedded://postgres/18.");
    }

    @Test
    void imagesOfUrls() {
        assertThat(DockerImage.of(DevUrl.parse("docker://postgres/17/dev?search_path=public")))
                .isEqualTo("postgres:17");
        assertThat(DockerImage.of(DevUrl.parse("docker://pgvector/pg17/dev"))).isEqualTo("pgvector/pgvector:pg17");
        assertThat(DockerImage.of(DevUrl.parse("docker+postgres://org/image:tag/dev")))
                .isEqualTo("org/image:tag");
        assertThat(DockerImage.of(DevUrl.parse("docker+postgres://_/local/dev")))
                .isEqualTo("local");
        assertThatThrownBy(() -> DockerImage.of(DevUrl.parse("docker://mysql/8")))
                .isInstanceOf(DevDatabaseException.class);
    }
}
