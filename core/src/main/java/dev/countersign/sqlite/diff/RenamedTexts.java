package dev.countersign.sqlite.diff;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Generated;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.Trigger;
import dev.countersign.catalog.View;
import dev.countersign.diff.Change;
import dev.countersign.diff.Rename;
import dev.countersign.diff.Renaming;
import dev.countersign.sqlite.sql.Lexer;
import dev.countersign.sqlite.sql.Token;
import dev.countersign.sqlite.sql.UnparsableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds texts that the renames do not account for. Two texts pass for the same when they differ in renamed words only; but SQLite writes a new name nowhere but
 * where it means what was renamed: not in another table, not in a string, and not in the arguments of a virtual table.
 */
final class RenamedTexts {
    private final Catalog current;
    private final Catalog desired;
    private final List<Rename> renames;
    private final Renaming renaming;

    /** @param renames all of them, those of capitals alone as well */
    RenamedTexts(Catalog current, Catalog desired, Collection<Rename> renames) {
        this.current = current;
        this.desired = desired;
        this.renaming = Renaming.effective(renames, current, desired);
        this.renames = renaming.renames();
    }

    /**
     * What differs all the same.
     *
     * @param known what is known to differ
     */
    List<Change> differences(Collection<Change> known) {
        if (renames.isEmpty()) {
            return List.of();
        }
        // what is renamed can differ as well
        Set<ObjectRef> met = new HashSet<>();
        known.stream().filter(c -> c.verb() != Change.Verb.RENAME).forEach(c -> met.add(c.ref()));
        List<Change> found = new ArrayList<>();
        for (SchemaObject before : current.objects().values()) {
            Optional<SchemaObject> other = desired.find(renaming.map(before.ref()));
            if (before instanceof Table old && other.orElse(null) instanceof Table after) {
                old.columns().stream()
                        .filter(c -> !met.contains(ObjectRef.column(old.ref(), c.name())))
                        .forEach(c -> column(old, c, after).ifPresent(found::add));
            } else if (other.isPresent() && !met.contains(before.ref()) && differs(before, other.get())) {
                found.add(new Change.ModifyObject(before, other.get(), List.of("definition")));
            }
        }
        return found;
    }

    private Optional<Change> column(Table table, Column before, Table wanted) {
        return wanted.column(renaming.mapColumn(table.ref(), before.name())).flatMap(after -> {
            List<String> attributes = new ArrayList<>();
            if (!before.type().equals(after.type())) {
                attributes.add("type");
            }
            // no default names a column
            if (!before.defaultExpression().equals(after.defaultExpression())) {
                attributes.add("defaultExpression");
            }
            if (!same(expression(before), expression(after), words(List.of(table.ref())))) {
                attributes.add("generated");
            }
            return attributes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Change.ModifyColumn(table.ref(), before, after, attributes));
        });
    }

    private static String expression(Column column) {
        return column.generated().map(Generated::expression).orElse("");
    }

    private boolean differs(SchemaObject before, SchemaObject after) {
        return switch (before) {
            case Index i -> !same(i.definition(), text(after), words(List.of(i.ref(), i.table())));
            case ForeignKey f -> !same(f.definition(), text(after), words(List.of(f.table(), f.referencedTable())));
            case Constraint c -> !same(c.definition(), text(after), words(List.of(c.table())));
            case View v -> !same(v.query(), text(after), words(current.references(v.ref())));
            case Trigger t -> !same(t.definition(), text(after), words(current.references(t.ref())));
            case DefinedObject d ->
                !same(
                        d.create(),
                        text(after),
                        words(d.ref().kind() == ObjectKind.TABLE ? List.of(d.ref()) : current.references(d.ref())));
            default -> false;
        };
    }

    private static String text(SchemaObject object) {
        return switch (object) {
            case Index i -> i.definition();
            case Constraint c -> c.definition();
            case View v -> v.query();
            case Trigger t -> t.definition();
            case DefinedObject d -> d.create();
            default -> "";
        };
    }

    /** New names by old ones, folded: of these tables and whatever else they are, and of their columns. */
    private Map<String, Set<String>> words(Collection<ObjectRef> named) {
        Map<String, Set<String>> words = new HashMap<>();
        for (Rename rename : renames) {
            ObjectRef from = rename.from();
            boolean ofTable = from.kind() == ObjectKind.COLUMN
                    && named.stream().anyMatch(r -> from.equals(ObjectRef.column(r, from.name())));
            if (ofTable || named.contains(from)) {
                words.computeIfAbsent(Token.fold(from.name()), n -> new HashSet<>())
                        .add(Token.fold(rename.to().name()));
            }
        }
        return words;
    }

    private static boolean same(String before, String after, Map<String, Set<String>> words) {
        if (before.equals(after)) {
            return true;
        }
        try {
            List<Token> left = Lexer.tokens(before);
            List<Token> right = Lexer.tokens(after);
            return left.size() == right.size()
                    && IntStream.range(0, left.size()).allMatch(i -> same(left.get(i), right.get(i), words));
        } catch (UnparsableException e) {
            return false;
        }
    }

    private static boolean same(Token before, Token after, Map<String, Set<String>> words) {
        if (before.kind() == Token.Kind.STRING || !before.canName() || !after.canName()) {
            return before.equals(after);
        }
        String left = Token.fold(before.name());
        String right = Token.fold(after.name());
        return left.equals(right) || words.getOrDefault(left, Set.of()).contains(right);
    }
}
