package dev.countersign.sqlite.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Generated;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.sqlite.definition.TableSql;
import dev.countersign.sqlite.sql.Ident;
import dev.countersign.sqlite.sql.Lexer;
import dev.countersign.sqlite.sql.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Changes a table with {@code ALTER TABLE}, as far as it goes (lang_altertable.html). */
final class InPlace {
    private final Situation situation;
    private final SetAside setAside;

    /** @param setAside views and triggers, by current identity, that do not exist while tables change */
    InPlace(Situation situation, SetAside setAside) {
        this.situation = situation;
        this.setAside = setAside;
    }

    /** The statements, or empty when the table has to be rebuilt. */
    Optional<List<Draft>> drafts(Table before, Table after) {
        List<Change.AddColumn> additions = new ArrayList<>();
        List<Change.DropColumn> drops = new ArrayList<>();
        List<Constraint> constraints = new ArrayList<>();
        for (Change change : situation.ofTable(after.ref())) {
            switch (change) {
                case Change.AddColumn a -> additions.add(a);
                case Change.DropColumn d -> drops.add(d);
                case Change.AddObject a when a.object() instanceof Constraint c -> constraints.add(c);
                default -> {
                    return Optional.empty();
                }
            }
        }
        // what is computed comes after, and goes before, what it is computed from
        List<Change.AddColumn> added = behindWhatTheyName(additions, situation.target());
        List<Change.DropColumn> dropped =
                behindWhatTheyName(drops.reversed(), situation.current()).reversed();
        Optional<Map<String, List<Constraint>>> places = places(added, constraints);
        if (places.isEmpty()
                || dropped.size() == before.columns().size()
                || mayCutTooMuch(before, dropped)
                || !added.stream().allMatch(a -> canAdd(a.column(), places.get()))
                || !dropped.stream().allMatch(d -> canDrop(d, dropped))) {
            return Optional.empty();
        }
        List<Draft> drafts = new ArrayList<>();
        dropped.forEach(d -> drafts.add(drop(after, d)));
        added.forEach(a ->
                drafts.add(add(after, a, places.get().getOrDefault(a.column().name(), List.of()))));
        return Optional.of(drafts);
    }

    /**
     * To drop the last column, SQLite before 3.54 cuts the text off at the nearest comma before it, and that may stand in a comment: what is behind the column
     * then goes on in that comment. A column between others is cut out between two names.
     */
    private boolean mayCutTooMuch(Table before, List<Change.DropColumn> dropped) {
        Column last = before.columns().getLast();
        return situation.current().surroundings().commentedTables().contains(before.ref())
                && dropped.stream().anyMatch(d -> d.column().name().equals(last.name()));
    }

    private static Draft drop(Table table, Change.DropColumn change) {
        return Draft.of(
                        "ALTER TABLE " + Ident.quote(table.ref().name()) + " DROP COLUMN "
                                + Ident.quote(change.column().name()),
                        change.ref(),
                        "the column goes with its values",
                        List.of(change))
                .losing(change.column().generated().isEmpty());
    }

    private Draft add(Table table, Change.AddColumn change, List<Constraint> constraints) {
        String name = Ident.quote(table.ref().name());
        List<Change> changes = new ArrayList<>();
        changes.add(change);
        constraints.forEach(c -> changes.addAll(situation.of(c.ref())));
        return Draft.of(
                        "ALTER TABLE " + name + " ADD COLUMN "
                                + new TableSql(table, constraints).column(change.column(), constraints),
                        change.ref(),
                        "the table gets a column",
                        changes)
                .undoneBy("ALTER TABLE " + name + " DROP COLUMN "
                        + Ident.quote(change.column().name()));
    }

    /** The columns in an order in which what is computed stands behind what it is computed from; ordinary ones first. */
    private static <C extends Change> List<C> behindWhatTheyName(List<C> changes, Catalog catalog) {
        Map<ObjectRef, C> waiting = new LinkedHashMap<>();
        changes.forEach(c -> waiting.put(c.ref(), c));
        List<C> ordered = new ArrayList<>();
        changes.stream()
                .filter(c -> catalog.references(c.ref()).isEmpty())
                .forEach(c -> move(c.ref(), catalog, waiting, ordered));
        changes.forEach(c -> move(c.ref(), catalog, waiting, ordered));
        return ordered;
    }

    private static <C> void move(ObjectRef column, Catalog catalog, Map<ObjectRef, C> waiting, List<C> ordered) {
        C change = waiting.remove(column);
        if (change != null) {
            catalog.references(column).forEach(named -> move(named, catalog, waiting, ordered));
            ordered.add(change);
        }
    }

    /** New constraints by the new column at which they can stand; empty when one can stand at none. */
    private static Optional<Map<String, List<Constraint>>> places(
            List<Change.AddColumn> added, List<Constraint> constraints) {
        Map<String, List<Constraint>> places = new HashMap<>();
        for (Constraint constraint : constraints) {
            List<String> columns = switch (constraint) {
                case ForeignKey f when f.columns().size() == 1 -> f.columns();
                case CheckConstraint c when !c.definition().contains(" ON CONFLICT ") -> c.columns();
                default -> List.of();
            };
            // a check can only stand at a column behind all others that it names
            Optional<String> last = added.reversed().stream()
                    .map(a -> a.column().name())
                    .filter(columns::contains)
                    .findFirst();
            if (last.isEmpty()) {
                return Optional.empty();
            }
            places.computeIfAbsent(last.get(), c -> new ArrayList<>()).add(constraint);
        }
        return Optional.of(places);
    }

    private static boolean canAdd(Column column, Map<String, List<Constraint>> places) {
        boolean stored = column.generated()
                .filter(g -> g.storage() == Generated.Storage.STORED)
                .isPresent();
        boolean hasValue =
                column.defaultExpression().filter(d -> !d.equals("NULL")).isPresent();
        boolean refers = places.getOrDefault(column.name(), List.of()).stream().anyMatch(ForeignKey.class::isInstance);
        return !stored
                && column.defaultExpression().filter(d -> !isConstant(d)).isEmpty()
                && (!column.notNull() || hasValue || column.generated().isPresent())
                && !(refers && hasValue);
    }

    /** What SQLite takes as the value of a new column in rows that exist. */
    private static boolean isConstant(String expression) {
        if (!TableSql.isTerm(expression)) {
            return false;
        }
        Token last = Lexer.tokens(expression).getLast();
        return !last.is("CURRENT_TIME") && !last.is("CURRENT_DATE") && !last.is("CURRENT_TIMESTAMP");
    }

    /** Whether nothing stands in the way: no key, check, foreign key, generated column, and no view or trigger that stays. */
    private boolean canDrop(Change.DropColumn change, List<Change.DropColumn> dropped) {
        Set<ObjectRef> going = new HashSet<>();
        dropped.forEach(d -> going.add(d.ref()));
        Set<ObjectRef> users = new TreeSet<>(situation.current().dependents(change.ref()));
        users.removeIf(u -> going.contains(u) || setAside.contains(u));
        return users.stream().noneMatch(u -> switch (u.kind()) {
            case VIEW, TRIGGER, COLUMN -> true;
            case PRIMARY_KEY, UNIQUE, CHECK, FOREIGN_KEY ->
                u.path().subList(0, 2).equals(change.table().path());
            default -> u.kind() == ObjectKind.INDEX && situation.of(u).isEmpty();
        });
    }
}
