package dev.countersign.postgres.devdb.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.devdb.DevUrl;
import dev.countersign.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerProviderTest {
    @Test
    void withoutAnEngineTheMessageSaysWhatToDo() {
        assumeFalse(DockerProvider.engineAnswers(), "a Docker engine is up");
        assertThatThrownBy(() -> DevDatabases.installed().open("docker://postgres/17/dev", Progress.none()))
                .isInstanceOf(DevDatabaseException.class)
                .hasMessage(
                        "No Docker engine answers, so postgres:17 cannot be started; start Docker, or use embedded://postgres/18.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            docker://postgres/17/dev                                | postgres:17
            docker://postgres/17/dev?search_path=public             | postgres:17
            docker://postgres/17                                    | postgres:17
            docker://postgres                                       | postgres:latest
            docker://postgis/latest/dev                             | postgis/postgis:latest
            docker://pgvector/pg17/dev                              | pgvector/pgvector:pg17
            docker://timescaledb/latest-pg17/dev                    | timescale/timescaledb:latest-pg17
            docker+postgres://org/image:tag/dev                     | org/image:tag
            docker+postgres://org/image:tag                         | org/image:tag
            docker+postgres://org/image/dev                         | org/image
            docker+postgres://_/local/dev                           | local
            docker+postgres://_/local:1/dev?search_path=a           | local:1
            docker+postgres://ghcr.io/org/image:tag/dev             | ghcr.io/org/image:tag
            docker+postgres://ghcr.io/org/team/image/dev            | ghcr.io/org/team/image
            docker+postgres://localhost:5000/image:2/dev            | localhost:5000/image:2
            """)
    void imagesOfUrls(String url, String image) {
        DevDatabases.installed().check(url);
        assertThat(DevDatabases.installed().dialect(url)).contains("postgres");
        assertThat(DockerImage.of(DevUrl.parse(url))).isEqualTo(image);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            docker://mysql/8/dev                     | docker:// URLs start postgres, postgis, pgvector and timescaledb, not this one
            docker://maria/latest                    | docker:// URLs start postgres, postgis, pgvector and timescaledb, not this one
            docker://sqlserver/2022-latest/dev       | docker:// URLs start postgres, postgis, pgvector and timescaledb, not this one
            docker+mysql://_/local/dev               | No dev database is known for docker+mysql URLs
            mysql://root@localhost:3306/dev          | No dev database is known for mysql URLs
            maria://root@localhost:3306/dev          | No dev database is known for maria URLs
            clickhouse://localhost:9000/dev          | No dev database is known for clickhouse URLs
            dev.db                                   | The dev database URL has no scheme
            """)
    void whatCannotBeOpenedHereIsSaidBeforeAnythingIsStarted(String url, String message) {
        assertThatThrownBy(() -> DevDatabases.installed().check(url))
                .isInstanceOf(DevDatabaseException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sqlite://dev?mode=memory                 | sqlite
            sqlite://dev?mode=memory&_fk=1           | sqlite
            embedded://postgres/18                   | postgres
            postgres://me@localhost:5432/dev?search_path=public&sslmode=disable | postgres
            postgresql://me@localhost/dev            | postgres
            """)
    void otherDevDatabases(String url, String dialect) {
        DevDatabases.installed().check(url);
        assertThat(DevDatabases.installed().dialect(url)).contains(dialect);
    }
}
