package dev.countersign.app.rename;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.compare.ChangeGroup;
import dev.countersign.app.compare.ChangeGroup.Action;
import dev.countersign.app.compare.ChangeRow;
import dev.countersign.app.compare.ChangeTreeModel;
import dev.countersign.app.fixture.DirectTasks;
import dev.countersign.app.fixture.SqlProject;
import dev.countersign.app.plan.PlanLine;
import dev.countersign.app.plan.PlanModel;
import dev.countersign.app.review.RenameCase;
import dev.countersign.app.review.RenameCase.State;
import dev.countersign.app.review.ReviewModel;
import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.Workspace;
import dev.countersign.review.Review;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions about renames on the real engine, without a window. */
class RenameModelTest {
    private static final String CURRENT = """
            CREATE TABLE account (id INTEGER PRIMARY KEY, mail TEXT NOT NULL, name TEXT, city TEXT);
            CREATE TABLE item (id INTEGER PRIMARY KEY, price NUMERIC);
            """;
    private static final String DESIRED = """
            CREATE TABLE client (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT, city TEXT);
            CREATE TABLE item (id INTEGER PRIMARY KEY, unit_price NUMERIC);
            """;

    @TempDir
    Path folder;

    private final Workspace workspace = DefaultWorkspace.installed();
    private final ReviewModel review = new ReviewModel(workspace, new DirectTasks());
    private final RenameModel renames = new RenameModel(review);
    private final ChangeTreeModel tree = new ChangeTreeModel(review);
    private final PlanModel plan = new PlanModel(review);

    @BeforeEach
    void open() {
        review.open(SqlProject.sqlite(folder, CURRENT, DESIRED).request());
    }

    @AfterEach
    void close() {
        review.close();
        workspace.close();
    }

    @Test
    void whatLooksRenamedStandsInTheTreeWithReasonsAndAtItsStatements() {
        assertThat(renames.casesProperty().get()).hasSize(2).allSatisfy(c -> {
            assertThat(c.state()).isEqualTo(State.SUGGESTED);
            assertThat(c.reasons()).isNotEmpty();
        });
        ChangeGroup group = tree.groupsProperty().get().getFirst();
        assertThat(group.action()).isEqualTo(Action.SUGGESTED);
        assertThat(group.rows())
                .extracting(ChangeRow::name)
                .containsExactlyInAnyOrder("main.account \u2192 client", "main.item.price \u2192 unit_price");
        ChangeRow table = row("main.account \u2192 client");
        assertThat(review.definitions(table.current(), table.desired()))
                .satisfies(d -> assertThat(d.current()).contains("account"))
                .satisfies(d -> assertThat(d.desired()).contains("client"));
        assertThat(plan.linesProperty().get())
                .filteredOn(l -> l instanceof PlanLine.Rename r
                        && r.aCase().equals(table.rename().orElseThrow()))
                .as("at the drop and at the new table")
                .hasSize(2);
        assertThat(tree.differingCount())
                .as("a suggestion is no further difference")
                .isEqualTo(tree.groupsProperty().get().stream()
                        .filter(g -> g.action().differs())
                        .mapToInt(g -> g.rows().size())
                        .sum());
    }

    @Test
    void aTableIsConfirmedThenItsColumnAndBothAreUndoneInTurn() {
        String before = plan.script();
        renames.confirm(aCase("account"));
        assertThat(plan.script()).contains("RENAME TO client").doesNotContain("DROP TABLE account");
        RenameCase column = aCase("mail");
        assertThat(column.isOpen()).as("known once the table is renamed").isTrue();
        renames.confirm(column);
        renames.confirm(aCase("price"));
        assertThat(plan.script()).contains("RENAME COLUMN", "email").doesNotContain("DROP");
        Review judged = review.shownProperty().get().orElseThrow().review().orElseThrow();
        assertThat(judged.simulation().arrives()).isTrue();
        assertThat(tree.groupsProperty().get())
                .extracting(ChangeGroup::action)
                .contains(Action.RENAME)
                .doesNotContain(Action.SUGGESTED);

        renames.undo();
        assertThat(aCase("price").isOpen()).isTrue();
        renames.undo();
        renames.undo();
        assertThat(plan.script()).isEqualTo(before);
        assertThat(renames.canUndo()).isFalse();
        renames.redo();
        assertThat(aCase("account").state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void aTableThatIsTakenBackTakesItsColumnsAlong() {
        String before = plan.script();
        renames.confirm(aCase("account"));
        renames.confirm(aCase("mail"));
        renames.takeBack(aCase("account"));
        assertThat(plan.script()).isEqualTo(before);
        assertThat(review.decisions().isEmpty()).isTrue();
    }

    @Test
    void whatIsRejectedStaysListedAndIsADecision() {
        renames.reject(aCase("account"));
        assertThat(aCase("account").state()).isEqualTo(State.REJECTED);
        assertThat(row("main.account \u2192 client").rename())
                .hasValueSatisfying(c -> assertThat(c.isOpen()).isFalse());
        assertThat(review.shownProperty()
                        .get()
                        .orElseThrow()
                        .review()
                        .orElseThrow()
                        .outcome()
                        .reasons())
                .anyMatch(r -> r.text().startsWith("1 suggested rename was rejected in this review"));
        renames.confirm(aCase("account"));
        assertThat(plan.script()).contains("RENAME TO client");
    }

    @Test
    void decisionsSurviveReadingAgainUnlessTheirObjectsAreGone() {
        renames.confirm(aCase("account"));
        review.reread();
        assertThat(plan.script()).contains("RENAME TO client");
        SqlProject.sqlite(folder, CURRENT, DESIRED.replace("client", "customer"));
        review.reread();
        assertThat(review.decisions().isEmpty()).isTrue();
        assertThat(aCase("account").isOpen()).isTrue();
        review.open(review.request().orElseThrow());
        assertThat(renames.canUndo()).isFalse();
    }

    private ChangeRow row(String name) {
        return tree.groupsProperty().get().stream()
                .flatMap(g -> g.rows().stream())
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private RenameCase aCase(String oldName) {
        List<RenameCase> cases = renames.casesProperty().get();
        return cases.stream()
                .filter(c -> c.rename().from().name().equals(oldName))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no case about " + oldName + " in " + cases));
    }
}
