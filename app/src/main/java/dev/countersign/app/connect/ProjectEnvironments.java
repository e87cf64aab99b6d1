package dev.countersign.app.connect;

import dev.countersign.engine.ReviewRequest;
import dev.countersign.policy.Project;
import dev.countersign.policy.ProjectFile;
import dev.countersign.progress.CountersignException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names the environments of a request's project file, for the choice in the header. */
public final class ProjectEnvironments implements Function<ReviewRequest, List<String>> {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectEnvironments.class);

    @Override
    public List<String> apply(ReviewRequest request) {
        Optional<Path> file = request.config()
                .map(path -> request.directory().resolve(path))
                .or(() -> ProjectFile.find(request.directory()));
        if (file.isEmpty()) {
            return List.of();
        }
        try {
            return Project.load(file.get(), request.environment().orElse(""), request.variables())
                    .environmentNames();
        } catch (CountersignException unreadable) {
            // opening the review tells about the fault; a choice without names is no second error
            LOG.debug("no environments can be offered", unreadable);
            return List.of();
        }
    }
}
