package dev.countersign.plan;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Dependency;
import dev.countersign.catalog.NamedRoles;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Role;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.catalog.View;
import dev.countersign.diff.Change;
import dev.countersign.diff.HeirRenames;
import dev.countersign.diff.Rename;
import dev.countersign.diff.Renaming;
import dev.countersign.diff.SchemaDiff;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Leaves differences out of a plan with everything that follows from that: what a kept object stands on is kept as it is, what belongs to it is kept, and what
 * stands on something that is not made is not made either. The rest leads to {@link #target()}.
 */
public final class KeepOut {
    private final SchemaDiff diff;
    private final StandsOn standsOn;
    private final Names names;
    private final Map<Change, String> kept = new LinkedHashMap<>();
    private final Map<ObjectRef, List<Change>> byRef = new HashMap<>();
    private final Deque<Change> pending = new ArrayDeque<>();

    /**
     * @param rule says for a difference why it must not be planned, or empty to plan it
     * @param names the names that an object has for itself alone, each with what it is alone among
     */
    public KeepOut(
            SchemaDiff diff, Function<Change, Optional<String>> rule, Function<SchemaObject, Set<String>> names) {
        this.diff = diff;
        standsOn = new StandsOn(diff);
        this.names = new Names(diff, names);
        diff.changes()
                .forEach(c ->
                        byRef.computeIfAbsent(c.ref(), r -> new ArrayList<>()).add(c));
        diff.changes().forEach(c -> rule.apply(c).ifPresent(reason -> keep(c, reason)));
        while (!pending.isEmpty()) {
            follow(pending.remove());
        }
    }

    private void keep(Change change, String reason) {
        if (kept.putIfAbsent(change, reason) == null) {
            pending.add(change);
        }
    }

    private void follow(Change change) {
        standsOn.breaking(change).forEach(c -> keep(c, "would break " + change.ref() + ", which is kept"));
        names.wantedOf(change).forEach(c -> keep(c, "would take the name of " + change.ref() + ", which is kept"));
        switch (change) {
            case Change.DropObject d -> {
                for (ObjectRef part : parts(diff.current(), d.ref())) {
                    keepFoundation(part, change);
                }
                for (SchemaObject object : diff.current().objects().values()) {
                    boolean belongs = AccessRule.target(object.ref())
                                    .filter(t -> t.equals(d.ref()) || isColumnOf(t, d.ref()))
                                    .isPresent()
                            || object instanceof TableObject child
                                    && child.table().equals(d.ref())
                            || object instanceof Sequence s
                                    && s.ownedBy()
                                            .filter(c -> tableOf(c).equals(d.ref()))
                                            .isPresent();
                    if (belongs) {
                        keepDrop(object.ref(), change);
                    }
                }
                keepRolesOf(d.object(), change);
            }
            case Change.DropColumn d -> {
                keepFoundation(d.ref(), change);
                diff.current().objects().keySet().stream()
                        .filter(r ->
                                AccessRule.target(r).filter(d.ref()::equals).isPresent())
                        .forEach(r -> keepDrop(r, change));
                for (ObjectRef table : Heirs.of(diff.current(), d.table())) {
                    diff.current().dependents(ObjectRef.column(table, d.column().name())).stream()
                            .filter(r -> r.kind().isTableChild() || r.kind() == ObjectKind.SEQUENCE)
                            .forEach(r -> keepDrop(r, change));
                }
            }
            case Change.AddObject a -> {
                for (ObjectRef part : parts(diff.desired(), a.ref())) {
                    keepUsers(part, change);
                }
                if (a.object() instanceof Role role) {
                    keepWhatNames(role, change);
                }
            }
            case Change.AddColumn a -> keepUsers(a.ref(), change);
            case Change.ModifyColumn m -> keepFoundation(m.ref(), change);
            case Change.ModifyObject m -> {
                keepFoundation(m.ref(), change);
                keepRolesOf(m.current(), change);
            }
            case Change.RenameObject r -> {
                // the old name stays; nothing else follows
            }
            case Change.RenameColumn r -> {
                // the old name stays; nothing else follows
            }
        }
    }

    private static boolean isColumnOf(ObjectRef column, ObjectRef relation) {
        return column.kind() == ObjectKind.COLUMN && column.path().subList(0, 2).equals(relation.path());
    }

    private void keepFoundation(ObjectRef ref, Change because) {
        diff.current().references(ref).forEach(r -> keepDrop(r, because));
    }

    private void keepDrop(ObjectRef ref, Change because) {
        byRef.getOrDefault(ref, List.of()).stream()
                .filter(c -> c.verb() == Change.Verb.DROP)
                .forEach(c -> keep(c, "belongs to " + because.ref() + ", which is kept"));
    }

    private void keepUsers(ObjectRef ref, Change because) {
        for (ObjectRef user : diff.desired().dependents(ref)) {
            byRef.getOrDefault(user, List.of()).stream()
                    .filter(c -> c.verb() != Change.Verb.DROP)
                    .forEach(c -> keep(c, "needs " + because.ref() + ", which is not made"));
        }
    }

    /** A role of which something is left over cannot be dropped. */
    private void keepRolesOf(SchemaObject object, Change because) {
        NamedRoles.of(object).forEach(name -> keepDrop(ObjectRef.of(ObjectKind.ROLE, name), because));
    }

    /** Nothing can be given to a role that is not made. */
    private void keepWhatNames(Role role, Change because) {
        for (Change change : diff.changes()) {
            Optional<SchemaObject> wanted = switch (change) {
                case Change.AddObject a -> Optional.of(a.object());
                case Change.ModifyObject m -> Optional.of(m.desired());
                default -> Optional.empty();
            };
            wanted.filter(object -> NamedRoles.of(object).contains(role.ref().name()))
                    .ifPresent(object -> keep(change, "needs " + because.ref() + ", which is not made"));
        }
    }

    /** The differences that remain to be planned, in order. */
    public List<Change> planned() {
        return diff.changes().stream().filter(c -> !kept.containsKey(c)).toList();
    }

    /** The differences that are left out, each with its reason. */
    public List<KeptOut> keptOut() {
        return diff.changes().stream()
                .filter(kept::containsKey)
                .map(c -> new KeptOut(c, kept.get(c)))
                .toList();
    }

    /** The state to which the planned differences lead. */
    public Catalog target() {
        Catalog desired = diff.desired();
        if (kept.isEmpty()) {
            return desired;
        }
        List<Rename> back = new ArrayList<>();
        for (Change change : kept.keySet()) {
            if (change instanceof Change.RenameObject r) {
                back.add(new Rename(r.newRef(), r.ref()));
            } else if (change instanceof Change.RenameColumn r) {
                back.add(new Rename(ObjectRef.column(r.table(), r.newName()), r.ref()));
            }
        }
        Renaming renaming = new Renaming(new HeirRenames(back, desired, diff.current()).all());
        Map<ObjectRef, SchemaObject> objects = new TreeMap<>();
        for (SchemaObject object : desired.objects().values()) {
            SchemaObject moved = back.isEmpty() ? object : renaming.rewrite(object);
            objects.put(
                    moved.ref(),
                    moved instanceof Table t && object instanceof Table old ? columnsBack(old, t, renaming) : moved);
        }
        kept.keySet().forEach(c -> revert(c, objects));
        if (planned().stream().noneMatch(KeepOut::changesTexts)) {
            kept.keySet().forEach(c -> keepText(c, objects));
        }
        kept.keySet().forEach(c -> revertHeirs(c, objects));
        return desired.with(objects.values(), dependencies(renaming), desired.uncompared());
    }

    /** Whether other objects have the old name in their texts; of what lives in a table they do not speak. */
    private static boolean changesTexts(Change change) {
        return change instanceof Change.RenameColumn
                || change instanceof Change.RenameObject r && !r.ref().kind().isTableChild();
    }

    private static Table columnsBack(Table desired, Table moved, Renaming renaming) {
        return withColumns(
                moved,
                desired.columns().stream()
                        .map(c -> c.withName(renaming.mapColumn(desired.ref(), c.name())))
                        .toList());
    }

    private Set<Dependency> dependencies(Renaming renaming) {
        Set<Dependency> all = new LinkedHashSet<>();
        diff.desired()
                .dependencies()
                .forEach(d -> all.add(new Dependency(renaming.map(d.dependent()), renaming.map(d.referenced()))));
        for (Change change : kept.keySet()) {
            for (ObjectRef part : parts(diff.current(), change.ref())) {
                diff.current().references(part).forEach(r -> all.add(new Dependency(part, r)));
            }
        }
        return all;
    }

    private void revert(Change change, Map<ObjectRef, SchemaObject> objects) {
        switch (change) {
            case Change.AddObject a -> objects.remove(a.ref());
            case Change.DropObject d -> objects.put(d.ref(), d.object());
            case Change.ModifyObject m -> {
                if (m.current() instanceof Table before && m.desired() instanceof Table) {
                    Table wanted = (Table) objects.get(m.ref());
                    objects.put(m.ref(), withColumns(before, wanted.columns()));
                } else {
                    objects.put(m.ref(), m.current());
                }
            }
            case Change.AddColumn a ->
                changeColumns(objects, a.table(), a.column().name(), Optional.empty());
            case Change.DropColumn d ->
                changeColumns(objects, d.table(), d.column().name(), Optional.of(d.column()));
            case Change.ModifyColumn m ->
                changeColumns(objects, m.table(), m.desired().name(), Optional.of(m.current()));
            case Change.RenameObject r -> {
                // done by renaming everything back
            }
            case Change.RenameColumn r -> {
                // done by renaming everything back
            }
        }
    }

    /** What keeps its name and everything else is the same object as before, whose text has its name in it; a rename beside it may change other words of that. */
    private void keepText(Change change, Map<ObjectRef, SchemaObject> objects) {
        if (change instanceof Change.RenameObject r
                && !(r.current() instanceof Table)
                && byRef.get(r.ref()).stream().allMatch(kept::containsKey)) {
            objects.put(r.ref(), r.current());
        }
    }

    /** What comes and goes by inheritance is no difference of its own, so it stays with the parent's. */
    private void revertHeirs(Change change, Map<ObjectRef, SchemaObject> objects) {
        switch (change) {
            case Change.DropColumn d -> {
                for (ObjectRef heir : Heirs.of(diff.current(), d.table())) {
                    diff.current()
                            .find(heir, Table.class)
                            .flatMap(t -> t.column(d.column().name()))
                            .filter(Column::inherited)
                            .filter(c -> objects.get(heir) instanceof Table t
                                    && t.column(c.name()).isEmpty())
                            .ifPresent(c -> changeColumns(objects, heir, c.name(), Optional.of(c)));
                }
                for (ObjectRef heir : Heirs.of(diff.desired(), d.table())) {
                    if (!diff.current().contains(heir)
                            && objects.get(heir) instanceof Table t
                            && t.column(d.column().name()).isEmpty()) {
                        changeColumns(
                                objects,
                                heir,
                                d.column().name(),
                                Optional.of(d.column().asInherited()));
                    }
                }
            }
            case Change.AddColumn a -> {
                for (ObjectRef heir : Heirs.of(diff.desired(), a.table())) {
                    if (objects.get(heir) instanceof Table t
                            && t.column(a.column().name())
                                    .filter(Column::inherited)
                                    .isPresent()) {
                        changeColumns(objects, heir, a.column().name(), Optional.empty());
                    }
                }
            }
            default -> {
                // heirs have differences of their own, or none
            }
        }
    }

    private static void changeColumns(
            Map<ObjectRef, SchemaObject> objects, ObjectRef ref, String name, Optional<Column> instead) {
        if (objects.get(ref) instanceof Table table) {
            List<Column> columns = new ArrayList<>(table.columns());
            columns.removeIf(c -> c.name().equals(name));
            instead.ifPresent(columns::add);
            objects.put(ref, withColumns(table, columns));
        }
    }

    private static Table withColumns(Table table, List<Column> columns) {
        return new Table(
                table.ref(),
                columns,
                table.partitionBy(),
                table.partitionOf(),
                table.inherits(),
                table.attributes(),
                table.comment());
    }

    private static ObjectRef tableOf(ObjectRef column) {
        return ObjectRef.of(
                ObjectKind.TABLE, column.path().get(0), column.path().get(1));
    }

    /** The identities of everything inside: the object and its columns. */
    private static List<ObjectRef> parts(Catalog catalog, ObjectRef ref) {
        List<String> columns = switch (catalog.find(ref).orElse(null)) {
            case Table t -> t.columns().stream().map(Column::name).toList();
            case View v -> v.columns().stream().map(View.ViewColumn::name).toList();
            case null, default -> List.of();
        };
        List<ObjectRef> parts = new ArrayList<>();
        parts.add(ref);
        columns.forEach(c -> parts.add(ObjectRef.column(ref, c)));
        return parts;
    }
}
