package dev.countersign.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.connect.ActorFile;
import dev.countersign.app.connect.Actors;
import dev.countersign.app.fixture.DirectTasks;
import dev.countersign.app.fixture.SqlProject;
import dev.countersign.app.review.ReviewModel;
import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.Workspace;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActorModelTest {
    @TempDir
    Path folder;

    @TempDir
    Path settings;

    private final Workspace workspace = DefaultWorkspace.installed();
    private final ReviewModel review = new ReviewModel(workspace, new DirectTasks());

    @AfterEach
    void close() {
        review.close();
        workspace.close();
    }

    @Test
    void whoWasNamedIsRememberedUnlessTheRequestNamesSomebody() {
        SqlProject project = SqlProject.sqlite(folder, "CREATE TABLE t (a);", "CREATE TABLE t (a, b);");
        Actors actors = new ActorFile(settings.resolve("actors.json"));
        ActorModel model = new ActorModel(review, actors);
        review.open(model.remembering(project.request()));
        model.say(" alice@corp.example ");
        assertThat(model.actorProperty().get()).contains("alice@corp.example");

        ActorModel later = new ActorModel(review, new ActorFile(settings.resolve("actors.json")));
        assertThat(later.remembering(project.request()).actor()).contains("alice@corp.example");
        assertThat(later.remembering(project.request().by(Optional.of("bob"))).actor())
                .contains("bob");
        later.say("  ");
        assertThat(later.remembering(project.request()).actor()).isEmpty();
    }
}
