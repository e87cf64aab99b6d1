package dev.countersign.sqlite.lint;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.dialect.TableCopy;
import dev.countersign.diff.Change;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.sqlite.sql.CopyText;
import dev.countersign.sqlite.sql.Token;
import dev.countersign.sqlite.sql.WriteText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the columns whose values move into columns that keep them in another way. */
final class Moves {
    /** Functions that put something in the place of NULL alone. */
    private static final Set<String> FILLING = Set.of("coalesce", "ifnull");

    private final LintInput input;
    private final Map<String, List<TableCopy>> copies = new HashMap<>();
    private final Map<String, Integer> written = new HashMap<>();

    /** Reads every statement once. */
    Moves(LintInput input) {
        this.input = input;
        for (LintStep step : input.steps()) {
            CopyText.of(step.sql())
                    .ifPresent(c -> copies.computeIfAbsent(Token.fold(c.from()), n -> new ArrayList<>())
                            .add(c));
            WriteText.tables(step.sql()).forEach(table -> written.merge(table, step.number(), Math::min));
        }
    }

    List<Moved> in(LintStep step) {
        List<Moved> found = new ArrayList<>();
        for (ObjectRef ref : tables(step)) {
            Optional<Table> before = step.before().find(ref, Table.class);
            Optional<Table> after = step.after().find(ref, Table.class);
            if (before.isPresent() && after.isPresent() && !isWritten(step, ref)) {
                for (Column column : after.get().columns()) {
                    column(step, before.get(), after.get(), column).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static Set<ObjectRef> tables(LintStep step) {
        Set<ObjectRef> tables = new LinkedHashSet<>();
        for (Change change : step.changes()) {
            switch (change) {
                case Change.ModifyColumn m -> tables.add(m.table());
                case Change.ModifyObject m when m.current() instanceof Table t -> tables.add(t.ref());
                // a key can make a column the number of the row
                case Change.AddObject a when a.object() instanceof KeyConstraint k -> tables.add(k.table());
                case Change.ModifyObject m when m.current() instanceof KeyConstraint k -> tables.add(k.table());
                default -> {
                    // keeps values as they were
                }
            }
        }
        return tables;
    }

    private Optional<Moved> column(LintStep step, Table before, Table after, Column wanted) {
        Catalog initial = input.steps().getFirst().before();
        Optional<Column> now = before.column(wanted.name());
        Optional<Column> original = input.history().originalColumn(before.ref(), wanted.name(), step, initial);
        Optional<ObjectRef> table = input.history().origin(before.ref(), step);
        boolean asked = now.filter(c -> c.generated().isEmpty()).isPresent()
                && wanted.generated().isEmpty()
                && original.filter(c -> c.generated().isEmpty()).isPresent()
                && table.isPresent()
                && takesOver(before.ref(), wanted.name());
        if (!asked) {
            return Optional.empty();
        }
        Storage old = Storage.of(step.before(), before, now.get());
        Storage other = Storage.of(step.after(), after, wanted);
        return old.equals(other)
                ? Optional.empty()
                : Optional.of(new Moved(
                        table.get(), original.get().name(), ObjectRef.column(before.ref(), wanted.name()), old, other));
    }

    /** Whether a statement before may have given the rows other values, so that those of now say nothing. */
    private boolean isWritten(LintStep step, ObjectRef table) {
        return written.getOrDefault(Token.fold(table.name()), Integer.MAX_VALUE) < step.number();
    }

    /** Whether the statements that copy the table take the column's values as they are. */
    private boolean takesOver(ObjectRef table, String column) {
        return copies.getOrDefault(Token.fold(table.name()), List.of()).stream()
                .flatMap(copy -> copy.values().stream())
                .filter(value -> value.names().stream().anyMatch(n -> same(n, column)))
                .allMatch(Moves::isValueItself);
    }

    private static boolean isValueItself(TableCopy.Value value) {
        return value.column().isPresent()
                || value.names().size() == 2
                        && FILLING.contains(Token.fold(value.names().getFirst()));
    }

    private static boolean same(String one, String other) {
        return Token.fold(one).equals(Token.fold(other));
    }
}
