package dev.countersign.postgres.devdb.docker;

import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.DevUrl;
import dev.countersign.progress.CountersignException.ExitCode;
import java.util.List;

/** Which image a {@code docker://} URL means. */
final class DockerImage {
    private DockerImage() {}

    /** {@code docker://postgres/17/dev}, {@code docker://pgvector/pg17/dev}, {@code docker+postgres://org/image:tag/dev}. */
    static String of(DevUrl url) {
        List<String> path = url.path();
        String tag = path.isEmpty() ? "latest" : path.getFirst();
        if (url.scheme().equals("docker+postgres")) {
            String image = path.isEmpty() ? "" : path.getFirst();
            return url.product().equals("_") || url.product().isEmpty() ? image : url.product() + "/" + image;
        }
        return switch (url.product()) {
            case "postgres" -> "postgres:" + tag;
            case "postgis" -> "postgis/postgis:" + tag;
            case "pgvector" -> "pgvector/pgvector:" + tag;
            case "timescaledb" -> "timescale/timescaledb:" + tag;
            default ->
                throw new DevDatabaseException(
                        ExitCode.UNSUPPORTED,
                        "docker:// URLs start postgres, postgis, pgvector and timescaledb, not this one; write docker+postgres://organisation/image:tag/dev for another PostgreSQL image.");
        };
    }
}
