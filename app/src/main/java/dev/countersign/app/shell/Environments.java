package dev.countersign.app.shell;

import dev.countersign.engine.EnvironmentChoice;
import dev.countersign.engine.ReviewRequest;
import dev.countersign.engine.Workspace;
import dev.countersign.progress.Progress;
import java.util.List;

/** The environments that a project file has, and their targets. */
public interface Environments {

    /** The environments that a request's project file has, without asking anything outside of it; empty when it has none. */
    List<EnvironmentChoice> of(ReviewRequest request);

    /** The targets of the request's environment, for which databases and consented programs are asked: not for the window's thread. */
    List<String> targets(ReviewRequest request, Progress progress);

    /** Those that a workspace reads. */
    static Environments in(Workspace workspace) {
        return new Environments() {
            @Override
            public List<EnvironmentChoice> of(ReviewRequest request) {
                return workspace.environments(request);
            }

            @Override
            public List<String> targets(ReviewRequest request, Progress progress) {
                return workspace.targets(request);
            }
        };
    }
}
