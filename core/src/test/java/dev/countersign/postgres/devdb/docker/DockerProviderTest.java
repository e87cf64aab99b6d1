package dev.countersign.postgres.devdb.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.devdb.DevUrl;
import dev.countersign.progress.Progress;
import org.junit.jupiter.api.Test;

class DockerProviderTest {
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
