package dev.countersign.policy;

import dev.countersign.hcl.HclValue;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Hides what sensitive variables hold wherever it turns up in words for people: many settings are names or patterns, which messages repeat. Texts of fewer than four
 * characters are left, as they are part of too many words.
 */
public final class Mask {
    /** Hides nothing. */
    public static final Mask NONE = new Mask(Map.of());

    private static final String HIDDEN = "(sensitive)";
    private static final int SHORTEST = 4;

    /** Names of variables by what they hold. */
    private final Map<String, String> secrets;

    private final List<String> longestFirst;

    private Mask(Map<String, String> secrets) {
        this.secrets = secrets;
        this.longestFirst = secrets.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** What the variables of a project hold that must turn up nowhere. */
    public static Mask of(Collection<Variable> variables) {
        Map<String, String> secrets = new TreeMap<>();
        for (Variable variable : variables) {
            if (variable.masked()) {
                Stream.concat(
                                texts(variable.value()).stream(),
                                variable.defaultValue().stream().flatMap(v -> texts(v).stream()))
                        .filter(text -> text.length() >= SHORTEST)
                        .forEach(text -> secrets.put(text, variable.name()));
            }
        }
        return new Mask(secrets);
    }

    private static List<String> texts(HclValue value) {
        return switch (value) {
            case HclValue.Text(String text) -> List.of(text);
            case HclValue.Items(List<HclValue> items) -> all(items);
            case HclValue.Fields(var fields) -> all(fields.values());
            case HclValue.Number ignored -> List.of();
            case HclValue.Bool ignored -> List.of();
            case HclValue.Null ignored -> List.of();
            case HclValue.Unknown ignored -> List.of();
        };
    }

    private static List<String> all(Collection<HclValue> values) {
        return values.stream().flatMap(v -> texts(v).stream()).toList();
    }

    /** The words without what must not be shown. */
    public String of(String words) {
        String shown = words;
        for (String secret : longestFirst) {
            shown = shown.replace(secret, HIDDEN);
        }
        return shown;
    }

    /** The same of several. */
    public List<String> of(List<String> words) {
        return words.stream().map(this::of).toList();
    }

    /** What both hide. */
    public Mask and(Mask other) {
        Map<String, String> both = new TreeMap<>(secrets);
        both.putAll(other.secrets);
        return new Mask(both);
    }

    /** Whether it hides nothing at all. */
    public boolean isNone() {
        return secrets.isEmpty();
    }

    /** The variable whose secret is in a text that must stay as it is, such as SQL that runs. */
    public Optional<String> variableIn(String text) {
        return longestFirst.stream().filter(text::contains).map(secrets::get).findFirst();
    }
}
