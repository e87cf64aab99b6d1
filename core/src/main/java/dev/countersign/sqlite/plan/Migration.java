package dev.countersign.sqlite.plan;

import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.plan.Batch;
import dev.countersign.plan.KeptOut;
import dev.countersign.plan.Plan;
import dev.countersign.plan.Statement;
import dev.countersign.plan.UnplannableException;
import dev.countersign.sqlite.definition.SqliteDefinitions;
import dev.countersign.sqlite.sql.Ident;
import dev.countersign.sqlite.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts one migration together: what stands in the way goes, tables are renamed, changed, rebuilt and made, and what stands on them comes back. Within a
 * kind the order is that of names.
 */
final class Migration {
    private final Situation situation;
    private final SetAside setAside;
    private final Map<ObjectRef, List<Draft>> altered = new TreeMap<>();
    private final Map<ObjectRef, Table> rebuilt = new TreeMap<>();
    private final Map<ObjectRef, VirtualRebuild> virtual = new TreeMap<>();
    private boolean schemaIsRead;

    Migration(Situation situation) {
        this.situation = situation;
        this.setAside = new SetAside(situation);
    }

    Plan plan(List<KeptOut> keptOut) {
        refuseWhatLosesRows();
        chooseWays();
        schemaIsRead = readsSchema();
        if (schemaIsRead) {
            setAside.addWhatCannotBeRead(renamedThroughout());
            // with less in the way, more can change in place
            chooseWays();
        }
        List<Draft> drafts = new ArrayList<>();
        drafts.addAll(removals());
        drafts.addAll(new Renames(situation).drafts());
        drafts.addAll(tables());
        drafts.addAll(additions());
        return batches(drafts, keptOut);
    }

    private void refuseWhatLosesRows() {
        List<String> reasons = new ArrayList<>();
        for (Change change : situation.rest()) {
            Optional<VirtualRebuild> rebuild = VirtualRebuild.of(situation, change);
            rebuild.ifPresent(r -> virtual.put(change.ref(), r));
            if (change instanceof Change.ModifyObject m
                    && rebuild.isEmpty()
                    && m.ref().kind() == ObjectKind.TABLE
                    && (m.current() instanceof DefinedObject || m.desired() instanceof DefinedObject)) {
                reasons.add("Table " + m.ref().display() + " is " + what(m.current()) + " and would become "
                        + what(m.desired())
                        + ", which SQLite can only do by dropping it with its contents: make the new one under another"
                        + " name, move the contents, then drop the old one.");
            }
        }
        if (!reasons.isEmpty()) {
            throw new UnplannableException(reasons);
        }
    }

    private static String what(SchemaObject object) {
        return object instanceof DefinedObject d
                ? "\"" + d.create().lines().findFirst().orElse("") + "\""
                : "an ordinary table";
    }

    /** Which tables change in place, and which are built anew. */
    private void chooseWays() {
        altered.clear();
        rebuilt.clear();
        InPlace inPlace = new InPlace(situation, setAside);
        for (Table after : situation.target().all(Table.class)) {
            situation
                    .before(after)
                    .filter(b -> !situation.ofTable(after.ref()).isEmpty())
                    .ifPresent(before -> inPlace.drafts(before, after)
                            .ifPresentOrElse(
                                    drafts -> altered.put(after.ref(), drafts),
                                    () -> rebuilt.put(after.ref(), before)));
        }
    }

    /** Whether a statement has SQLite read all views and triggers, for which everything they name must be there. */
    private boolean readsSchema() {
        return !situation.renames().isEmpty()
                || !renamedThroughout().isEmpty()
                || altered.keySet().stream()
                        .flatMap(ref -> situation.ofTable(ref).stream())
                        .anyMatch(Change.DropColumn.class::isInstance);
    }

    /** Tables that are not there when SQLite reads the schema to write their name into their own checks. */
    private Set<ObjectRef> renamedThroughout() {
        Set<ObjectRef> tables = new TreeSet<>();
        rebuilt.forEach((after, before) -> {
            if (rebuild(after).namesItself()) {
                tables.add(before.ref());
            }
        });
        return tables;
    }

    private Rebuild rebuild(ObjectRef after) {
        return new Rebuild(
                situation,
                rebuilt.get(after),
                situation.target().find(after, Table.class).orElseThrow(),
                changesOfRebuild(after));
    }

    /** Whether the object is not there any more once its owner was dropped. */
    private boolean goesWithOwner(SchemaObject object) {
        return Situation.owner(object)
                .filter(owner ->
                        isDropped(owner) || rebuilt.containsKey(situation.map(owner)) || setAside.contains(owner))
                .isPresent();
    }

    private boolean isDropped(ObjectRef ref) {
        return situation.of(ref).stream().anyMatch(c -> c.verb() == Change.Verb.DROP);
    }

    private List<Draft> removals() {
        List<Draft> drafts = new ArrayList<>();
        for (ObjectKind kind : List.of(ObjectKind.TRIGGER, ObjectKind.VIEW, ObjectKind.INDEX, ObjectKind.TABLE)) {
            for (SchemaObject object : situation.current().objects().values()) {
                if (object.ref().kind() == kind
                        && isRemoved(object)
                        && (!goesWithOwner(object) || cannotWait(object))) {
                    drafts.add(removal(object));
                }
            }
        }
        return drafts;
    }

    /** Whether it must be gone before its table is built anew: SQLite would read it, or a new table takes its name. */
    private boolean cannotWait(SchemaObject object) {
        boolean ownerGoes = Situation.owner(object)
                .filter(owner -> isDropped(owner) || setAside.contains(owner))
                .isPresent();
        String name = Token.fold(object.ref().name());
        return !ownerGoes
                && switch (object.ref().kind()) {
                    case TRIGGER -> schemaIsRead;
                    case INDEX ->
                        situation.target().ofKind(ObjectKind.TABLE).stream()
                                .anyMatch(t -> Token.fold(t.ref().name()).equals(name));
                    default -> false;
                };
    }

    private boolean isRemoved(SchemaObject object) {
        return switch (object.ref().kind()) {
            case TABLE -> isDropped(object.ref());
            case INDEX -> !situation.of(object.ref()).isEmpty();
            default -> setAside.contains(object.ref());
        };
    }

    private Draft removal(SchemaObject object) {
        ObjectRef ref = object.ref();
        List<Change> changes = new ArrayList<>();
        situation.of(ref).stream().filter(c -> c.verb() == Change.Verb.DROP).forEach(changes::add);
        if (ref.kind() == ObjectKind.TABLE || ref.kind() == ObjectKind.VIEW) {
            for (SchemaObject child : situation.current().objects().values()) {
                if (Situation.owner(child).filter(ref::equals).isPresent()) {
                    situation.of(child.ref()).stream()
                            .filter(c -> c.verb() == Change.Verb.DROP)
                            .forEach(changes::add);
                }
            }
        }
        boolean back = !isDropped(ref);
        return Draft.of(
                        "DROP " + ref.kind().label().toUpperCase(Locale.ROOT) + " " + Ident.quote(ref.name()),
                        ref,
                        back ? "it comes back below" : "it is not in the desired state",
                        changes)
                .losing(ref.kind() == ObjectKind.TABLE)
                .undoneBy(SqliteDefinitions.create(situation.current(), object));
    }

    private List<Draft> tables() {
        List<Draft> drafts = new ArrayList<>();
        for (SchemaObject object : situation.target().objects().values()) {
            ObjectRef ref = object.ref();
            if (ref.kind() != ObjectKind.TABLE) {
                continue;
            }
            if (altered.containsKey(ref)) {
                drafts.addAll(altered.get(ref));
            } else if (rebuilt.containsKey(ref)) {
                drafts.addAll(rebuild(ref).drafts());
            } else if (isNew(ref)) {
                drafts.add(Draft.of(
                                SqliteDefinitions.create(situation.target(), object),
                                ref,
                                "it is in the desired state",
                                object instanceof Table ? situation.ofTable(ref) : situation.of(ref))
                        .undoneBy("DROP TABLE " + Ident.quote(ref.name())));
            }
        }
        return drafts;
    }

    /** The table's own, and those of indexes and triggers that go with the old table and do not come back. */
    private List<Change> changesOfRebuild(ObjectRef table) {
        List<Change> changes = new ArrayList<>(situation.ofTable(table));
        for (Change change : situation.rest()) {
            if (change instanceof Change.DropObject d
                    && !changes.contains(d)
                    && Situation.owner(d.object())
                            .map(situation::map)
                            .filter(table::equals)
                            .isPresent()) {
                changes.add(d);
            }
        }
        return changes;
    }

    private boolean isNew(ObjectRef ref) {
        return situation.of(ref).stream().anyMatch(c -> c.verb() == Change.Verb.ADD);
    }

    private List<Draft> additions() {
        List<Draft> drafts = new ArrayList<>();
        for (SchemaObject object : situation.target().objects().values()) {
            if (object.ref().kind() == ObjectKind.INDEX && comes(object)) {
                drafts.add(addition(object));
            }
        }
        for (SchemaObject view : new ViewOrder(situation.target()).views()) {
            if (comes(view)) {
                drafts.add(addition(view));
            }
        }
        // what indexes another table or a view can do so when that is what it is to be
        virtual.values().forEach(v -> drafts.addAll(v.drafts()));
        situation.target().all(DefinedObject.class).stream()
                .filter(d -> d.ref().kind() == ObjectKind.TABLE && isNew(d.ref()))
                .forEach(d -> VirtualRebuild.filling(situation, d).ifPresent(drafts::add));
        for (SchemaObject object : situation.target().objects().values()) {
            if (object.ref().kind() == ObjectKind.TRIGGER && comes(object)) {
                drafts.add(addition(object));
            }
        }
        return drafts;
    }

    /** Whether it is not there at the end of what changes tables: new, changed, set aside, or gone with what it stands on. */
    private boolean comes(SchemaObject object) {
        Optional<SchemaObject> before = before(object.ref());
        return before.isEmpty() || isRemoved(before.get()) || goesWithOwner(before.get());
    }

    private Optional<SchemaObject> before(ObjectRef wanted) {
        return situation.current().objects().values().stream()
                .filter(o -> situation.map(o.ref()).equals(wanted))
                .filter(o -> !isDropped(o.ref()))
                .findFirst();
    }

    private Draft addition(SchemaObject object) {
        ObjectRef ref = object.ref();
        List<Change> changes = situation.rest().stream()
                .filter(c -> switch (c) {
                    case Change.AddObject a -> a.ref().equals(ref);
                    case Change.ModifyObject m -> m.desired().ref().equals(ref);
                    case Change.RenameObject r -> r.newRef().equals(ref);
                    default -> false;
                })
                .toList();
        return Draft.of(
                        SqliteDefinitions.create(situation.target(), object),
                        ref,
                        changes.isEmpty() ? "it comes back as it was" : "it is in the desired state",
                        changes)
                .undoneBy("DROP " + ref.kind().label().toUpperCase(Locale.ROOT) + " " + Ident.quote(ref.name()));
    }

    private Plan batches(List<Draft> drafts, List<KeptOut> keptOut) {
        if (drafts.isEmpty()) {
            return new Plan(List.of(), keptOut);
        }
        boolean tableGoes = situation.rest().stream()
                .anyMatch(c -> c instanceof Change.DropObject d && d.object() instanceof Table);
        boolean guarded = !rebuilt.isEmpty() || !virtual.isEmpty() || tableGoes && situation.hasForeignKeys();
        if (!guarded) {
            return new Plan(List.of(new Batch(true, numbered(drafts, 1))), keptOut);
        }
        Guard guard = new Guard(situation, rebuilt.keySet());
        List<Draft> body = new ArrayList<>(guard.opening());
        body.addAll(drafts);
        body.addAll(guard.closing());
        if (!situation.hasForeignKeys()) {
            return new Plan(List.of(new Batch(true, numbered(body, 1))), keptOut, Optional.of("BEGIN IMMEDIATE;"));
        }
        Draft off = Draft.helper("PRAGMA foreign_keys = OFF", "dropping a table must not delete rows that refer to it");
        Draft on = Draft.helper("PRAGMA foreign_keys = ON", "foreign keys are enforced again");
        return new Plan(
                List.of(
                        new Batch(false, numbered(List.of(off), 1)),
                        new Batch(true, numbered(body, 2)),
                        new Batch(false, numbered(List.of(on), body.size() + 2))),
                keptOut,
                Optional.of("BEGIN IMMEDIATE;"));
    }

    private static List<Statement> numbered(List<Draft> drafts, int first) {
        List<Statement> statements = new ArrayList<>();
        for (Draft draft : drafts) {
            statements.add(draft.numbered(first + statements.size()));
        }
        return statements;
    }
}
