package dev.countersign.hcl;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The functions an evaluation may call, by name. */
public final class Functions {

    /** Functions of Atlas that are refused by name: calling one is an error, never a silent value. */
    private static final Set<String> UNSUPPORTED =
            Set.of("yamldecode", "yamlencode", "yamlmerge", "sql", "timestamp", "fileset", "glob");

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

    /** All names that can be called. */
    public Collection<String> names() {
        Set<String> names = new TreeSet<>(byName.keySet());
        names.addAll(SPECIAL);
        return names;
    }

    HclException unknown(String name, SourceRange at) {
        if (UNSUPPORTED.contains(name)) {
            return new HclException(HclProblem.at(at, "the function \"" + name + "\" is not supported here"));
        }
        return new HclException(HclProblem.unknownName(at, "there is no function \"" + name + "\"", name, names()));
    }
}
