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

    /**
     * A line that leaves a change out.
     *
     * @param key what it says
     * @param setting its value, true, and where it stands
     */
    public record Deciding(SkipKey key, Setting<Boolean> setting) {}

    /** What the project file says for that key, also false. */
    public Optional<Setting<Boolean>> stated(SkipKey key) {
        return Optional.ofNullable(rules.get(key));
    }

    /** Whether changes of that kind are left out. */
    public boolean skips(SkipKey.Action action, SkipKey.Subject subject) {
        return deciding(action, subject).isPresent();
    }

    /** The line that leaves changes of that kind out, when one does. */
    public Optional<Setting<Boolean>> deciding(SkipKey.Action action, SkipKey.Subject subject) {
        return deciding(action, List.of(subject)).map(Deciding::setting);
    }

    /**
     * The line that leaves a change out which all of the given words name: the first that is true. {@code any} counts only when no line speaks of one of
     * the words, so that {@code drop_any = true} with {@code drop_index = false} beside it lets indexes go.
     */
    public Optional<Deciding> deciding(SkipKey.Action action, List<SkipKey.Subject> subjects) {
        List<SkipKey> named = subjects.stream().map(s -> new SkipKey(action, s)).toList();
        List<SkipKey> keys =
                named.stream().anyMatch(rules::containsKey) ? named : List.of(new SkipKey(action, SkipKey.Subject.ANY));
        return keys.stream()
                .flatMap(key -> stated(key).filter(Setting::value).map(s -> new Deciding(key, s)).stream())
                .findFirst();
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
        return deciding(action, List.of(subject))
                .map(d -> "diff.skip." + d.key()
                        + d.setting().range().map(r -> ", line " + r.line()).orElse(""));
    }
}
