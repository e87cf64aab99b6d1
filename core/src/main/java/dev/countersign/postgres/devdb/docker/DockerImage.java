package dev.countersign.postgres.devdb.docker;

import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.DevUrl;
import dev.countersign.progress.CountersignException.ExitCode;
import java.util.List;

/** Which image a {@code docker://} URL means. */
final class DockerImage {
    private DockerImage() {}

    /** How many parts of the path name the image: as far as its tag or digest, and without one all but the database's name behind it. */
    private static int parts(List<String> path) {
        for (int i = 0; i < path.size(); i++) {
            if (path.get(i).contains(":") || path.get(i).contains("@")) {
                return i + 1;
            }
        }
        return Math.min(path.size(), Math.max(1, path.size() - 1));
    }

    /** {@code docker://postgres/17/dev}, {@code docker://pgvector/pg17/dev}, {@code docker+postgres://registry.example/org/image:tag/dev}. */
    static String of(DevUrl url) {
        List<String> path = url.path();
        String tag = path.isEmpty() ? "latest" : path.getFirst();
        if (url.scheme().equals("docker+postgres")) {
            String image = String.join("/", path.subList(0, parts(path)));
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
