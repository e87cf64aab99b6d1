package dev.countersign.engine;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.policy.SkipKey.Action;
import dev.countersign.policy.SkipKey.Subject;
import dev.countersign.policy.SkipPolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Applies {@code diff.skip} to differences. What lives in a table that stays, stays too; a schema stays while anything in it does; and {@code
 * modify_table} keeps out every change inside tables that are in both states. A column that becomes a generated one loses its values and counts as dropped.
 */
final class SkipRule implements Function<Change, Optional<String>> {
    private static final Map<ObjectKind, Subject> SUBJECTS = Map.ofEntries(
            Map.entry(ObjectKind.SCHEMA, Subject.SCHEMA),
            Map.entry(ObjectKind.TABLE, Subject.TABLE),
            Map.entry(ObjectKind.COLUMN, Subject.COLUMN),
            Map.entry(ObjectKind.INDEX, Subject.INDEX),
            Map.entry(ObjectKind.FOREIGN_KEY, Subject.FOREIGN_KEY),
            Map.entry(ObjectKind.PRIMARY_KEY, Subject.PRIMARY_KEY),
            Map.entry(ObjectKind.UNIQUE, Subject.UNIQUE),
            Map.entry(ObjectKind.CHECK, Subject.CHECK),
            Map.entry(ObjectKind.EXCLUDE, Subject.EXCLUDE),
            Map.entry(ObjectKind.VIEW, Subject.VIEW),
            Map.entry(ObjectKind.MATERIALIZED_VIEW, Subject.MATERIALIZED),
            Map.entry(ObjectKind.FUNCTION, Subject.FUNC),
            Map.entry(ObjectKind.PROCEDURE, Subject.PROC),
            Map.entry(ObjectKind.AGGREGATE, Subject.AGGREGATE),
            Map.entry(ObjectKind.TRIGGER, Subject.TRIGGER),
            Map.entry(ObjectKind.EVENT_TRIGGER, Subject.EVENT_TRIGGER),
            Map.entry(ObjectKind.ENUM, Subject.ENUM),
            Map.entry(ObjectKind.DOMAIN, Subject.DOMAIN),
            Map.entry(ObjectKind.COMPOSITE, Subject.COMPOSITE),
            Map.entry(ObjectKind.RANGE, Subject.RANGE),
            Map.entry(ObjectKind.SEQUENCE, Subject.SEQUENCE),
            Map.entry(ObjectKind.POLICY, Subject.POLICY),
            Map.entry(ObjectKind.EXTENSION, Subject.EXTENSION));
    private static final Set<ObjectKind> CONSTRAINTS = Set.of(
            ObjectKind.PRIMARY_KEY, ObjectKind.UNIQUE, ObjectKind.CHECK, ObjectKind.EXCLUDE, ObjectKind.FOREIGN_KEY);

    private final SkipPolicy policy;
    private final String file;
    private final Map<ObjectRef, String> keptTables;
    private final Map<String, String> keptSchemas;
    private final Set<ObjectRef> tablesOfOneState;

    private SkipRule(
            SkipPolicy policy,
            String file,
            Map<ObjectRef, String> keptTables,
            Map<String, String> keptSchemas,
            Set<ObjectRef> tablesOfOneState) {
        this.policy = policy;
        this.file = file;
        this.keptTables = keptTables;
        this.keptSchemas = keptSchemas;
        this.tablesOfOneState = tablesOfOneState;
    }

    /** The rule for these differences; {@code file} is the project file's name, for reasons. */
    static Function<Change, Optional<String>> of(SkipPolicy policy, String file, SchemaDiff diff) {
        if (policy.rules().isEmpty()) {
            return change -> Optional.empty();
        }
        Map<ObjectRef, String> tables = new java.util.HashMap<>();
        Map<String, String> schemas = new java.util.HashMap<>();
        Set<ObjectRef> oneState = new HashSet<>();
        SkipRule plain = new SkipRule(policy, file, Map.of(), Map.of(), Set.of());
        for (Change change : diff.changes()) {
            if (change instanceof Change.DropObject drop) {
                Optional<String> reason = plain.stated(change);
                if (drop.object() instanceof Table table) {
                    oneState.add(table.ref());
                    reason.ifPresent(r -> tables.put(table.ref(), r));
                }
                if (drop.kind() != ObjectKind.SCHEMA && drop.ref().path().size() > 1) {
                    reason.ifPresent(r -> schemas.putIfAbsent(drop.ref().schema(), r));
                }
            } else if (change instanceof Change.AddObject add && add.object() instanceof Table table) {
                oneState.add(table.ref());
            }
        }
        return new SkipRule(policy, file, tables, schemas, oneState);
    }

    /** Whether {@code diff.skip} has keys for objects of that kind; it has none for rules, casts, publications and other rare ones. */
    static boolean hasKeys(ObjectKind kind) {
        return SUBJECTS.containsKey(kind);
    }

    @Override
    public Optional<String> apply(Change change) {
        return stated(change)
                .or(() -> tableStays(change))
                .or(() -> schemaStays(change))
                .or(() -> insideTable(change));
    }

    private Optional<String> stated(Change change) {
        return stated(change, action(change))
                .or(() -> losesValues(change) ? stated(change, Action.DROP) : Optional.empty());
    }

    private Optional<String> stated(Change change, Action action) {
        return subjects(change).stream()
                .flatMap(subject -> policy.deciding(action, subject).stream()
                        .map(setting ->
                                reason(action + "_" + subject, setting.range().map(r -> r.line()))))
                .findFirst();
    }

    /** Whether the stored values of a column go with the change, so that keys about dropping it are about the change too: the server makes them from now on. */
    static boolean losesValues(Change change) {
        return change instanceof Change.ModifyColumn modify
                && modify.current().generated().isEmpty()
                && modify.desired().generated().isPresent();
    }

    private Optional<String> tableStays(Change change) {
        return change instanceof Change.DropObject drop && drop.object() instanceof TableObject child
                ? Optional.ofNullable(keptTables.get(child.table()))
                : Optional.empty();
    }

    private Optional<String> schemaStays(Change change) {
        return change instanceof Change.DropObject && change.kind() == ObjectKind.SCHEMA
                ? Optional.ofNullable(keptSchemas.get(change.ref().name()))
                : Optional.empty();
    }

    private Optional<String> insideTable(Change change) {
        return policy.deciding(Action.MODIFY, Subject.TABLE)
                .filter(setting -> table(change)
                        .filter(table -> !tablesOfOneState.contains(table))
                        .isPresent())
                .map(setting -> reason("modify_table", setting.range().map(r -> r.line())));
    }

    private static Optional<ObjectRef> table(Change change) {
        return switch (change) {
            case Change.AddColumn add -> Optional.of(add.table());
            case Change.DropColumn drop -> Optional.of(drop.table());
            case Change.ModifyColumn modify -> Optional.of(modify.table());
            case Change.RenameColumn rename -> Optional.of(rename.table());
            case Change.AddObject add -> owner(add.object());
            case Change.DropObject drop -> owner(drop.object());
            case Change.ModifyObject modify -> owner(modify.current());
            case Change.RenameObject rename -> owner(rename.current());
        };
    }

    private static Optional<ObjectRef> owner(SchemaObject object) {
        return object instanceof TableObject child && child.table().kind() == ObjectKind.TABLE
                ? Optional.of(child.table())
                : Optional.empty();
    }

    private static List<Subject> subjects(Change change) {
        List<Subject> subjects = new java.util.ArrayList<>();
        if (object(change) instanceof Table table && table.partitionOf().isPresent()) {
            subjects.add(Subject.PARTITION);
        }
        Optional.ofNullable(SUBJECTS.get(change.kind())).ifPresent(subjects::add);
        if (CONSTRAINTS.contains(change.kind())) {
            subjects.add(Subject.CONSTRAINT);
        }
        return subjects;
    }

    private static Object object(Change change) {
        return switch (change) {
            case Change.AddObject add -> add.object();
            case Change.DropObject drop -> drop.object();
            case Change.ModifyObject modify -> modify.current();
            case Change.RenameObject rename -> rename.current();
            case Change.AddColumn add -> add.column();
            case Change.DropColumn drop -> drop.column();
            case Change.ModifyColumn modify -> modify.current();
            case Change.RenameColumn rename -> rename.current();
        };
    }

    private static Action action(Change change) {
        return switch (change.verb()) {
            case ADD -> Action.ADD;
            case DROP -> Action.DROP;
            case MODIFY -> Action.MODIFY;
            case RENAME -> Action.RENAME;
        };
    }

    private String reason(String key, Optional<Integer> line) {
        return "diff.skip." + key.toLowerCase(java.util.Locale.ROOT) + " (" + file
                + line.map(l -> ":" + l).orElse("") + ")";
    }
}
