package dev.countersign.engine;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.TableObject;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.policy.Setting;
import dev.countersign.policy.SkipKey;
import dev.countersign.policy.SkipKey.Action;
import dev.countersign.policy.SkipKey.Subject;
import dev.countersign.policy.SkipPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Applies {@code diff.skip} to differences. What lives in a table that stays, stays too; a schema stays while anything in it does; and {@code
 * modify_table} keeps out every change inside tables that are in both states. A column that becomes a generated one loses its values and counts as dropped.
 */
final class SkipRule implements Function<Change, Optional<String>> {
    private static final Set<ObjectKind> RELATIONS =
            Set.of(ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW);

    private final SkipPolicy policy;
    private final String file;
    private final Set<ObjectRef> dropped;
    private final Map<ObjectRef, String> keptOwners = new HashMap<>();
    private final Map<String, String> keptSchemas = new HashMap<>();
    private final Set<ObjectRef> tablesOfOneState = new HashSet<>();

    private SkipRule(SkipPolicy policy, String file, SchemaDiff diff) {
        this.policy = policy;
        this.file = file;
        this.dropped = diff.changes().stream()
                .filter(c -> c.verb() == Change.Verb.DROP)
                .map(Change::ref)
                .collect(Collectors.toSet());
        diff.changes().forEach(this::know);
    }

    private void know(Change change) {
        if (change.kind() == ObjectKind.TABLE
                && (change.verb() == Change.Verb.DROP || change.verb() == Change.Verb.ADD)) {
            tablesOfOneState.add(change.ref());
        }
        if (change.verb() != Change.Verb.DROP) {
            return;
        }
        stated(change).ifPresent(reason -> {
            keptOwners.put(change.ref(), reason);
            if (change instanceof Change.DropObject
                    && change.kind() != ObjectKind.SCHEMA
                    && change.ref().path().size() > 1) {
                keptSchemas.putIfAbsent(change.ref().schema(), reason);
            }
        });
    }

    /** The rule for these differences; {@code file} is the project file's name, for reasons. */
    static Function<Change, Optional<String>> of(SkipPolicy policy, String file, SchemaDiff diff) {
        return policy.rules().isEmpty() ? change -> Optional.empty() : new SkipRule(policy, file, diff);
    }

    /** The keys that are about that change of an object of that kind, the one that is asked first; without those that depend on the object itself. */
    static List<SkipKey> keys(ObjectKind kind, Change.Verb verb) {
        List<SkipKey> keys = new ArrayList<>();
        SkipSubjects.words(kind).forEach(subject -> keys.add(new SkipKey(action(verb), subject)));
        keys.add(new SkipKey(action(verb), Subject.ANY));
        if (kind.isTableChild()) {
            keys.add(new SkipKey(Action.MODIFY, Subject.TABLE));
        }
        return keys.stream().distinct().toList();
    }

    @Override
    public Optional<String> apply(Change change) {
        return stated(change)
                .or(() -> ownerStays(change))
                .or(() -> schemaStays(change))
                .or(() -> insideTable(change));
    }

    private Optional<String> stated(Change change) {
        return owner(change).isPresent()
                ? Optional.empty()
                : stated(change, action(change))
                        .or(() -> losesValues(change) ? stated(change, Action.DROP) : Optional.empty());
    }

    private Optional<String> stated(Change change, Action action) {
        return policy.deciding(action, SkipSubjects.of(change))
                .map(deciding -> reason(
                        deciding.key().hclName(), deciding.setting().range().map(r -> r.line())));
    }

    /** Whether the stored values of a column go with the change, so that keys about dropping it are about the change too: the server makes them from now on. */
    static boolean losesValues(Change change) {
        return change instanceof Change.ModifyColumn modify
                && modify.current().generated().isEmpty()
                && modify.desired().generated().isPresent();
    }

    /** What a dropped thing goes with when that is dropped too: what lives in a table, and the rights on something, are no changes of their own then. */
    private Optional<ObjectRef> owner(Change change) {
        Optional<ObjectRef> owner = change instanceof Change.DropObject drop
                ? drop.object() instanceof TableObject child
                        ? Optional.of(child.table())
                        : AccessRule.target(drop.ref())
                : Optional.empty();
        return owner.flatMap(o -> Stream.concat(Stream.of(o), relation(o))
                .filter(dropped::contains)
                .findFirst());
    }

    /** What a column belongs to. */
    private static Stream<ObjectRef> relation(ObjectRef ref) {
        List<String> path = ref.path();
        return ref.kind() == ObjectKind.COLUMN
                ? RELATIONS.stream().map(kind -> new ObjectRef(kind, path.subList(0, path.size() - 1)))
                : Stream.empty();
    }

    private Optional<String> ownerStays(Change change) {
        return owner(change).map(keptOwners::get);
    }

    private Optional<String> schemaStays(Change change) {
        return change instanceof Change.DropObject && change.kind() == ObjectKind.SCHEMA
                ? Optional.ofNullable(keptSchemas.get(change.ref().name()))
                : Optional.empty();
    }

    private Optional<String> insideTable(Change change) {
        return policy.stated(new SkipKey(Action.MODIFY, Subject.TABLE))
                .filter(Setting::value)
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
            case Change.AddObject add -> tableOf(add.object());
            case Change.DropObject drop -> tableOf(drop.object());
            case Change.ModifyObject modify -> tableOf(modify.current());
            case Change.RenameObject rename -> tableOf(rename.current());
        };
    }

    private static Optional<ObjectRef> tableOf(SchemaObject object) {
        return object instanceof TableObject child && child.table().kind() == ObjectKind.TABLE
                ? Optional.of(child.table())
                : Optional.empty();
    }

    private static Action action(Change change) {
        return action(change.verb());
    }

    private static Action action(Change.Verb verb) {
        return switch (verb) {
            case ADD -> Action.ADD;
            case DROP -> Action.DROP;
            case MODIFY -> Action.MODIFY;
            case RENAME -> Action.RENAME;
        };
    }

    private String reason(String key, Optional<Integer> line) {
        return "diff.skip." + key.toLowerCase(Locale.ROOT) + " (" + file
                + line.map(l -> ":" + l).orElse("") + ")";
    }
}
