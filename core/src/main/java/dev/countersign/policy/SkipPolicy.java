package dev.countersign.policy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which kinds of changes are removed from the diff before any SQL is planned ({@code diff.skip}).
 *
 * @param rules every key that the project file sets, also to false
 */
public record SkipPolicy(SortedMap<SkipKey, Setting<Boolean>> rules) {

    /** Skips nothing. */
    public static final SkipPolicy NOTHING = new SkipPolicy(Collections.emptySortedMap());

    /** Copies the map. */
    public SkipPolicy {
        rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
    }

    /** Whether changes of that kind are left out. */
    public boolean skips(SkipKey.Action action, SkipKey.Subject subject) {
        return deciding(action, subject).isPresent();
    }

    /** The line that leaves changes of that kind out, when one does. */
    public Optional<Setting<Boolean>> deciding(SkipKey.Action action, SkipKey.Subject subject) {
        return Optional.ofNullable(rules.get(new SkipKey(action, subject))).filter(Setting::value);
    }

    /** The keys whose value the variable can influence. */
    public List<SkipKey> influencedBy(String variable) {
        return rules.entrySet().stream()
                .filter(e -> e.getValue().variables().contains(variable))
                .map(e -> e.getKey())
                .toList();
    }

    /** Why changes of that kind are left out, for a person: {@code diff.skip.drop_column, line 14}. */
    public Optional<String> reason(SkipKey.Action action, SkipKey.Subject subject) {
        SkipKey key = new SkipKey(action, subject);
        return deciding(action, subject)
                .map(s -> "diff.skip." + key
                        + s.range().map(r -> ", line " + r.line()).orElse(""));
    }
}
