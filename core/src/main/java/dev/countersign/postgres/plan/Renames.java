package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.Dependency;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.diff.CatalogDiffer;
import dev.countersign.diff.Change;
import dev.countersign.diff.HeirRenames;
import dev.countersign.diff.Rename;
import dev.countersign.diff.Renaming;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.UnplannableException;
import dev.countersign.postgres.name.NameLength;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The stated renames of a plan: their statements, which run before everything else, and the current state as it reads after them. */
final class Renames {
    private final List<Change> changes;
    private final Renaming renaming;

    /**
     * @param planned what is to be planned of the differences
     * @throws UnplannableException when a column would be renamed along with its parent's that keeps its name
     */
    Renames(SchemaDiff diff, List<Change> planned) {
        this.changes = inOrder(planned.stream().filter(Renames::isStated).toList());
        List<Rename> stated =
                changes.stream().map(c -> new Rename(c.ref(), newRef(c))).toList();
        HeirRenames along = new HeirRenames(stated, diff.current(), diff.desired());
        if (!along.keepers().isEmpty()) {
            throw new UnplannableException(
                    along.keepers().stream().map(Renames::refusal).toList());
        }
        this.renaming = new Renaming(along.all());
    }

    /** Who gives up a name comes before who takes it. */
    private static List<Change> inOrder(List<Change> renames) {
        Set<ObjectRef> held = renames.stream().map(Change::ref).collect(Collectors.toCollection(HashSet::new));
        List<Change> open = new ArrayList<>(renames);
        List<Change> ordered = new ArrayList<>();
        while (!open.isEmpty()) {
            Change next = open.stream()
                    .filter(c -> !held.contains(newRef(c)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("names in a circle: " + open));
            open.remove(next);
            held.remove(next.ref());
            ordered.add(next);
        }
        return ordered;
    }

    private static ObjectRef newRef(Change change) {
        return switch (change) {
            case Change.RenameObject r -> r.newRef();
            case Change.RenameColumn r -> ObjectRef.column(r.table(), r.newName());
            default -> throw new IllegalStateException("not a rename: " + change);
        };
    }

    private static String refusal(ObjectRef keeper) {
        return "Column " + keeper.display()
                + " would keep its name, but is inherited from a column that is renamed, which renames it along: let "
                + Situation.tableOf(keeper).display() + " leave its parent first, then plan again.";
    }

    /** Indexes and constraints are renamed where the plan comes to them, everything else first. */
    private static boolean isStated(Change change) {
        return change instanceof Change.RenameColumn
                || change instanceof Change.RenameObject r && !(r.current() instanceof TableObject);
    }

    ObjectRef map(ObjectRef ref) {
        if (ref.kind() != ObjectKind.COLUMN) {
            return renaming.map(ref);
        }
        ObjectRef table = renaming.map(Situation.tableOf(ref));
        return ObjectRef.column(table, renaming.mapColumn(Situation.tableOf(ref), ref.name()));
    }

    /**
     * The statements of the renames. From PostgreSQL 18 on NOT NULL is a constraint whose name the server made of the table's and the column's; the new
     * names would give it another, so it follows, as the sequence behind an identity column does.
     */
    List<Draft> drafts(Catalog current) {
        List<Draft> drafts = new ArrayList<>();
        if (changes.isEmpty()) {
            return drafts;
        }
        for (Change change : changes) {
            if (change instanceof Change.RenameColumn r) {
                drafts.add(Draft.of(
                                "ALTER TABLE " + Names.qualified(r.table()) + " RENAME COLUMN " + Names.own(r.ref())
                                        + " TO " + Ident.quote(r.newName()) + ";",
                                r.ref(),
                                "the column keeps its rows under a new name")
                        .carrying(List.of(r)));
            }
        }
        for (Change change : changes) {
            if (change instanceof Change.RenameObject r) {
                drafts.add(Draft.of(sql(r.ref(), r.newRef()), r.ref(), "only the name changes")
                        .carrying(List.of(r)));
            }
        }
        current.all(Table.class).forEach(t -> identitySequences(t, drafts));
        if (new Situation(current, current).serverMajor() >= 18) {
            current.all(Table.class).forEach(t -> notNullNames(t, drafts));
        }
        return drafts;
    }

    private void identitySequences(Table table, List<Draft> drafts) {
        for (Column column : table.columns()) {
            ObjectRef target = map(ObjectRef.column(table.ref(), column.name()));
            ObjectRef owner = Situation.tableOf(target);
            String old = IdentitySequences.ref(table.ref(), column).name();
            String wanted =
                    IdentitySequences.ref(owner, column.withName(target.name())).name();
            if (column.identity().isPresent() && IdentitySequences.isPlain(column) && !old.equals(wanted)) {
                drafts.add(Draft.of(
                        "ALTER SEQUENCE " + Names.qualified(ObjectRef.of(ObjectKind.SEQUENCE, owner.schema(), old))
                                + " RENAME TO " + Ident.quote(wanted) + ";",
                        target,
                        "the sequence behind the column follows the new name"));
            }
        }
    }

    private void notNullNames(Table table, List<Draft> drafts) {
        for (Column column : table.columns()) {
            String old = table.ref().name() + "_" + column.name() + "_not_null";
            ObjectRef target = map(ObjectRef.column(table.ref(), column.name()));
            String wanted = target.path().get(1) + "_" + target.name() + "_not_null";
            boolean named = column.attributes().containsKey("not_null_constraint");
            boolean fits = Math.max(NameLength.bytes(old), NameLength.bytes(wanted)) <= NameLength.MAX_BYTES;
            if (column.notNull() && !column.inherited() && !named && fits && !old.equals(wanted)) {
                drafts.add(Draft.of(
                        "ALTER TABLE " + Names.table(target) + " RENAME CONSTRAINT " + Ident.quote(old) + " TO "
                                + Ident.quote(wanted) + ";",
                        target,
                        "the NOT NULL constraint follows the new name"));
            }
        }
    }

    static String sql(ObjectRef from, ObjectRef to) {
        String moved = "";
        if (from.path().size() == 2 && !from.schema().equals(to.schema())) {
            moved = "ALTER " + Names.described(from) + " SET SCHEMA " + Ident.quote(to.schema()) + ";";
            if (from.name().equals(to.name())) {
                return moved;
            }
        }
        return "ALTER " + Names.described(from) + " RENAME TO " + Names.own(to) + ";";
    }

    /** The current state after the renames. Objects that the desired state has unchanged are taken from there, texts and all. */
    SchemaDiff applied(SchemaDiff diff, Catalog desired) {
        if (changes.isEmpty()) {
            if (desired == diff.desired()) {
                return diff;
            }
            return new CatalogDiffer().diff(diff.current(), desired, List.of());
        }
        Set<ObjectRef> modified = new HashSet<>();
        Map<ObjectRef, ObjectRef> newNames = new HashMap<>();
        for (Change change : diff.changes()) {
            if (!(change instanceof Change.RenameObject)) {
                modified.add(change.ref());
            }
            if (change instanceof Change.RenameObject r && r.current() instanceof TableObject) {
                newNames.put(r.ref(), r.newRef());
            }
        }
        List<SchemaObject> objects = new ArrayList<>();
        for (SchemaObject object : diff.current().objects().values()) {
            ObjectRef target = renaming.map(object.ref());
            if (object instanceof Table table) {
                objects.add(table(table, modified, desired));
            } else if (newNames.containsKey(object.ref()) && desired.contains(newNames.get(object.ref()))) {
                ObjectRef newRef = newNames.get(object.ref());
                objects.add(new Renaming(List.of(new Rename(newRef, target)))
                        .rewrite(desired.find(newRef).orElseThrow()));
            } else if (!modified.contains(object.ref()) && desired.contains(target)) {
                objects.add(desired.find(target).orElseThrow());
            } else {
                objects.add(renamed(object));
            }
        }
        List<Dependency> dependencies = diff.current().dependencies().stream()
                .map(d -> new Dependency(map(d.dependent()), map(d.referenced())))
                .toList();
        Catalog renamed =
                diff.current().with(objects, dependencies, diff.current().uncompared());
        return new CatalogDiffer().diff(renamed, desired, List.of());
    }

    /** What drops the object must say its new name, and those of the relation or types that it is for. */
    private SchemaObject renamed(SchemaObject object) {
        SchemaObject rewritten = renaming.rewrite(object);
        return rewritten instanceof DefinedObject d ? d.droppedBy(renaming.mapText(d.drop())) : rewritten;
    }

    private Table table(Table table, Set<ObjectRef> modified, Catalog desired) {
        Table moved = renaming.rewrite(table);
        List<Column> columns = table.columns().stream()
                .map(c -> column(table.ref(), c, modified, desired))
                .toList();
        return new Table(
                moved.ref(),
                columns,
                moved.partitionBy(),
                moved.partitionOf(),
                moved.inherits(),
                moved.attributes(),
                moved.comment());
    }

    /** A column that only changed with the names around it is taken as the desired state has it. */
    private Column column(ObjectRef table, Column column, Set<ObjectRef> modified, Catalog desired) {
        Column moved = column.withName(renaming.mapColumn(table, column.name()));
        return modified.contains(ObjectRef.column(table, column.name()))
                ? moved
                : desired.find(renaming.map(table), Table.class)
                        .flatMap(t -> t.column(moved.name()))
                        .orElse(moved);
    }
}
