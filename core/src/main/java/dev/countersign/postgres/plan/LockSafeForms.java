package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.plan.LockSafe;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The forms of changes that do not stop others while they work, and where PostgreSQL and the rest of the plan allow them. Each method is empty where the
 * plain form is to be used.
 */
final class LockSafeForms {
    private final Situation situation;
    private final Steps steps;
    private final Fates fates;
    private final LockSafe wanted;
    private final Lineage lineage;
    private final PassingNames passingNames;
    private final TakenIndexes takenIndexes;
    private Optional<Set<List<String>>> wantedNames = Optional.empty();

    LockSafeForms(Steps steps, Fates fates, LockSafe wanted) {
        this.situation = steps.situation();
        this.steps = steps;
        this.fates = fates;
        this.wanted = wanted;
        this.lineage = new Lineage(situation.desired());
        this.passingNames = new PassingNames(situation);
        this.takenIndexes = new TakenIndexes(this);
    }

    /** @param plain the statements of the plain form; the first one makes the object */
    Optional<List<Draft>> create(SchemaObject object, List<String> plain, String purpose) {
        if (plain.isEmpty()) {
            return Optional.empty();
        }
        return switch (object) {
            case Index index -> new ConcurrentIndex(this).create(index, plain, purpose);
            case KeyConstraint key ->
                new KeyOverIndex(this)
                        .over(key, plain, purpose)
                        .or(() -> new KeyOverIndex(this).create(key, plain, purpose));
            case Constraint constraint -> new ValidatedLater(this).create(constraint, plain, purpose);
            default -> Optional.empty();
        };
    }

    /** Whether the column is part of a primary key that stays, and needs it NOT NULL, until its successor's index is complete. */
    boolean isInKeyUntilReplaced(ObjectRef column) {
        return situation.current().tableObjects(Situation.tableOf(column)).stream()
                .anyMatch(o -> o instanceof KeyConstraint key
                        && key.ref().kind() == ObjectKind.PRIMARY_KEY
                        && key.columns().contains(column.name())
                        && new KeyOverIndex(this).replaces(key.ref()));
    }

    /** Statements instead of dropping the object; none when its successor's form sees to that. */
    Optional<List<Draft>> drop(SchemaObject object) {
        return switch (object) {
            case Index index when takenIndexes.contains(index) -> Optional.of(List.of());
            case Index index -> new ConcurrentIndex(this).drop(index);
            case KeyConstraint key when new KeyOverIndex(this).replaces(key.ref()) -> Optional.of(List.of());
            default -> Optional.empty();
        };
    }

    /** A statement that changes the object in place, at the place in the plan that its lock allows. */
    Draft altering(Draft draft, SchemaObject object) {
        return object instanceof Constraint constraint
                ? new ValidatedLater(this).validating(draft, constraint.table())
                : draft;
    }

    /** The statements by which the column gets NOT NULL. */
    Optional<NotNullProof> notNull(ObjectRef column, Column before, Column after) {
        return NotNullProof.of(this, column, before, after);
    }

    /** Whether the form is wanted for a table or materialized view that is there all the time. */
    boolean wants(LockSafe.Form form, ObjectRef table) {
        return situation.current().contains(table) && !fates.comes(table) && wanted.wants(form, table);
    }

    Situation situation() {
        return situation;
    }

    /** Names for what exists only while the plan runs. */
    PassingNames passingNames() {
        return passingNames;
    }

    /** Indexes that become those of new keys. */
    TakenIndexes takenIndexes() {
        return takenIndexes;
    }

    Fates fates() {
        return fates;
    }

    boolean isPartitioned(Catalog catalog, ObjectRef table) {
        return catalog.find(table, Table.class).flatMap(Table::partitionBy).isPresent();
    }

    /** Whether nothing else in the plan waits for the object, so that it can be made last. */
    boolean canWait(TableObject object) {
        return !steps.exists(Step.Act.ATTACH, object.table())
                && situation.desired().dependents(object.ref()).stream().noneMatch(this::isPlanned);
    }

    /** Whether a table takes part in a change of inheritance: there the server compares parents and children at once. */
    boolean isInMovingFamily(ObjectRef table) {
        return steps.exists(Step.Act.ATTACH, table)
                || lineage.heirs(table).stream()
                        .anyMatch(t -> fates.comes(t.ref()) || steps.exists(Step.Act.ATTACH, t.ref()));
    }

    /** Whether the desired state has anything of that name in that schema. */
    boolean isNameWanted(ObjectRef ref) {
        if (wantedNames.isEmpty()) {
            wantedNames = Optional.of(situation.desired().objects().keySet().stream()
                    .map(LockSafeForms::fullName)
                    .collect(Collectors.toSet()));
        }
        return wantedNames.get().contains(fullName(ref));
    }

    private static List<String> fullName(ObjectRef ref) {
        return List.of(ref.schema(), ref.name());
    }

    private boolean isPlanned(ObjectRef ref) {
        return fates.of(ref) != null;
    }

    /**
     * Whether the old object can stay until its successor is there: it is made again because it is to be different, not because something that it is
     * made of goes or changes.
     */
    boolean canOverlap(ObjectRef ref) {
        return fates.of(ref) == Fate.REBUILD
                && fates.change(ref).isPresent()
                && situation.current().references(ref).stream().noneMatch(r -> fates.goes(r) || fates.isRetyped(r))
                && situation.current().dependents(ref).stream().noneMatch(fates::goes);
    }

    /** Whether a column of the table gets another type in this plan, which may write the whole table anew. */
    boolean isRewritten(ObjectRef table) {
        return situation.current().find(table, Table.class).stream()
                .flatMap(t -> t.columns().stream())
                .map(c -> ObjectRef.column(table, c.name()))
                .anyMatch(fates::isRetyped);
    }
}
