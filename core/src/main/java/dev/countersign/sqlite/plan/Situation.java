package dev.countersign.sqlite.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.diff.Change;
import dev.countersign.diff.Rename;
import dev.countersign.diff.Renaming;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.sqlite.diff.SqliteDiffer;
import dev.countersign.sqlite.sql.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The two states between which a plan is made, and what still differs once the stated renames of tables and columns have run. */
final class Situation {
    private final Catalog current;
    private final Catalog target;
    private final List<Change> renames;
    private final Renaming renaming;
    private final SchemaDiff rest;
    private final Map<ObjectRef, List<Change>> byTable = new HashMap<>();
    private final Map<ObjectRef, List<Change>> byObject = new HashMap<>();

    Situation(Catalog current, Catalog target, List<Change> planned) {
        this.current = current;
        this.target = target;
        this.renames = planned.stream().filter(Situation::isStated).toList();
        List<Rename> tables = renames.stream()
                .filter(Change.RenameObject.class::isInstance)
                .map(c -> new Rename(c.ref(), ((Change.RenameObject) c).newRef()))
                .toList();
        Renaming moved = new Renaming(tables);
        List<Rename> stated = new ArrayList<>(tables);
        for (Change change : renames) {
            if (change instanceof Change.RenameColumn r) {
                stated.add(new Rename(r.ref(), ObjectRef.column(moved.map(r.table()), r.newName())));
            }
        }
        SqliteDiffer differ = new SqliteDiffer(current, target, stated);
        List<Rename> all = new ArrayList<>(stated);
        all.addAll(differ.respelt());
        this.renaming = new Renaming(all);
        this.rest = differ.diff();
        rest.changes().stream().filter(c -> !renames.contains(c)).forEach(this::sort);
    }

    /** SQLite renames tables and columns; everything else is made again under its new name. */
    private static boolean isStated(Change change) {
        return change instanceof Change.RenameColumn
                || change instanceof Change.RenameObject r && r.ref().kind() == ObjectKind.TABLE;
    }

    private void sort(Change change) {
        Optional<ObjectRef> table = switch (change) {
            case Change.AddColumn a -> Optional.of(a.table());
            case Change.DropColumn d -> Optional.of(renaming.map(d.table()));
            case Change.ModifyColumn m -> Optional.of(renaming.map(m.table()));
            case Change.RenameColumn r -> Optional.of(renaming.map(r.table()));
            case Change.AddObject a -> tableOf(a.object(), false);
            case Change.DropObject d -> tableOf(d.object(), true);
            case Change.ModifyObject m -> tableOf(m.current(), true);
            case Change.RenameObject r -> tableOf(r.current(), true);
        };
        table.ifPresent(t -> byTable.computeIfAbsent(t, r -> new ArrayList<>()).add(change));
        byObject.computeIfAbsent(change.ref(), r -> new ArrayList<>()).add(change);
    }

    private Optional<ObjectRef> tableOf(SchemaObject object, boolean old) {
        Optional<ObjectRef> table = switch (object) {
            case Table t -> Optional.of(t.ref());
            case Constraint c -> Optional.of(c.table());
            default -> Optional.empty();
        };
        return old ? table.map(renaming::map) : table;
    }

    Catalog current() {
        return current;
    }

    Catalog target() {
        return target;
    }

    /** Stated renames of tables and columns, in order. */
    List<Change> renames() {
        return renames;
    }

    /** What is left to do after the renames, in order of identity. */
    List<Change> rest() {
        return rest.changes().stream().filter(c -> !renames.contains(c)).toList();
    }

    /** What is left to do on a table's columns, constraints and options, by its target identity. */
    List<Change> ofTable(ObjectRef table) {
        return byTable.getOrDefault(table, List.of());
    }

    /** What is left to do on an object, by its current identity or that of an addition. */
    List<Change> of(ObjectRef ref) {
        return byObject.getOrDefault(ref, List.of());
    }

    ObjectRef map(ObjectRef ref) {
        return renaming.map(ref);
    }

    /** The table in the current state that becomes this one. */
    Optional<Table> before(Table wanted) {
        return current.all(Table.class).stream()
                .filter(t -> renaming.map(t.ref()).equals(wanted.ref()))
                .findFirst();
    }

    /** The column of a table in the current state that becomes this one. */
    Optional<Column> before(Table table, Column wanted) {
        return table.columns().stream()
                .filter(c -> renaming.mapColumn(table.ref(), c.name()).equals(wanted.name()))
                .findFirst();
    }

    boolean hasForeignKeys() {
        return !current.all(ForeignKey.class).isEmpty()
                || !target.all(ForeignKey.class).isEmpty();
    }

    /** Every name in either state, folded, so that a new one can be told to be free. */
    Set<String> names() {
        Set<String> names = new HashSet<>();
        current.objects().keySet().forEach(r -> names.add(Token.fold(r.name())));
        target.objects().keySet().forEach(r -> names.add(Token.fold(r.name())));
        return names;
    }

    /** The relation with which an index or trigger lives and dies. */
    static Optional<ObjectRef> owner(SchemaObject object) {
        return switch (object) {
            case TableObject o -> Optional.of(o.table());
            case DefinedObject d -> d.owner();
            default -> Optional.empty();
        };
    }
}
