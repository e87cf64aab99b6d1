package dev.countersign.postgres.plan;

import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * New keys whose index is there already and would only go: a unique index that becomes a constraint, or what a plan left that ended between the two. The key takes
 * it over, so that nothing is built again and no value comes in twice meanwhile (documentation of {@code ALTER TABLE}, {@code ADD ... USING INDEX}).
 */
final class TakenIndexes {
    private final LockSafeForms forms;
    private final Map<ObjectRef, Map<ObjectRef, Index>> byTable = new HashMap<>();

    TakenIndexes(LockSafeForms forms) {
        this.forms = forms;
    }

    /** The index that the key takes over. */
    Optional<Index> of(KeyConstraint key) {
        return Optional.ofNullable(on(key.table()).get(key.ref()));
    }

    /** Whether a key takes the index over, so that it is not dropped. */
    boolean contains(Index index) {
        return on(index.table()).values().stream().anyMatch(i -> i.ref().equals(index.ref()));
    }

    private Map<ObjectRef, Index> on(ObjectRef table) {
        Map<ObjectRef, Index> known = byTable.get(table);
        if (known == null) {
            known = matched(table);
            byTable.put(table, known);
        }
        return known;
    }

    private Map<ObjectRef, Index> matched(ObjectRef table) {
        Map<ObjectRef, Index> taken = new LinkedHashMap<>();
        if (!isPossible(table)) {
            return taken;
        }
        List<Index> going = forms.situation().current().tableObjects(table).stream()
                .filter(Index.class::isInstance)
                .map(Index.class::cast)
                .filter(i -> forms.fates().of(i.ref()) == Fate.DROP && isUsable(i))
                .toList();
        List<KeyConstraint> coming = going.isEmpty()
                ? List.of()
                : forms.situation().desired().tableObjects(table).stream()
                        .filter(KeyConstraint.class::isInstance)
                        .map(KeyConstraint.class::cast)
                        .filter(k -> forms.fates().of(k.ref()) == Fate.CREATE && isUsable(k))
                        .toList();
        for (boolean sameName : List.of(true, false)) {
            for (KeyConstraint key : coming) {
                going.stream()
                        .filter(i -> !taken.containsKey(key.ref()) && !taken.containsValue(i))
                        .filter(i -> i.definition().equals(KeyOverIndex.definition(key, i.ref())))
                        .filter(i -> sameName ? i.ref().name().equals(key.ref().name()) : !forms.isNameWanted(i.ref()))
                        .findFirst()
                        .ifPresent(i -> taken.put(key.ref(), i));
            }
        }
        return taken;
    }

    private boolean isPossible(ObjectRef table) {
        return forms.situation().current().contains(table)
                && !forms.fates().comes(table)
                && !forms.fates().isReplaced(table)
                && !forms.isRewritten(table)
                && !forms.isInMovingFamily(table)
                && !forms.isPartitioned(forms.situation().current(), table)
                && !forms.isPartitioned(forms.situation().desired(), table);
    }

    private static boolean isUsable(Index index) {
        return index.unique()
                && index.valid()
                && index.attributes().isEmpty()
                && index.comment().isEmpty()
                && index.attachedTo().isEmpty();
    }

    private static boolean isUsable(KeyConstraint key) {
        ObjectKind kind = key.ref().kind();
        return (kind == ObjectKind.PRIMARY_KEY || kind == ObjectKind.UNIQUE)
                && key.attributes().isEmpty()
                && key.attachedTo().isEmpty();
    }
}
