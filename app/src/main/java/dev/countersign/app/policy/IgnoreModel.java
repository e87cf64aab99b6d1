package dev.countersign.app.policy;

import dev.countersign.app.review.ReviewModel;
import dev.countersign.app.review.Shown;
import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.engine.Selection.Aspect;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What takes no part in the comparison as a whole, as switches; what that hides is counted. */
public final class IgnoreModel {
    private final ReviewModel review;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State(Set.of(), 0, false));

    /**
     * @param ignored what is left out
     * @param hidden number of objects in both states that are left out by it
     * @param offered whether the states have anything of that sort, or anything is left out
     */
    public record State(Set<Aspect> ignored, int hidden, boolean offered) {
        public State {
            ignored = Set.copyOf(ignored);
        }
    }

    public IgnoreModel(ReviewModel review) {
        this.review = review;
        review.shownProperty().subscribe(shown -> shown.ifPresent(s -> state.set(state(s))));
    }

    /** What is left out now. */
    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Leaves it out, or takes it in again; both states are read anew. */
    public void toggle(Aspect aspect) {
        review.request().ifPresent(request -> {
            Set<Aspect> ignored = EnumSet.noneOf(Aspect.class);
            ignored.addAll(request.selection().ignore());
            if (!ignored.remove(aspect)) {
                ignored.add(aspect);
            }
            review.reopen(request.with(request.selection().ignoring(ignored)));
        });
    }

    private State state(Shown shown) {
        Set<Aspect> ignored = review.request().map(r -> r.selection().ignore()).orElse(Set.of());
        Set<String> kinds = ignored.stream()
                .flatMap(aspect -> aspect.kinds().stream())
                .map(ObjectKind::label)
                .collect(Collectors.toSet());
        int hidden = (int) Stream.of(shown.diff().current(), shown.diff().desired())
                .flatMap(catalog -> catalog.uncompared().stream())
                .filter(u -> kinds.contains(u.kind()))
                .distinct()
                .count();
        boolean offered = !ignored.isEmpty()
                || hasRules(shown.diff().current())
                || hasRules(shown.diff().desired());
        return new State(ignored, hidden, offered);
    }

    private static boolean hasRules(Catalog catalog) {
        return catalog.objects().keySet().stream().anyMatch(ref -> AccessRule.describes(ref.kind()));
    }
}
