package dev.countersign.postgres.devdb.docker;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabaseException;
import dev.countersign.devdb.DevDatabaseProvider;
import dev.countersign.devdb.DevUrl;
import dev.countersign.postgres.PostgresDialect;
import dev.countersign.progress.Progress;
import java.sql.SQLException;
import org.testcontainers.DockerClientFactory;

/** {@code docker://postgres/17/dev}: a container from that image. */
public final class DockerProvider implements DevDatabaseProvider {
    @Override
    public boolean accepts(DevUrl url) {
        return url.scheme().equals("docker") || url.scheme().equals("docker+postgres");
    }

    @Override
    public String dialect() {
        return PostgresDialect.NAME;
    }

    @Override
    public String example() {
        return "docker://postgres/17/dev";
    }

    @Override
    public void check(DevUrl url) {
        DockerImage.of(url);
    }

    @Override
    public DevDatabase open(DevUrl url, Progress progress) {
        String image = DockerImage.of(url);
        progress.phase("Looking for a Docker engine", 0, -1);
        if (!engineAnswers()) {
            throw new DevDatabaseException(
                    "No Docker engine answers, so %s cannot be started; start Docker, or use embedded://postgres/18."
                            .formatted(image));
        }
        progress.checkCancelled();
        progress.phase("Starting the container " + image, 0, -1);
        try {
            return DockerDatabase.start(image);
        } catch (SQLException e) {
            throw new DevDatabaseException(
                    "The container %s started but its PostgreSQL cannot be used: %s".formatted(image, e.getMessage()),
                    e);
        } catch (DevDatabaseException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new DevDatabaseException(
                    "The container %s does not start; try docker run %s by hand to see why, or use embedded://postgres/18."
                            .formatted(image, image),
                    e);
        }
    }

    /** Whether containers can be started here. */
    static boolean engineAnswers() {
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } catch (IllegalStateException | NoClassDefFoundError | ExceptionInInitializerError notHere) {
            return false;
        }
    }
}
