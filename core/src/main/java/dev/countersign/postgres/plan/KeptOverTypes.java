package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;

/** What the server itself makes again, and rightly, when a column gets another type. */
final class KeptOverTypes {
    private final Catalog current;

    KeptOverTypes(Catalog current) {
        this.current = current;
    }

    /** Whether the index, constraint or statistics object over a column need not be dropped before the column gets another type. */
    boolean staysOver(ObjectRef dependent, String before, String after) {
        return !hasParts(dependent)
                && !hasTarget(dependent)
                && (Types.sameFamily(before, after) || isPlainKey(dependent));
    }

    /** Rebuilding an index of a partitioned table by itself, the server would give new names to its parts. */
    private boolean hasParts(ObjectRef index) {
        return current.dependents(index).stream()
                .anyMatch(d -> Situation.attachedTo(current, d)
                        .filter(index::equals)
                        .filter(whole -> d.kind() == ObjectKind.INDEX || !KeyNames.isAutomatic(current, d))
                        .isPresent());
    }

    /** Rebuilding a statistics object or an index by itself, the server forgets how much statistics is to be kept. */
    private boolean hasTarget(ObjectRef ref) {
        return switch (current.find(ref).orElse(null)) {
            case DefinedObject statistics -> !statistics.parts().isEmpty();
            case Index index -> index.attributes().keySet().stream().anyMatch(key -> key.startsWith("statistics."));
            case null, default -> false;
        };
    }

    /** Keys and indexes over nothing but columns mean the same for every type; conditions and expressions may not. */
    private boolean isPlainKey(ObjectRef ref) {
        if (ref.kind() == ObjectKind.PRIMARY_KEY
                || ref.kind() == ObjectKind.UNIQUE
                || ref.kind() == ObjectKind.STATISTICS) {
            return true;
        }
        return current.find(ref, Index.class)
                .filter(i -> i.predicate().isEmpty()
                        && i.parts().stream()
                                .noneMatch(p -> p.expression() || !p.options().isBlank()))
                .isPresent();
    }
}
