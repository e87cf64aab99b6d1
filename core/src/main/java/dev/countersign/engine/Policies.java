package dev.countersign.engine;

import java.util.List;
import java.util.Map;

/** Evaluates the project file for given variable values, as often as they change. */
interface Policies {

    /**
     * @param variables values by name, as {@code --var} gives them
     * @param switches values by name that were set in the window and win over {@code variables}
     */
    EffectivePolicy evaluate(Map<String, List<String>> variables, Map<String, String> switches);
}
