package dev.countersign.app.compare;

import dev.countersign.app.review.DefinitionPair;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The two definitions as rows, and which run of differences the reviewer is at. */
public final class DiffModel {
    private final DefinitionAligner aligner = new DefinitionAligner();
    private final RowFolder folder = new RowFolder();
    private final ObservableList<DiffRow> rows = FXCollections.observableArrayList();
    private final BooleanProperty unified = new SimpleBooleanProperty();
    private final ReadOnlyIntegerWrapper current = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyIntegerWrapper differences = new ReadOnlyIntegerWrapper();
    private final Set<Integer> unfolded = new HashSet<>();
    private List<DiffRow> all = List.of();

    /** The rows to show. */
    public ObservableList<DiffRow> rows() {
        return rows;
    }

    /** Whether both sides are shown under each other in one column. */
    public BooleanProperty unifiedProperty() {
        return unified;
    }

    /** The run of differences the reviewer is at, from 0; -1 before the first. */
    public ReadOnlyIntegerProperty currentProperty() {
        return current.getReadOnlyProperty();
    }

    /** How many runs of differences there are. */
    public ReadOnlyIntegerProperty differencesProperty() {
        return differences.getReadOnlyProperty();
    }

    /** Shows other definitions. */
    public void show(DefinitionPair pair) {
        all = aligner.rows(pair.current(), pair.desired());
        unfolded.clear();
        differences.set(all.stream().mapToInt(DiffRow::group).max().orElse(-1) + 1);
        current.set(-1);
        refold();
    }

    /** Opens a fold. */
    public void unfold(DiffRow fold) {
        unfolded.add(fold.left().number());
        refold();
    }

    /** Goes to the next run of differences; false at the end. */
    public boolean next() {
        return go(current.get() + 1);
    }

    /** Goes to the previous run of differences; false at the start. */
    public boolean previous() {
        return go(current.get() - 1);
    }

    /** The row at which a run of differences starts. */
    public int rowOf(int group) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).group() == group) {
                return i;
            }
        }
        return 0;
    }

    private boolean go(int group) {
        if (group < 0 || group >= differences.get()) {
            return false;
        }
        current.set(group);
        return true;
    }

    private void refold() {
        rows.setAll(folder.fold(all, unfolded));
    }
}
