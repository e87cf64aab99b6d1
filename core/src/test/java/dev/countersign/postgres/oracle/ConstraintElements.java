package dev.countersign.postgres.oracle;

import dev.countersign.postgres.oracle.TableElements.Shape;
import dev.countersign.postgres.oracle.TableElements.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Keys, checks, foreign keys and indexes of a random schema. What could fail over the rows of the first schema is left out. */
final class ConstraintElements {
    private static final String NOT_ENFORCED = " NOT ENFORCED";
    private static final List<String> FOREIGN = List.of(
            "",
            " ON DELETE CASCADE",
            " ON DELETE SET NULL ON UPDATE CASCADE",
            " DEFERRABLE INITIALLY DEFERRED",
            " MATCH FULL",
            " NOT VALID",
            NOT_ENFORCED,
            " DEFERRABLE");

    private final Universe universe;
    private final Map<Table, Element> primaryKeys = new HashMap<>();

    private ConstraintElements(Universe universe) {
        this.universe = universe;
    }

    static void addTo(Universe universe, TableElements tables) {
        ConstraintElements constraints = new ConstraintElements(universe);
        for (Table table : tables.of(Shape.PLAIN, Shape.PARTITIONED)) {
            constraints.addPrimaryKey(table);
            constraints.addChecks(table);
            table.columns().forEach(column -> constraints.addUnique(table, column));
            constraints.addExclusion(table);
        }
        for (Table table : tables.tables()) {
            if (table.shape() != Shape.PARTITION) {
                table.columns().forEach(column -> constraints.addIndex(table, column));
            }
        }
        for (Table table : tables.of(Shape.PLAIN, Shape.PARTITIONED)) {
            for (Column column : table.columns()) {
                if (column.family() == Family.REFERENCE) {
                    constraints.addForeignKey(table, column, universe.any(tables.of(Shape.PLAIN)));
                }
            }
        }
    }

    private static Predicate<Sketch> filled(Table table, Column column) {
        return s -> s.fromTheStart(column.element()) || !s.fromTheStart(table.element());
    }

    private void commentable(Element element, String name, Table table) {
        universe.commentable(element, "CONSTRAINT " + name + " ON " + table.name());
    }

    private void addPrimaryKey(Table table) {
        String name = universe.name("pk");
        List<String> options = List.of("", " WITH (fillfactor = 60)", " DEFERRABLE INITIALLY DEFERRED");
        Element element = universe.add(
                "primary key of " + table.name(),
                List.of(table.key().element()),
                List.of(options.size()),
                filled(table, table.key()),
                (s, e) -> "ALTER TABLE " + table.name() + " ADD CONSTRAINT " + name + " PRIMARY KEY ("
                        + table.key().name() + ")"
                        + options.get(table.shape() == Shape.PARTITIONED ? 0 : s.dial(e, 0)));
        primaryKeys.put(table, element);
        commentable(element, name, table);
    }

    private void addUnique(Table table, Column column) {
        if (!column.family().keyed() || column.kind() != Column.Kind.PLAIN || !universe.oneIn(3)) {
            return;
        }
        String name = universe.name("uq");
        List<String> options = List.of("", " DEFERRABLE", " WITH (fillfactor = 50)");
        Element element = universe.add(
                "unique " + name,
                List.of(column.element(), table.key().element()),
                List.of(options.size(), 3),
                filled(table, column).and(filled(table, table.key())),
                (s, e) -> "ALTER TABLE " + table.name() + " ADD CONSTRAINT " + name + " UNIQUE"
                        + (s.dial(e, 1) == 1 ? s.since(15, " NULLS NOT DISTINCT", "") : "") + " (" + column.name()
                        + ", "
                        + table.key().name() + ")"
                        + (s.dial(e, 1) == 2
                                        && table.columns().getLast() != column
                                        && s.has(table.columns().getLast().element())
                                        && table.columns().getLast().kind() == Column.Kind.PLAIN
                                ? " INCLUDE (" + table.columns().getLast().name() + ")"
                                : "")
                        + options.get(s.dial(e, 0)));
        commentable(element, name, table);
    }

    private void addChecks(Table table) {
        for (Column column : table.columns()) {
            if (!universe.oneIn(3)) {
                continue;
            }
            String name = universe.name("ck");
            String c = column.name();
            boolean virtual = column.kind() == Column.Kind.GENERATED;
            List<String> conditions = List.of(
                    c + " IS NULL OR length(" + c + "::text) > 0",
                    "coalesce(" + c + "::text, 'none') <> 'it''s'",
                    c + " IS NULL OR " + c + " IS NOT NULL");
            List<String> options = List.of("", " NOT VALID", " NO INHERIT", universe.since(18, NOT_ENFORCED, ""));
            Element element = universe.add(
                    "check " + name,
                    List.of(column.element()),
                    List.of(virtual ? 1 : conditions.size(), options.size()),
                    (s, e) -> "ALTER TABLE " + table.name() + " ADD CONSTRAINT " + name + " CHECK ("
                            + conditions.get(s.dial(e, 0))
                            + ")"
                            + options.get(table.shape() == Shape.PARTITIONED ? s.dial(e, 1) % 2 : s.dial(e, 1)));
            commentable(element, name, table);
        }
    }

    private void addExclusion(Table table) {
        if (table.shape() != Shape.PLAIN || !universe.oneIn(4)) {
            return;
        }
        String name = universe.name("ex");
        String range =
                "int8range(" + table.key().name() + "::bigint, " + table.key().name() + "::bigint, '[]') WITH &&";
        List<String> options =
                List.of("", " WHERE (" + table.key().name() + " > 0)", " DEFERRABLE", " WITH (fillfactor = 80)");
        Element element = universe.add(
                "exclusion " + name,
                List.of(table.key().element()),
                List.of(options.size()),
                filled(table, table.key()),
                (s, e) -> "ALTER TABLE " + table.name() + " ADD CONSTRAINT " + name + " EXCLUDE USING gist (" + range
                        + ")" + (s.dial(e, 0) == 1 ? options.get(1) : options.get(s.dial(e, 0))));
        commentable(element, name, table);
    }

    private void addForeignKey(Table table, Column column, Table target) {
        String name = universe.name("fk");
        Element key = primaryKeys.get(target);
        List<String> foreign = FOREIGN.stream()
                .map(option -> option.equals(NOT_ENFORCED) ? universe.since(18, option, "") : option)
                .toList();
        universe.link(table.element());
        universe.link(target.element());
        Element element = universe.add(
                "foreign key " + name + " to " + target.name(),
                List.of(column.element(), key),
                List.of(FOREIGN.size()),
                // other than deferrable keys, and over rows that are there to point to
                s -> s.dial(key, 0) != 2
                        && (s.fromTheStart(target.element())
                                        && s.fromTheStart(target.key().element())
                                || !s.fromTheStart(column.element())),
                (s, e) -> "ALTER TABLE " + table.name() + " ADD CONSTRAINT " + name + " FOREIGN KEY (" + column.name()
                        + ") REFERENCES "
                        + target.name() + " (" + target.key().name() + ")"
                        + foreign.get(table.shape() == Shape.PARTITIONED ? s.dial(e, 0) % 4 : s.dial(e, 0)));
        commentable(element, name, table);
    }

    private void addIndex(Table table, Column column) {
        if (column.kind() == Column.Kind.GENERATED || !universe.oneIn(2)) {
            return;
        }
        String name = universe.name("ix");
        String c = column.name();
        String key = table.key().name();
        List<String> bodies =
                new ArrayList<>(List.of("((" + c + " IS NULL))", "(" + key + ") WHERE " + c + " IS NOT NULL"));
        if (column.family().ordered()) {
            bodies.addAll(List.of(
                    "(" + c + ")",
                    "(" + c + " DESC NULLS LAST)",
                    "(" + c + ", " + key + " DESC)",
                    "(" + c + ") INCLUDE (" + key + ")",
                    "(" + c + ") WHERE " + key + " > 0",
                    "(" + c + ") WHERE " + key + " > 1"));
        }
        if (column.family().keyed()) {
            bodies.addAll(List.of("USING hash (" + c + ")", "USING brin (" + c + ") WITH (pages_per_range = 16)"));
        }
        if (column.family().textual()) {
            bodies.addAll(List.of(
                    "(lower(" + c + "))",
                    "(" + c + " text_pattern_ops)",
                    "(" + c + " COLLATE \"C\")",
                    "((" + c + " || 'x'), " + key + ")"));
        }
        if (column.family().name().startsWith("tsvector")) {
            bodies.addAll(List.of(
                    "USING gin (" + c + ")",
                    "USING gist (" + c + universe.since(13, " tsvector_ops (siglen = 50)", "") + ")"));
        }
        if (column.family().name().startsWith("text[]")) {
            bodies.add("USING gin (" + c + ") WITH (fastupdate = off)");
        }
        if (column.family().name().startsWith("point")) {
            bodies.addAll(List.of("USING gist (" + c + ")", "USING spgist (" + c + ")"));
        }
        Element element = universe.add(
                "index " + name,
                List.of(table.element(), column.element(), table.key().element()),
                List.of(bodies.size(), 4),
                (s, e) -> "CREATE INDEX " + name + " ON " + table.name() + " " + bodies.get(s.dial(e, 0))
                        + (s.dial(e, 0) == 0 && s.dial(e, 1) == 1 && table.shape() == Shape.PLAIN
                                ? ";\nALTER INDEX " + table.space().name() + "." + name
                                        + " ALTER COLUMN 1 SET STATISTICS 50"
                                : "")
                        + (s.dial(e, 0) == 2 && s.dial(e, 1) == 2 && table.shape() == Shape.PLAIN
                                ? ";\nALTER TABLE " + table.name() + " CLUSTER ON " + name
                                : ""));
        universe.commentable(element, "INDEX " + table.space().name() + "." + name);
    }
}
