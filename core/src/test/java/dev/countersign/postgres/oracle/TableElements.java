package dev.countersign.postgres.oracle;

import dev.countersign.postgres.oracle.Universe.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables of a random schema: ordinary ones, partitioned ones with partitions below them, and heirs. */
final class TableElements {
    /** Rows that every table of the first schema has. */
    static final int ROWS = 3;

    private static final List<String> STORAGE =
            List.of("", "fillfactor = 70", "autovacuum_enabled = false, toast.autovacuum_enabled = false");
    private static final List<String> REPLICA = List.of("", "REPLICA IDENTITY FULL", "REPLICA IDENTITY NOTHING");
    private static final List<String> SECURITY =
            List.of("", "ENABLE ROW LEVEL SECURITY", "ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY");

    private final Universe universe;
    private final List<Space> spaces;
    private final TypeElements types;
    private final RoutineElements routines;
    private final List<Table> tables = new ArrayList<>();

    /**
     * A table.
     *
     * @param columns all but the key
     * @param ancestors elements of the tables from which columns come
     */
    record Table(
            Space space,
            Element element,
            String bare,
            Column key,
            List<Column> columns,
            Shape shape,
            Optional<Table> parent) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Table table && table.element == element;
        }

        @Override
        public int hashCode() {
            return element.hashCode();
        }

        String name() {
            return space.name() + "." + bare;
        }

        /** The columns that are there, the key first and the parent's before. */
        List<Column> columnsIn(Sketch sketch) {
            return Stream.concat(Stream.of(key), columns.stream())
                    .filter(column -> sketch.has(column.element()))
                    .toList();
        }
    }

    /** What sort of table it is. */
    enum Shape {
        PLAIN,
        PARTITIONED,
        PARTITION,
        HEIR
    }

    TableElements(Universe universe, List<Space> spaces, TypeElements types, RoutineElements routines) {
        this.universe = universe;
        this.spaces = spaces;
        this.types = types;
        this.routines = routines;
        int count = 2 + universe.random().nextInt(3);
        for (int i = 0; i < count; i++) {
            Table table = addTable(Shape.PLAIN);
            if (universe.oneIn(3)) {
                addHeir(table);
            }
        }
        if (universe.oneIn(2)) {
            addPartitioned();
        }
    }

    List<Table> tables() {
        return tables;
    }

    List<Table> of(Shape... shapes) {
        return tables.stream().filter(t -> List.of(shapes).contains(t.shape())).toList();
    }

    private Table addTable(Shape shape) {
        Space space = universe.any(spaces);
        String bare = universe.name("t");
        String name = space.name() + "." + bare;
        Element element = universe.add(
                "table " + name,
                List.of(space.element()),
                List.of(STORAGE.size(), REPLICA.size(), SECURITY.size()),
                // written where its columns are known: behind all of them
                (s, e) -> "");
        Table table = table(space, element, bare, shape);
        tables.add(table);
        universe.addPart(element, s -> true, (s, e) -> create(s, table));
        universe.commentable(element, "TABLE " + name);
        addRows(table);
        universe.addPart(
                element,
                s -> s.dial(element, 2) > 0,
                (s, e) -> "ALTER TABLE " + name + " "
                        + SECURITY.get(universe.isLinked(element) ? 1 : s.dial(element, 2)));
        return table;
    }

    private Table table(Space space, Element element, String bare, Shape shape) {
        String name = space.name() + "." + bare;
        Column key = Column.of(
                universe,
                element,
                name,
                shape == Shape.PLAIN ? Family.INTEGER : Family.ROUTING,
                universe.oneIn(3) ? Column.Kind.IDENTITY : Column.Kind.PLAIN,
                List.of());
        if (shape == Shape.PARTITIONED) {
            universe.fix(key.element());
        }
        List<Column> columns = new ArrayList<>();
        int count = 2 + universe.random().nextInt(4);
        for (int i = 0; i < count; i++) {
            Family family = universe.oneIn(4) ? universe.any(types.families()) : Family.plain(universe);
            boolean generated = family == Family.INTEGER && universe.oneIn(2);
            columns.add(Column.of(
                    universe,
                    element,
                    name,
                    family,
                    generated && shape == Shape.PLAIN ? Column.Kind.GENERATED : Column.Kind.PLAIN,
                    family == Family.INTEGER ? generators() : List.of()));
        }
        if (universe.oneIn(2)) {
            columns.add(Column.of(universe, element, name, Family.REFERENCE, Column.Kind.PLAIN, List.of()));
        }
        return new Table(space, element, bare, key, columns, shape, Optional.empty());
    }

    private List<Column.Generator> generators() {
        TypeElements.Sequence sequence = universe.any(types.sequences());
        RoutineElements.Function function = universe.any(routines.values());
        return universe.oneIn(2)
                ? List.of(new Column.Generator(
                        sequence.element(),
                        "nextval(" + HostileNames.literal(sequence.name()).strip() + "::regclass)"))
                : List.of(new Column.Generator(function.element(), function.name() + "(3)"));
    }

    private String create(Sketch sketch, Table table) {
        List<Column> columns = table.columnsIn(sketch);
        String body = columns.stream().map(c -> c.declaration(sketch)).collect(Collectors.joining(", "));
        StringBuilder text = new StringBuilder("CREATE TABLE ")
                .append(table.name())
                .append(" (")
                .append(body)
                .append(')');
        if (table.shape() == Shape.PARTITIONED) {
            text.append(" PARTITION BY RANGE (").append(table.key().name()).append(')');
        } else if (sketch.dial(table.element(), 0) > 0) {
            text.append(" WITH (")
                    .append(STORAGE.get(sketch.dial(table.element(), 0)))
                    .append(')');
        }
        String replica = REPLICA.get(sketch.dial(table.element(), 1));
        if (!replica.isEmpty()) {
            text.append(";\nALTER TABLE ").append(table.name()).append(' ').append(replica);
        }
        columns.forEach(
                c -> c.settings(sketch).forEach(action -> text.append(";\n").append(action)));
        return text.toString();
    }

    private void addHeir(Table parent) {
        Space space = universe.any(spaces);
        String bare = universe.name("heir");
        String name = space.name() + "." + bare;
        String own = universe.name("own");
        Element element = universe.add(
                "heir " + name,
                List.of(space.element(), parent.element(), parent.key().element()),
                List.of(2, 2),
                (s, e) -> "CREATE TABLE " + name + " ("
                        + (s.dial(e, 0) == 0 ? "" : parent.key().declaration(s) + ", ") + own
                        + (s.dial(e, 1) == 0 ? " text" : " text DEFAULT 'own'") + ") INHERITS (" + parent.name() + ")");
        universe.commentable(element, "TABLE " + name);
        Table heir = new Table(space, element, bare, parent.key(), parent.columns(), Shape.HEIR, Optional.of(parent));
        tables.add(heir);
        addRows(heir);
    }

    private void addPartitioned() {
        Table root = addTable(Shape.PARTITIONED);
        // the key decides where rows go, so it cannot go itself
        List<Element> needs = List.of(root.element(), root.key().element());
        addPartition(root, needs, List.of("FOR VALUES FROM (MINVALUE) TO (10)"));
        addPartition(
                root,
                needs,
                List.of(
                        "FOR VALUES FROM (10) TO (20)",
                        "FOR VALUES FROM (10) TO (30)",
                        "FOR VALUES FROM (15) TO (20)"));
        addPartition(root, needs, List.of("DEFAULT"));
        Space space = universe.any(spaces);
        String bare = universe.name("part");
        String name = space.name() + "." + bare;
        List<Element> below = new ArrayList<>(needs);
        below.add(space.element());
        Element middle = universe.add(
                "partition " + name,
                below,
                List.of(2),
                (s, e) -> "CREATE TABLE " + name + " PARTITION OF " + root.name() + " FOR VALUES FROM (100) TO ("
                        + (s.dial(e, 0) == 0 ? "200" : "300") + ") PARTITION BY LIST ("
                        + root.key().name() + ")");
        Table sub = new Table(space, middle, bare, root.key(), root.columns(), Shape.PARTITION, Optional.of(root));
        List<Element> subNeeds = new ArrayList<>(needs);
        subNeeds.add(middle);
        addPartition(sub, subNeeds, List.of("FOR VALUES IN (100, 101)", "FOR VALUES IN (100, 102)"));
    }

    private void addPartition(Table root, List<Element> needs, List<String> bounds) {
        Space space = universe.any(spaces);
        String bare = universe.name("part");
        String name = space.name() + "." + bare;
        List<Element> all = new ArrayList<>(needs);
        all.add(space.element());
        Element element = universe.add(
                "partition " + name,
                all,
                List.of(bounds.size(), 2),
                (s, e) -> "CREATE TABLE " + name + " PARTITION OF " + root.name() + " " + bounds.get(s.dial(e, 0))
                        + (s.dial(e, 1) == 0 ? "" : " WITH (fillfactor = 80)"));
        universe.commentable(element, "TABLE " + name);
        Table partition =
                new Table(space, element, bare, root.key(), root.columns(), Shape.PARTITION, Optional.of(root));
        tables.add(partition);
        if (bounds.getFirst().contains("MINVALUE")) {
            addRows(partition);
        }
    }

    /** Rows are part of the first schema only; the plan has to bring them along. */
    private void addRows(Table table) {
        if (table.shape() == Shape.PARTITIONED) {
            return;
        }
        universe.addPart(table.element(), Sketch::first, (s, e) -> insert(s, table));
    }

    private static String insert(Sketch sketch, Table table) {
        List<Column> columns = table.columnsIn(sketch).stream()
                .filter(c -> c.kind() != Column.Kind.GENERATED)
                .toList();
        if (columns.isEmpty()) {
            return "INSERT INTO " + table.name() + " DEFAULT VALUES";
        }
        return "INSERT INTO " + table.name() + " ("
                + columns.stream().map(Column::name).collect(Collectors.joining(", "))
                + ") OVERRIDING SYSTEM VALUE VALUES "
                + Stream.iterate(1, n -> n + 1)
                        .limit(ROWS)
                        .map(n -> columns.stream()
                                .map(c -> c.family().value().apply(n))
                                .collect(Collectors.joining(", ", "(", ")")))
                        .collect(Collectors.joining(", "));
    }
}
