package dev.countersign.engine;

import dev.countersign.policy.Mask;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluates the project file for given variable values, as often as they change. */
interface Policies {

    /**
     * @param variables values by name, as {@code --var} gives them
     * @param switches values by name that were set in the window and win over {@code variables}
     */
    EffectivePolicy evaluate(Map<String, List<String>> variables, Map<String, String> switches);

    /** What of these values must not be shown in words for people. */
    default Mask mask(Map<String, List<String>> variables) {
        return Mask.NONE;
    }

    /** Who makes the change, if anybody said. */
    default Optional<String> actor() {
        return Optional.empty();
    }

    /** The same rules for a change that somebody else makes; without a project file nothing depends on it. */
    default Policies by(Optional<String> actor) {
        return this;
    }

    /**
     * The same rules for objects that are compared in the scope of one schema.
     *
     * @param oneSchema that schema, which patterns need not name; empty for a whole database
     */
    default Policies inScopeOf(Optional<String> oneSchema) {
        return this;
    }

    /** The same where other values are given in the place of some settings. */
    default Policies replacing(Replaced others) {
        return this;
    }
}
