package dev.countersign.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.app.compare.ChangeGroup.Action;
import dev.countersign.app.fixture.DirectTasks;
import dev.countersign.app.fixture.SampleReview;
import dev.countersign.app.fixture.SampleWorkspace;
import dev.countersign.app.review.ReviewModel;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeTreeModelTest {
    private final ReviewModel review =
            new ReviewModel(new SampleWorkspace(new SampleReview(0, false)), new DirectTasks());
    private final ChangeTreeModel tree = new ChangeTreeModel(review);

    @BeforeEach
    void open() {
        review.open(SampleWorkspace.request());
    }

    @Test
    void whatIsDoneDecidesTheGroup() {
        assertThat(tree.groupsProperty().get())
                .extracting(ChangeGroup::action)
                .containsExactly(
                        Action.DROP, Action.CHANGE, Action.RENAME, Action.CREATE, Action.EQUAL, Action.NOT_COMPARED);
        assertThat(group(Action.DROP).rows())
                .extracting(ChangeRow::name)
                .containsExactly("shop.users.deprecated_legacy_email", "shop.users.fax", "shop.audit_2019");
        assertThat(group(Action.RENAME).rows())
                .extracting(ChangeRow::name)
                .containsExactly("shop.orders.note \u2192 remark");
    }

    @Test
    void changedAndAddedColumnsAreOneRowOfTheirTable() {
        ChangeRow users =
                tree.row(ObjectRef.of(ObjectKind.TABLE, "shop", "users")).orElseThrow();
        assertThat(users.changes()).hasSize(2);
        assertThat(users.errors()).isEqualTo(1);
        assertThat(users.statements()).containsExactly(1, 2, 4);
    }

    @Test
    void absentDropsSayWhoKeepsThemOut() {
        assertThat(group(Action.DROP).keptOut()).isEqualTo(2);
        assertThat(group(Action.DROP).rows().get(1).keptOut())
                .hasValueSatisfying(why -> assertThat(why).contains("diff.skip.drop_column"));
    }

    @Test
    void filterOnAndOffLeavesTheSameRows() {
        List<ChangeGroup> before = tree.groupsProperty().get();
        tree.filterProperty().set("REFUND view");
        assertThat(tree.groupsProperty().get())
                .singleElement()
                .satisfies(g -> assertThat(g.rows()).extracting(ChangeRow::name).containsExactly("shop.refunds_total"));
        tree.filterProperty().set("");
        assertThat(tree.groupsProperty().get()).isEqualTo(before);
    }

    @Test
    void viewedIsAnExplicitActAndCounted() {
        assertThat(tree.viewedCountProperty().get()).isZero();
        tree.next();
        assertThat(tree.viewedCountProperty().get()).isZero();
        tree.toggleViewed();
        assertThat(tree.viewedCountProperty().get()).isEqualTo(1);
        tree.toggleViewed();
        assertThat(tree.viewedCountProperty().get()).isZero();
    }

    @Test
    void variableMovesARowIntoThePlan() {
        review.set("drop_table", "true");
        assertThat(group(Action.DROP).keptOut()).isEqualTo(1);
        assertThat(review.shownProperty().get().orElseThrow().appeared())
                .containsExactly("DROP TABLE shop.audit_2019;");
        assertThat(review.switches()).isEqualTo(Map.of("drop_table", "true"));
    }

    private ChangeGroup group(Action action) {
        return tree.groupsProperty().get().stream()
                .filter(g -> g.action() == action)
                .findFirst()
                .orElseThrow();
    }
}
