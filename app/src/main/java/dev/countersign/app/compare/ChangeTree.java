package dev.countersign.app.compare;

import dev.countersign.app.compare.ChangeGroup.Action;
import dev.countersign.app.review.RenameCase;
import dev.countersign.app.review.Shown;
import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Uncompared;
import dev.countersign.diff.Change;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Severity;
import dev.countersign.plan.KeptOut;
import dev.countersign.plan.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Groups differences by what is done. Added and changed columns are shown with their table; dropped and renamed ones stand for themselves. */
public final class ChangeTree {

    private static final String ARROW = " \u2192 ";

    private record Key(Action action, ObjectRef ref) {}

    /** The groups that are not empty, in order. */
    public List<ChangeGroup> groups(Shown shown) {
        Map<Key, List<Change>> rows = new LinkedHashMap<>();
        for (Change change : shown.diff().changes()) {
            rows.computeIfAbsent(key(change), k -> new ArrayList<>()).add(change);
        }
        Facts facts = new Facts(shown, rows);
        Map<Action, List<ChangeRow>> byAction = new EnumMap<>(Action.class);
        byAction.put(Action.SUGGESTED, facts.suggested(shown));
        rows.forEach((key, changes) ->
                byAction.computeIfAbsent(group(key), a -> new ArrayList<>()).add(facts.row(key, changes)));
        byAction.put(Action.EQUAL, equal(shown));
        byAction.put(Action.NOT_COMPARED, notCompared(shown));
        List<ChangeGroup> groups = new ArrayList<>();
        byAction.forEach((action, list) -> {
            int keptOut = action.differs()
                    ? (int) list.stream().filter(r -> r.keptOut().isPresent()).count()
                    : 0;
            if (!list.isEmpty()) {
                groups.add(new ChangeGroup(action, list, keptOut));
            }
        });
        return groups;
    }

    private static Key key(Change change) {
        return switch (change) {
            case Change.AddObject c -> new Key(Action.CREATE, c.ref());
            case Change.DropObject c -> new Key(Action.DROP, c.ref());
            case Change.ModifyObject c -> new Key(Action.CHANGE, c.ref());
            case Change.RenameObject c -> new Key(Action.RENAME, c.ref());
            case Change.AddColumn c -> new Key(Action.CHANGE, c.table());
            case Change.ModifyColumn c -> new Key(Action.CHANGE, c.table());
            case Change.DropColumn c -> new Key(Action.DROP, c.ref());
            case Change.RenameColumn c -> new Key(Action.RENAME, c.ref());
        };
    }

    private static Action group(Key key) {
        return AccessRule.describes(key.ref().kind()) ? Action.ACCESS : key.action();
    }

    private static List<ChangeRow> equal(Shown shown) {
        Catalog current = shown.diff().current();
        Catalog desired = shown.diff().desired();
        Set<ObjectRef> changed = shown.diff().changes().stream()
                .flatMap(c -> Stream.of(key(c).ref(), c.ref()))
                .collect(Collectors.toSet());
        Set<ObjectRef> withChangedColumns = shown.diff().changes().stream()
                .filter(c -> c.ref().kind() == ObjectKind.COLUMN)
                .map(c -> table(c.ref()))
                .collect(Collectors.toSet());
        return current.objects().keySet().stream()
                .filter(desired::contains)
                .filter(ref -> !changed.contains(ref) && !withChangedColumns.contains(ref))
                .map(ref ->
                        plainRow(Action.EQUAL, ref, ref.display(), ref.kind().label(), Optional.empty()))
                .toList();
    }

    private static ObjectRef table(ObjectRef column) {
        return new ObjectRef(
                ObjectKind.TABLE, column.path().subList(0, column.path().size() - 1));
    }

    private static List<ChangeRow> notCompared(Shown shown) {
        List<Uncompared> seen = new ArrayList<>(shown.diff().current().uncompared());
        shown.diff().desired().uncompared().stream()
                .filter(u -> !seen.contains(u))
                .forEach(seen::add);
        return seen.stream()
                .map(u -> plainRow(
                        Action.NOT_COMPARED,
                        ObjectRef.of(ObjectKind.OTHER, u.kind(), u.name()),
                        u.name(),
                        u.kind(),
                        Optional.of(u.reason())))
                .toList();
    }

    private static ChangeRow plainRow(Action action, ObjectRef ref, String name, String kind, Optional<String> why) {
        return new ChangeRow(action, ref, name, kind, ref, ref, List.of(), why, 0, 0, List.of(), Optional.empty());
    }

    /** What is known about the rows: why they are absent from the plan, who carries them, what was found. */
    private static final class Facts {
        private final Map<Change, String> keptOut;
        private final Map<Change, List<Integer>> statements = new HashMap<>();
        private final Map<Key, List<Diagnostic>> findings = new HashMap<>();
        private final Map<ObjectRef, ObjectRef> renamed = new HashMap<>();
        private final Map<ObjectRef, ObjectRef> former = new HashMap<>();
        private final Map<ObjectRef, RenameCase> cases = new HashMap<>();

        Facts(Shown shown, Map<Key, List<Change>> rows) {
            keptOut = shown.plan().keptOut().stream()
                    .collect(Collectors.toMap(KeptOut::change, KeptOut::reason, (a, b) -> a));
            for (Statement statement : shown.plan().statements()) {
                for (Change change : statement.changes()) {
                    statements.computeIfAbsent(change, c -> new ArrayList<>()).add(statement.number());
                }
            }
            rows.keySet().stream()
                    .filter(k -> k.action() == Action.RENAME)
                    .forEach(k -> rows.get(k).forEach(this::rename));
            for (RenameCase aCase : shown.renames()) {
                cases.putIfAbsent(aCase.rename().from(), aCase);
                cases.putIfAbsent(aCase.rename().to(), aCase);
            }
            for (Diagnostic diagnostic : shown.diagnostics()) {
                rowOf(diagnostic, rows)
                        .ifPresent(key -> findings.computeIfAbsent(key, k -> new ArrayList<>())
                                .add(diagnostic));
            }
        }

        private void rename(Change change) {
            if (change instanceof Change.RenameObject(var current, ObjectRef newRef)) {
                renamed.put(current.ref(), newRef);
                former.put(newRef, current.ref());
            }
        }

        /** The row a finding belongs to: of those its statement carries the one it names, else the first. */
        private Optional<Key> rowOf(Diagnostic diagnostic, Map<Key, List<Change>> rows) {
            List<Key> carried = rows.entrySet().stream()
                    .filter(e -> e.getValue().stream()
                            .anyMatch(c -> statements.getOrDefault(c, List.of()).contains(diagnostic.statement())))
                    .map(Map.Entry::getKey)
                    .toList();
            return carried.stream()
                    .filter(k ->
                            diagnostic.object().filter(o -> names(k.ref(), o)).isPresent())
                    .findFirst()
                    .or(() -> carried.stream().findFirst())
                    .or(() -> rows.keySet().stream()
                            .filter(k -> diagnostic
                                    .object()
                                    .filter(o -> names(k.ref(), o))
                                    .isPresent())
                            .findFirst());
        }

        private static boolean names(ObjectRef row, ObjectRef object) {
            return row.equals(object)
                    || object.kind() == ObjectKind.COLUMN
                            && row.path()
                                    .equals(object.path()
                                            .subList(0, object.path().size() - 1));
        }

        ChangeRow row(Key key, List<Change> changes) {
            List<Diagnostic> found = findings.getOrDefault(key, List.of());
            boolean absent = changes.stream().allMatch(keptOut::containsKey);
            ObjectRef shownAs = key.ref().kind() == ObjectKind.COLUMN ? table(key.ref()) : key.ref();
            return new ChangeRow(
                    key.action(),
                    key.ref(),
                    name(key, changes),
                    key.ref().kind().label(),
                    key.action() == Action.CHANGE ? former.getOrDefault(shownAs, shownAs) : shownAs,
                    renamed.getOrDefault(shownAs, shownAs),
                    changes,
                    absent ? Optional.of(keptOut.get(changes.getFirst())) : Optional.empty(),
                    count(found, Severity.ERROR),
                    count(found, Severity.WARNING),
                    changes.stream()
                            .flatMap(c -> statements.getOrDefault(c, List.of()).stream())
                            .distinct()
                            .sorted()
                            .toList(),
                    key.action() == Action.CHANGE ? Optional.empty() : Optional.ofNullable(cases.get(key.ref())));
        }

        /** What looks renamed, under an identity of its own: the old and the new object have rows beside it. */
        List<ChangeRow> suggested(Shown shown) {
            return shown.renames().stream()
                    .filter(c -> c.state() != RenameCase.State.CONFIRMED)
                    .map(this::suggested)
                    .toList();
        }

        private ChangeRow suggested(RenameCase aCase) {
            ObjectRef from = aCase.rename().from();
            ObjectRef to = aCase.rename().to();
            boolean column = from.kind() == ObjectKind.COLUMN;
            boolean beside = from.path()
                    .subList(0, from.path().size() - 1)
                    .equals(to.path().subList(0, to.path().size() - 1));
            return new ChangeRow(
                    Action.SUGGESTED,
                    aCase.shownAs(),
                    from.display() + ARROW + (beside ? to.name() : to.display()),
                    from.kind().label(),
                    column ? table(from) : from,
                    column ? table(to) : to,
                    List.of(),
                    Optional.empty(),
                    0,
                    0,
                    statements.entrySet().stream()
                            .filter(e -> e.getKey().ref().equals(from)
                                    || e.getKey().ref().equals(to))
                            .flatMap(e -> e.getValue().stream())
                            .distinct()
                            .sorted()
                            .toList(),
                    Optional.of(aCase));
        }

        private static String name(Key key, List<Change> changes) {
            return switch (changes.getFirst()) {
                case Change.RenameColumn rename
                when key.action() == Action.RENAME -> key.ref().display() + ARROW + rename.newName();
                case Change.RenameObject rename
                when key.action() == Action.RENAME ->
                    key.ref().display() + ARROW + rename.newRef().name();
                default -> plainName(key.ref());
            };
        }

        /** Of an access rule first who it is about: in a list of hundreds the kind may not be read. */
        private static String plainName(ObjectRef ref) {
            String name = ref.display();
            if (!AccessRule.describes(ref.kind()) || !name.startsWith("of ")) {
                return name;
            }
            return ref.kind() == ObjectKind.OWNER ? ref.kind().label() + " " + name : name.substring("of ".length());
        }

        private static int count(List<Diagnostic> found, Severity severity) {
            return (int) found.stream()
                    .filter(d -> d.active() && d.severity() == severity)
                    .count();
        }
    }
}
