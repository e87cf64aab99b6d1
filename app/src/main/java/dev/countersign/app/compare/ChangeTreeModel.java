package dev.countersign.app.compare;

import dev.countersign.app.review.RenameCase;
import dev.countersign.app.review.ReviewModel;
import dev.countersign.catalog.ObjectRef;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableSet;
import javafx.collections.SetChangeListener;

/** The changes as groups, filtered; which one is looked at; which were viewed. The filter is a predicate over a list that is kept. */
public final class ChangeTreeModel {
    private final ChangeTree tree = new ChangeTree();
    private final ReviewModel review;
    private final StringProperty filter = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<List<ChangeGroup>> groups = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Integer> viewedCount = new ReadOnlyObjectWrapper<>(0);
    private List<ChangeGroup> all = List.of();
    private boolean chosenByHand;

    public ChangeTreeModel(ReviewModel review) {
        this.review = review;
        review.shownProperty().subscribe(shown -> {
            all = shown.map(tree::groups).orElse(List.of());
            chosenByHand = chosenByHand && shown.isPresent() && selectedRow().isPresent();
            refilter();
            count();
            if (shown.isPresent() && !chosenByHand) {
                firstToLookAt()
                        .ifPresent(row -> review.selection().objectProperty().set(Optional.of(row.ref())));
            }
        });
        filter.subscribe(text -> refilter());
        review.viewed().addListener((SetChangeListener<ObjectRef>) change -> count());
    }

    /** Words that a row's name or kind must contain, in any case. */
    public StringProperty filterProperty() {
        return filter;
    }

    /** The groups with the rows that the filter lets through. */
    public ReadOnlyObjectProperty<List<ChangeGroup>> groupsProperty() {
        return groups.getReadOnlyProperty();
    }

    /** How many differing rows were viewed. */
    public ReadOnlyObjectProperty<Integer> viewedCountProperty() {
        return viewedCount.getReadOnlyProperty();
    }

    /** Number of rows that differ, whatever the filter says. */
    public int differingCount() {
        return (int) all.stream()
                .filter(g -> g.action().differs())
                .mapToLong(g -> g.rows().size())
                .sum();
    }

    /** Whether the row is marked as viewed. */
    public boolean isViewed(ChangeRow row) {
        return review.viewed().contains(row.ref());
    }

    /** The set behind {@link #isViewed}, to observe. */
    public ObservableSet<ObjectRef> viewed() {
        return review.viewed();
    }

    /** Marks the selected row as viewed, or takes the mark away. */
    public void toggleViewed() {
        selectedRow().filter(ChangeRow::differs).ifPresent(row -> toggleViewed(row));
    }

    /** Marks a row as viewed, or takes the mark away. */
    public void toggleViewed(ChangeRow row) {
        review.setViewed(row.ref(), !isViewed(row));
    }

    /** Looks at a row. */
    public void select(ChangeRow row) {
        chosenByHand = true;
        review.selection().objectProperty().set(Optional.of(row.ref()));
        row.statements().stream()
                .findFirst()
                .ifPresent(n -> review.selection().statementProperty().set(Optional.of(n)));
    }

    /** The row that is looked at. */
    public Optional<ChangeRow> selectedRow() {
        return review.selection().objectProperty().get().flatMap(this::row);
    }

    /** The row of a change; a column's table when the column has no row of its own. */
    public Optional<ChangeRow> row(ObjectRef ref) {
        return find(r -> r.ref().equals(ref));
    }

    /** The row that a statement carries out, first the selected one if it does. */
    public Optional<ChangeRow> rowOfStatement(int statement) {
        return selectedRow()
                .filter(r -> r.statements().contains(statement))
                .or(() -> find(r -> r.statements().contains(statement)));
    }

    /** Looks at the next differing row that is listed; false at the end. */
    public boolean next() {
        return step(1);
    }

    /** Looks at the previous differing row that is listed; false at the start. */
    public boolean previous() {
        return step(-1);
    }

    /** Looks at the next thing that looks renamed and was not decided; from the last one at the first again. False when there is none. */
    public boolean nextRename() {
        List<ChangeRow> open = all.stream()
                .flatMap(g -> g.rows().stream())
                .filter(r -> r.action() == ChangeGroup.Action.SUGGESTED)
                .filter(r -> r.rename().filter(RenameCase::isOpen).isPresent())
                .toList();
        if (open.isEmpty()) {
            return false;
        }
        int at = selectedRow().map(open::indexOf).orElse(-1);
        select(open.get((at + 1) % open.size()));
        return true;
    }

    /** A review begins at the first error; without one at the first change that is in the plan. */
    private Optional<ChangeRow> firstToLookAt() {
        List<ChangeRow> rows = differing();
        return rows.stream()
                .filter(r -> r.errors() > 0)
                .findFirst()
                .or(() -> rows.stream().filter(r -> r.keptOut().isEmpty()).findFirst())
                .or(() -> rows.stream().findFirst());
    }

    private boolean step(int by) {
        List<ChangeRow> rows = differing();
        int at = selectedRow().map(rows::indexOf).orElse(-1);
        int to = at < 0 ? 0 : at + by;
        if (to < 0 || to >= rows.size()) {
            return false;
        }
        select(rows.get(to));
        return true;
    }

    private List<ChangeRow> differing() {
        return groups.get().stream()
                .filter(g -> g.action().differs())
                .flatMap(g -> g.rows().stream())
                .toList();
    }

    private Optional<ChangeRow> find(Predicate<ChangeRow> wanted) {
        return all.stream().flatMap(g -> g.rows().stream()).filter(wanted).findFirst();
    }

    private void refilter() {
        List<String> wanted =
                List.of(filter.get().strip().toLowerCase(Locale.ROOT).split("\\s+"));
        groups.set(all.stream()
                .map(g -> new ChangeGroup(
                        g.action(),
                        g.rows().stream().filter(r -> matches(r, wanted)).toList(),
                        g.keptOut()))
                .filter(g -> !g.rows().isEmpty())
                .toList());
    }

    private static boolean matches(ChangeRow row, List<String> wanted) {
        String text = (row.name() + " " + row.kind()).toLowerCase(Locale.ROOT);
        return wanted.stream().allMatch(text::contains);
    }

    private void count() {
        Set<ObjectRef> viewed = review.viewed();
        viewedCount.set((int) all.stream()
                .filter(g -> g.action().differs())
                .flatMap(g -> g.rows().stream())
                .filter(r -> viewed.contains(r.ref()))
                .count());
    }
}
