package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Change;
import java.util.List;

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
                && !isReadOtherwise(dependent)
                && (Types.sameFamily(before, after) || isPlainKey(dependent));
    }

    /** Whether the foreign key may be there while one side of it has the old type, or the type's old version, and the other one the new. */
    boolean keyStaysOver(ObjectRef key, Column before, Column after) {
        boolean newVersion =
                before.type().equals(after.type()) && before.collation().equals(after.collation());
        // the operators over periods, of GiST, compare values of one type only
        boolean period = current.find(key, ForeignKey.class)
                .filter(k -> k.definition().contains(", PERIOD "))
                .isPresent();
        return !newVersion && !period && Types.sameFamily(before.type(), after.type());
    }

    /** What the server makes again, and not as it was, when a column is computed otherwise from now on. */
    List<ObjectRef> readOtherwise(Change.ModifyColumn change) {
        return change.current().generated().isEmpty()
                        || change.current().generated().equals(change.desired().generated())
                ? List.of()
                : current.dependents(change.ref()).stream()
                        .filter(this::isReadOtherwise)
                        .toList();
    }

    /** Whether the server, making it again from its text, would read that text otherwise than it was meant. */
    private boolean isReadOtherwise(ObjectRef ref) {
        String text = switch (current.find(ref).orElse(null)) {
            case CheckConstraint check -> check.definition();
            case Index index -> index.definition();
            case DefinedObject statistics -> statistics.create();
            case null, default -> "";
        };
        return !Ranges.kept(text).equals(text);
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
