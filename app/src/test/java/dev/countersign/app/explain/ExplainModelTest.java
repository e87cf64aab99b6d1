package dev.countersign.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.explain.ExplainModel.State;
import dev.countersign.app.fixture.DirectTasks;
import dev.countersign.app.fixture.SqlProject;
import dev.countersign.app.fixture.StuckTasks;
import dev.countersign.app.review.ReviewModel;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Change;
import dev.countersign.diff.Rename;
import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.RenameDecisions;
import dev.countersign.engine.Workspace;
import dev.countersign.explain.Step;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to the policy on the real engine, without a window. */
class ExplainModelTest {
    private static final ObjectRef FAX = ObjectRef.of(ObjectKind.COLUMN, "main", "users", "fax");

    @TempDir
    Path folder;

    private final Workspace workspace = DefaultWorkspace.installed();
    private final ReviewModel review = new ReviewModel(workspace, new DirectTasks());
    private SqlProject project;

    @BeforeEach
    void open() {
        project = SqlProject.sqlite(
                        folder,
                        "CREATE TABLE users (id INTEGER PRIMARY KEY, fax TEXT);",
                        "CREATE TABLE users (id INTEGER PRIMARY KEY);")
                .write("countersign.hcl", "diff {\n  skip {\n    drop_column = true\n  }\n}\n");
        review.open(project.request());
    }

    @AfterEach
    void close() {
        review.close();
        workspace.close();
    }

    @Test
    void theAnswerNamesTheLineThatDecides() {
        ExplainModel model = new ExplainModel(review, workspace, new DirectTasks());
        model.ask(FAX);
        assertThat(model.stateProperty().get()).isInstanceOfSatisfying(State.Answered.class, answer -> {
            assertThat(answer.explanation().objects().getFirst().steps())
                    .filteredOn(s -> s.weight() == Step.Weight.DECIDES)
                    .anySatisfy(s -> {
                        assertThat(s.rule()).isEqualTo("diff.skip.drop_column");
                        assertThat(s.where())
                                .hasValueSatisfying(w -> assertThat(w).contains("countersign.hcl:3"));
                        assertThat(s.excerpt())
                                .hasValueSatisfying(e -> assertThat(e).contains("drop_column = true"));
                    });
        });
    }

    @Test
    void theAnswerIsForTheRenamesThatWereConfirmed() {
        project.write("desired.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY, phone TEXT);");
        review.open(project.request());
        review.decideRenames(new RenameDecisions(
                List.of(new Rename(FAX, ObjectRef.of(ObjectKind.COLUMN, "main", "users", "phone"))), List.of()));
        ExplainModel model = new ExplainModel(review, workspace, new DirectTasks());
        model.ask(FAX);
        assertThat(model.stateProperty().get())
                .isInstanceOfSatisfying(
                        State.Answered.class,
                        answer -> assertThat(answer.explanation()
                                        .objects()
                                        .getFirst()
                                        .subject()
                                        .happening()
                                        .orElseThrow()
                                        .changes())
                                .extracting(Change::verb)
                                .containsExactly(Change.Verb.RENAME));
    }

    @Test
    void whatCannotBeAnsweredSaysWhy() {
        ExplainModel model = new ExplainModel(review, workspace, new DirectTasks());
        model.ask(ObjectRef.of(ObjectKind.TABLE, "main", "userz"));
        assertThat(model.stateProperty().get())
                .isInstanceOfSatisfying(
                        State.Failed.class,
                        failed -> assertThat(failed.problem().sentence()).contains("userz"));
    }

    @Test
    void whoeverStopsWaitingGetsNoAnswer() {
        ExplainModel model = new ExplainModel(review, workspace, new StuckTasks());
        model.ask(FAX);
        assertThat(model.stateProperty().get()).isInstanceOf(State.Asking.class);
        model.stop();
        assertThat(model.stateProperty().get()).isInstanceOf(State.Asking.class);
    }
}
