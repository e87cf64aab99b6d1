package dev.countersign.postgres.plan;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.DomainType;
import dev.countersign.catalog.EnumType;
import dev.countersign.catalog.Extension;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Routine;
import dev.countersign.catalog.RowPolicy;
import dev.countersign.catalog.Schema;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.Trigger;
import dev.countersign.catalog.View;
import dev.countersign.diff.Change;
import dev.countersign.sql.postgres.Cut;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Whether PostgreSQL can change an object where it is, or it must be dropped and made again. */
final class InPlace {
    private static final Set<String> DEFERRABILITY =
            Set.of(" NOT DEFERRABLE", " DEFERRABLE", " INITIALLY DEFERRED", " INITIALLY IMMEDIATE");

    private final Catalog current;
    private final Catalog desired;
    private final int serverMajor;

    InPlace(Situation situation) {
        this.serverMajor = situation.serverMajor();
        this.current = situation.current();
        this.desired = situation.desired();
    }

    /** What the difference alone comes to. */
    Fate fate(Change change) {
        return switch (change) {
            case Change.AddObject a -> Fate.CREATE;
            case Change.DropObject d -> Fate.DROP;
            case Change.RenameObject r -> Fate.RENAME;
            case Change.ModifyObject m ->
                possible(m.current(), m.desired(), m.attributes()) ? Fate.ALTER : Fate.REBUILD;
            case Change.AddColumn a -> Fate.CREATE;
            case Change.DropColumn d -> Fate.DROP;
            case Change.RenameColumn r -> Fate.RENAME;
            case Change.ModifyColumn m ->
                rebuildsColumn(m.current(), m.desired(), serverMajor) ? Fate.REBUILD : Fate.ALTER;
        };
    }

    boolean possible(SchemaObject before, SchemaObject after, List<String> attributes) {
        if (Set.of("comment").containsAll(attributes)) {
            return true;
        }
        return switch (before) {
            case Schema s -> true;
            case Extension e -> true;
            case Sequence s -> true;
            case Table t -> sameServer(t, (Table) after);
            case EnumType e -> isSubsequence(e.labels(), ((EnumType) after).labels());
            case DomainType d ->
                !attributes.contains("baseType")
                        && !attributes.contains("collation")
                        && !(tightens(d, (DomainType) after) && isContained(d.ref()));
            case CompositeType c -> composite(c, (CompositeType) after);
            case View v -> view(v, (View) after, attributes);
            case Routine r -> routine(r, (Routine) after);
            case DefinedObject d ->
                Set.of("create", "parts", "comment").containsAll(attributes)
                        && (d.ref().kind() != ObjectKind.BASE_TYPE || serverMajor >= BaseTypes.SET_SINCE);
            case Constraint c -> constraint(c, (Constraint) after, attributes);
            case Index i ->
                Set.of("attributes", "comment", "attachedTo", "valid").containsAll(attributes)
                        && (!attributes.contains("valid") || completed((Index) after))
                        && staysAttachable(i.ref(), i.table())
                        && storable(i.table(), i.attributes(), ((Index) after).attributes());
            case Trigger t -> Set.of("enabled", "comment").containsAll(attributes);
            case RowPolicy p -> policy(p, (RowPolicy) after);
            case AccessRule a -> true;
        };
    }

    /** Whether values would have to be looked at anew. */
    private static boolean tightens(DomainType before, DomainType after) {
        return after.notNull() && !before.notNull()
                || after.checks().stream()
                        .filter(c -> !c.definition().endsWith(" NOT VALID")
                                && !c.definition().equals(DomainType.NOT_NULL))
                        .anyMatch(c -> before.checks().stream()
                                .noneMatch(o -> o.name().equals(c.name())
                                        && o.definition().equals(c.definition())));
    }

    /** Whether columns have values of the type inside of others; the server looks for them in plain columns only ({@code ALTER DOMAIN}, Notes). */
    private boolean isContained(ObjectRef type) {
        return current.dependents(type).stream().anyMatch(d -> switch (d.kind()) {
            case COLUMN ->
                Situation.column(current, d)
                        .filter(c -> c.type().endsWith("[]"))
                        .isPresent();
            case COMPOSITE, RANGE -> isStored(d);
            case DOMAIN -> isContained(d);
            default -> false;
        });
    }

    /** A foreign table has no rows here, and no statement moves it to another server. */
    private static boolean sameServer(Table before, Table after) {
        return Objects.equals(
                before.attributes().get("foreign_server"), after.attributes().get("foreign_server"));
    }

    private static boolean policy(RowPolicy before, RowPolicy after) {
        return before.permissive() == after.permissive()
                && before.command().equals(after.command())
                && !(before.using().isPresent() && after.using().isEmpty())
                && !(before.check().isPresent() && after.check().isEmpty());
    }

    /** The index of a partitioned table becomes valid by itself when its last part is attached. */
    private boolean completed(Index after) {
        return after.valid()
                && desired.find(after.table(), Table.class)
                        .flatMap(Table::partitionBy)
                        .isPresent();
    }

    /** A part of a whole cannot be taken from it, unless its table leaves; the same part of a whole of another name means that the whole is renamed. */
    private boolean staysAttachable(ObjectRef part, ObjectRef table) {
        Optional<ObjectRef> before = Situation.attachedTo(current, part);
        return before.isEmpty()
                || before.equals(Situation.attachedTo(desired, part))
                || !desired.contains(before.get())
                        && Situation.attachedTo(desired, part).isPresent()
                || !current.find(table, Table.class)
                        .flatMap(Table::partitionOf)
                        .equals(desired.find(table, Table.class).flatMap(Table::partitionOf));
    }

    /** An index that is divided as its table is keeps the storage parameters with which it was made; no statement changes them. */
    private boolean storable(ObjectRef table, Map<String, String> before, Map<String, String> after) {
        return StorageOptions.options(before).equals(StorageOptions.options(after))
                || current.find(table, Table.class).flatMap(Table::partitionBy).isEmpty();
    }

    /** Whether the table becomes or ceases to be a partition or heir, which turns its own checks into inherited ones or back. */
    private boolean lineageChanges(ObjectRef table) {
        Optional<Table> before = current.find(table, Table.class);
        Optional<Table> after = desired.find(table, Table.class);
        boolean partition = after.flatMap(Table::partitionOf).isPresent();
        return !before.map(Situation::parents).equals(after.map(Situation::parents))
                && (partition
                        || after.map(Table::inherits).filter(List::isEmpty).isPresent());
    }

    private boolean constraint(Constraint before, Constraint after, List<String> attributes) {
        if (before instanceof KeyConstraint key) {
            return Set.of("attributes", "comment", "attachedTo").containsAll(attributes)
                    && staysAttachable(key.ref(), key.table())
                    && storable(key.table(), key.attributes(), ((KeyConstraint) after).attributes());
        }
        boolean sameText = bare(before.definition()).equals(bare(after.definition()));
        if (before instanceof CheckConstraint check && after instanceof CheckConstraint wanted) {
            return sameText
                    && (wanted.validated() || !check.validated())
                    && (check.inherited() == wanted.inherited() || lineageChanges(check.table()));
        }
        if (before instanceof ForeignKey key && after instanceof ForeignKey wanted) {
            return withoutDeferrability(bare(key.definition())).equals(withoutDeferrability(bare(wanted.definition())))
                    && (wanted.validated() || !key.validated());
        }
        return false;
    }

    /** The definition without the mark that existing rows were not checked. */
    static String bare(String definition) {
        return definition.endsWith(" NOT VALID")
                ? definition.substring(0, definition.length() - " NOT VALID".length())
                : definition;
    }

    static String withoutDeferrability(String definition) {
        String text = definition;
        boolean shorter = true;
        while (shorter) {
            shorter = false;
            for (String clause : DEFERRABILITY) {
                if (text.endsWith(clause)) {
                    text = text.substring(0, text.length() - clause.length());
                    shorter = true;
                }
            }
        }
        return text;
    }

    private boolean view(View before, View after, List<String> attributes) {
        if (before.materialized()) {
            return Set.of("attributes", "comment").containsAll(attributes)
                    && Objects.equals(
                            before.attributes().get("access_method"),
                            after.attributes().get("access_method"));
        }
        if (before.columns().size() > after.columns().size()) {
            return false;
        }
        for (int i = 0; i < before.columns().size(); i++) {
            View.ViewColumn left = before.columns().get(i);
            View.ViewColumn right = after.columns().get(i);
            if (!left.name().equals(right.name()) || !left.type().equals(right.type())) {
                return false;
            }
        }
        return true;
    }

    private static boolean routine(Routine before, Routine after) {
        if (before.ref().kind() == ObjectKind.AGGREGATE
                || !before.returns().equals(after.returns())
                || isWindow(before) != isWindow(after)) {
            return false;
        }
        List<String> left = Cut.list(before.arguments());
        List<String> right = Cut.list(after.arguments());
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!Arguments.withoutDefault(left.get(i)).equals(Arguments.withoutDefault(right.get(i)))
                    || Arguments.hasDefault(left.get(i)) && !Arguments.hasDefault(right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWindow(Routine routine) {
        return routine.definition().contains("\n WINDOW")
                || routine.definition().contains(" WINDOW ");
    }

    private boolean composite(CompositeType before, CompositeType after) {
        List<String> kept = before.attributes().stream()
                .map(CompositeType.Attribute::name)
                .filter(n -> after.attributes().stream().anyMatch(a -> a.name().equals(n)))
                .toList();
        List<String> start = after.attributes().stream()
                .map(CompositeType.Attribute::name)
                .limit(kept.size())
                .toList();
        if (!kept.equals(start)) {
            return false;
        }
        boolean grows = before.attributes().stream()
                .allMatch(old -> after.attributes().stream()
                        .anyMatch(a -> a.name().equals(old.name())
                                && a.type().equals(old.type())
                                && a.collation().equals(old.collation())));
        return grows || !isStored(before.ref());
    }

    /** Whether columns have values of the type, also inside of values of other types. */
    private boolean isStored(ObjectRef type) {
        return current.dependents(type).stream().anyMatch(user -> switch (user.kind()) {
            case COLUMN -> true;
            case COMPOSITE, DOMAIN, RANGE -> isStored(user);
            default -> false;
        });
    }

    static boolean isSubsequence(List<String> part, List<String> whole) {
        int i = 0;
        for (String label : whole) {
            if (i < part.size() && part.get(i).equals(label)) {
                i++;
            }
        }
        return i == part.size();
    }

    /** Whether a generated column must be made anew: its expression or storage changes in a way no ALTER does. */
    static boolean rebuildsColumn(Column before, Column after, int serverMajor) {
        if (after.generated().isEmpty()) {
            return VirtualValues.becomeOrdinary(before, after, serverMajor);
        }
        if (before.generated().isEmpty()
                || before.generated().get().storage() != after.generated().get().storage()) {
            return true;
        }
        return !before.generated().equals(after.generated()) && serverMajor < 17
                || !before.type().equals(after.type());
    }

    /** Whether the column's own reference is a table column of that kind. */
    static boolean isColumn(ObjectRef ref) {
        return ref.kind() == ObjectKind.COLUMN;
    }
}
