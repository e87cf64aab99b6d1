package dev.countersign.app.policy;

import dev.countersign.app.review.ReviewModel;
import dev.countersign.plan.KeptOut;
import dev.countersign.review.VariableValue;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The variables of the policy, and what the last change of one brought. */
public final class VariablesModel {
    private final ReviewModel review;
    private final ReadOnlyObjectWrapper<Effect> effect = new ReadOnlyObjectWrapper<>(new Effect(Optional.empty(), 0));
    private final ReadOnlyObjectWrapper<List<KeptOut>> keptOut = new ReadOnlyObjectWrapper<>(List.of());
    private Optional<String> changed = Optional.empty();
    private int statementsBefore;

    /**
     * What changing a variable did to the plan.
     *
     * @param variable the one that was changed last, if one was
     * @param statements how many statements came; negative: went
     */
    public record Effect(Optional<String> variable, int statements) {}

    public VariablesModel(ReviewModel review) {
        this.review = review;
        review.shownProperty().subscribe(shown -> {
            keptOut.set(shown.map(s -> s.plan().keptOut()).orElse(List.of()));
            int now = shown.map(s -> s.plan().statements().size()).orElse(0);
            if (shown.isEmpty()) {
                changed = Optional.empty();
            }
            effect.set(new Effect(changed, changed.isPresent() ? now - statementsBefore : 0));
        });
    }

    /** All variables with their values. */
    public ReadOnlyObjectProperty<List<VariableValue>> variablesProperty() {
        return review.variablesProperty();
    }

    /** What the last change of a variable did. */
    public ReadOnlyObjectProperty<Effect> effectProperty() {
        return effect.getReadOnlyProperty();
    }

    /** What is kept out of the plan, each with its reason. */
    public ReadOnlyObjectProperty<List<KeptOut>> keptOutProperty() {
        return keptOut.getReadOnlyProperty();
    }

    /** Turns a switch. */
    public void turn(VariableValue variable, boolean on) {
        if (isOn(variable) == on) {
            return;
        }
        changed = Optional.of(variable.name());
        statementsBefore = review.shownProperty()
                .get()
                .map(s -> s.plan().statements().size())
                .orElse(0);
        review.set(variable.name(), Boolean.toString(on));
    }

    /** Whether a switch is on. */
    public static boolean isOn(VariableValue variable) {
        return Boolean.parseBoolean(variable.value());
    }
}
