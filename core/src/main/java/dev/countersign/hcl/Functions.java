package dev.countersign.hcl;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The functions an evaluation may call, by name. */
public final class Functions {

    private static final String ONLY_PROJECT =
            "only project files have it, so that a schema does not depend on the machine";

    /** Functions that are refused by name, with the reason: calling one is an error, never a silent value. */
    private static final Map<String, String> REFUSED = Map.of(
            "yamlmerge",
                    "its rules for lists and nulls are not published; merge(yamldecode(a), yamldecode(b)) has known ones",
            "sql", "it stands for SQL in schema files",
            "timestamp", ONLY_PROJECT,
            "file", ONLY_PROJECT,
            "fileset", ONLY_PROJECT,
            "getenv", ONLY_PROJECT,
            "glob", ONLY_PROJECT);

    /** Those that move the items of lists and objects about without looking at them, so that one may be unknown. */
    private static final Set<String> MOVE_ITEMS = Set.of(
            "chunklist",
            "coalescelist",
            "concat",
            "element",
            "empty",
            "index",
            "keys",
            "length",
            "merge",
            "print",
            "range",
            "reverse",
            "slice",
            "tolist",
            "values");

    /** Handled by the evaluator, because their arguments may fail. */
    private static final Set<String> SPECIAL = Set.of("try", "can");

    private final Map<String, HclFunction> byName;

    private Functions(Map<String, HclFunction> byName) {
        this.byName = byName;
    }

    /** Those that only depend on their arguments. */
    public static Functions standard() {
        Map<String, HclFunction> all = new TreeMap<>();
        TextFunctions.addTo(all);
        FormatFunctions.addTo(all);
        RegexFunctions.addTo(all);
        CollectionFunctions.addTo(all);
        SetFunctions.addTo(all);
        NumberFunctions.addTo(all);
        EncodingFunctions.addTo(all);
        YamlFunctions.addTo(all);
        UrlFunctions.addTo(all);
        TimeFunctions.addTo(all);
        return new Functions(all);
    }

    /** These and one more, which replaces an earlier one of the same name. */
    public Functions with(String name, HclFunction function) {
        Map<String, HclFunction> all = new TreeMap<>(byName);
        all.put(name, function);
        return new Functions(all);
    }

    /** The function of that name. */
    public Optional<HclFunction> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Whether the function can be called although something inside its arguments is unknown. */
    boolean movesItems(String name) {
        return MOVE_ITEMS.contains(name);
    }

    /** All names that can be called. */
    public Collection<String> names() {
        Set<String> names = new TreeSet<>(byName.keySet());
        names.addAll(SPECIAL);
        return names;
    }

    HclException unknown(String name, SourceRange at) {
        String reason = REFUSED.get(name);
        if (reason != null) {
            return new HclException(HclProblem.at(at, "the function \"" + name + "\" cannot be used here: " + reason));
        }
        return new HclException(HclProblem.unknownName(at, "there is no function \"" + name + "\"", name, names()));
    }
}
