package dev.countersign.lint;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.TableCopy;
import dev.countersign.diff.Change;
import dev.countersign.diff.Rename;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tables that a migration builds anew: {@code CREATE TABLE new}, {@code INSERT INTO new SELECT ... FROM t}, {@code DROP TABLE t}, {@code ALTER TABLE new RENAME
 * TO t}. Together these change a table and drop none, so they are one change of that table, at the first of them. What does not copy every row, and every
 * value of every column that stays, is left as it is: then the drop loses something.
 */
final class TableRebuilds {
    private final Dialect dialect;

    TableRebuilds(Dialect dialect) {
        this.dialect = dialect;
    }

    /** From which step to which, and the columns that go on under another name. */
    private record Rebuild(int last, List<Rename> renames) {}

    /** The steps, where the first of each rebuild changes what all of it changes, and the others change nothing. */
    List<LintStep> folded(List<LintStep> steps) {
        List<LintStep> folded = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Optional<Rebuild> rebuild = begins(steps, i);
            if (rebuild.isEmpty()) {
                folded.add(steps.get(i));
                continue;
            }
            LintStep first = steps.get(i);
            LintStep last = steps.get(rebuild.get().last());
            folded.add(new LintStep(
                    first.number(),
                    first.sql(),
                    first.transaction(),
                    first.before(),
                    last.after(),
                    dialect.diff(first.before(), last.after(), rebuild.get().renames())
                            .changes(),
                    first.nolint()));
            for (; i < rebuild.get().last(); i++) {
                LintStep next = steps.get(i + 1);
                folded.add(new LintStep(
                        next.number(),
                        next.sql(),
                        next.transaction(),
                        last.after(),
                        last.after(),
                        List.of(),
                        next.nolint()));
            }
        }
        return folded;
    }

    private Optional<Rebuild> begins(List<LintStep> steps, int start) {
        Optional<Table> made = steps.get(start).changes(Change.AddObject.class).stream()
                .map(Change.AddObject::object)
                .filter(Table.class::isInstance)
                .map(Table.class::cast)
                .findFirst();
        if (made.isEmpty()) {
            return Optional.empty();
        }
        ObjectRef next = made.get().ref();
        Optional<Table> old = Optional.empty();
        Optional<List<Rename>> copied = Optional.empty();
        boolean dropped = false;
        for (int i = start; i < steps.size(); i++) {
            LintStep step = steps.get(i);
            Optional<TableCopy> copy = dialect.copy(step.sql()).filter(c -> same(c.into(), next.name()));
            if (copy.isPresent() && old.isEmpty()) {
                old = table(step, next, copy.get().from());
                copied = old.flatMap(table -> carried(copy.get(), table, made.get()));
            } else if (old.isPresent() && drops(step, old.get().ref())) {
                dropped = true;
            } else if (old.isPresent()
                    && dropped
                    && renames(step, next, old.get().ref())) {
                int last = i;
                return copied.map(renamed -> new Rebuild(last, renamed));
            }
            if (!isAbout(step, next, old)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<Table> table(LintStep step, ObjectRef beside, String name) {
        return step.before().all(Table.class).stream()
                .filter(t ->
                        t.ref().schema().equals(beside.schema()) && same(t.ref().name(), name))
                .findFirst();
    }

    private static boolean drops(LintStep step, ObjectRef table) {
        return step.changes(Change.DropObject.class).stream()
                .anyMatch(d -> d.ref().equals(table));
    }

    private static boolean renames(LintStep step, ObjectRef from, ObjectRef to) {
        return step.changes(Change.RenameObject.class).stream()
                .anyMatch(r -> r.ref().equals(from) && same(r.newRef().name(), to.name()));
    }

    /** Whether the step changes nothing but one of the two tables and what refers to them: anything else keeps its own place. */
    private static boolean isAbout(LintStep step, ObjectRef made, Optional<Table> old) {
        return step.changes().stream()
                .allMatch(change -> concerns(change, made)
                        || old.filter(table -> concerns(change, table.ref())).isPresent());
    }

    private static boolean concerns(Change change, ObjectRef table) {
        return tableOf(change).equals(table) || refersTo(change, table);
    }

    /** While the one table is gone and the other not yet in its place, foreign keys of others lead to nothing. */
    private static boolean refersTo(Change change, ObjectRef table) {
        return switch (change) {
            case Change.AddObject(ForeignKey key) -> key.referencedTable().equals(table);
            case Change.DropObject(ForeignKey key) -> key.referencedTable().equals(table);
            case Change.ModifyObject(ForeignKey before, ForeignKey after, var attributes) ->
                before.referencedTable().equals(table)
                        || after.referencedTable().equals(table);
            default -> false;
        };
    }

    private static ObjectRef tableOf(Change change) {
        return switch (change) {
            case Change.AddColumn add -> add.table();
            case Change.DropColumn drop -> drop.table();
            case Change.ModifyColumn modify -> modify.table();
            case Change.RenameColumn rename -> rename.table();
            case Change.AddObject add when add.object() instanceof TableObject part -> part.table();
            case Change.DropObject drop when drop.object() instanceof TableObject part -> part.table();
            case Change.ModifyObject modify when modify.current() instanceof TableObject part -> part.table();
            case Change.RenameObject rename when rename.current() instanceof TableObject part -> part.table();
            case Change.AddObject add -> add.ref();
            case Change.DropObject drop -> drop.ref();
            case Change.ModifyObject modify -> modify.ref();
            case Change.RenameObject rename -> rename.ref();
        };
    }

    /** The columns that are copied under another name; empty when a column of both tables does not get its own values. */
    private static Optional<List<Rename>> carried(TableCopy copy, Table old, Table made) {
        if (copy.takesAll()) {
            boolean inPlace = names(old).size() == names(made).size()
                    && IntStream.range(0, names(old).size())
                            .allMatch(i -> same(names(old).get(i), names(made).get(i)));
            return inPlace && copy.targets().isEmpty() ? Optional.of(List.of()) : Optional.empty();
        }
        List<String> targets = copy.targets().isEmpty() ? names(made) : copy.targets();
        if (targets.size() != copy.values().size()) {
            return Optional.empty();
        }
        List<Rename> renames = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            Optional<String> from = copy.values().get(i).column();
            String to = targets.get(i);
            if (from.filter(f -> has(old, f) && !has(made, f) && !has(old, to)).isPresent()) {
                renames.add(new Rename(ObjectRef.column(old.ref(), from.get()), ObjectRef.column(old.ref(), to)));
            }
        }
        boolean all = names(old).stream().filter(name -> has(made, name)).allMatch(name -> gets(copy, targets, name));
        return all ? Optional.of(renames) : Optional.empty();
    }

    /** Whether the column of that name gets a value that is made of itself. */
    private static boolean gets(TableCopy copy, List<String> targets, String name) {
        for (int i = 0; i < targets.size(); i++) {
            if (same(targets.get(i), name)) {
                return copy.values().get(i).names().stream().anyMatch(n -> same(n, name));
            }
        }
        return false;
    }

    /** The columns that hold something of their own. */
    private static List<String> names(Table table) {
        return table.columns().stream()
                .filter(c -> c.generated().isEmpty())
                .map(Column::name)
                .toList();
    }

    private static boolean has(Table table, String column) {
        return table.columns().stream().anyMatch(c -> same(c.name(), column));
    }

    private static boolean same(String name, String other) {
        return name.equalsIgnoreCase(other);
    }
}
