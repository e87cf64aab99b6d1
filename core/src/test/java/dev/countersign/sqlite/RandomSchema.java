package dev.countersign.sqlite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A random SQLite schema that can be changed at random into another one that rows of the first still fit. Every value of row number {@code i} reads as
 * {@code i} or is NULL, so that keys, checks and foreign keys hold whatever is added.
 */
public final class RandomSchema {
    static final int ROWS = 4;
    private static final String[] NAMES =
            "users,order,Line Items,it's,a\"b,größe,key,select,x_1,Price,group,values,t;1,a.b,[c]".split(",");

    /** How the keys of views begin that read other views. */
    private static final String ABOVE = "view above ";

    private static final String VIEW = "view ";

    final Random random;
    final TreeMap<String, RandomTable> tables = new TreeMap<>();
    private final Set<String> withRows = new TreeSet<>();
    final TreeMap<String, String> others = new TreeMap<>();

    RandomSchema(Random random) {
        this.random = random;
    }

    private boolean maybe(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** A schema to begin with. */
    public static RandomSchema first(Random random) {
        RandomSchema schema = new RandomSchema(random);
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            schema.newTable();
        }
        schema.withRows.addAll(schema.tables.keySet());
        schema.connect();
        schema.addOthers();
        return schema;
    }

    /** Another schema, a few changes away. */
    public RandomSchema changed() {
        RandomSchema next = new RandomSchema(random);
        tables.forEach((n, t) -> next.tables.put(n, t.copy()));
        next.withRows.addAll(tables.keySet());
        if (maybe(15) && next.tables.size() > 1) {
            next.tables.remove(pick(List.copyOf(next.tables.keySet())));
        }
        if (maybe(25)) {
            next.newTable();
        }
        for (RandomTable table : next.tables.values()) {
            for (int i = random.nextInt(3); i > 0; i--) {
                next.change(table);
            }
        }
        next.connect();
        if (maybe(60)) {
            others.forEach(next.others::put);
        }
        next.addOthers();
        next.others.values().removeIf(sql -> !next.fits(sql));
        next.others.entrySet().removeIf(e -> next.isAboveNothing(e.getKey(), e.getValue()));
        return next;
    }

    /** Objects name what they use between marks. */
    private boolean fits(String sql) {
        for (String part : sql.split("\u0001")) {
            if (part.startsWith("\u0002")) {
                String[] names = part.substring(1).split("\u0003");
                RandomTable table = tables.get(names[0]);
                if (table == null) {
                    return false;
                }
                for (int i = 1; i < names.length; i++) {
                    if (table.col(names[i]).isEmpty()) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private boolean isAboveNothing(String key, String sql) {
        return key.startsWith(ABOVE) && viewsOfTables().stream().noneMatch(v -> sql.endsWith(RandomTable.q(v)));
    }

    private List<String> viewsOfTables() {
        return others.keySet().stream()
                .filter(k -> k.startsWith(VIEW) && !k.startsWith(ABOVE))
                .map(k -> k.substring(VIEW.length()))
                .toList();
    }

    private static String uses(RandomTable table, String... columns) {
        return "\u0001\u0002" + table.name + "\u0003" + String.join("\u0003", columns) + "\u0001";
    }

    private void newTable() {
        String name = pick(List.of(NAMES)) + (maybe(50) ? " " + random.nextInt(9) : "");
        if (tables.keySet().stream().anyMatch(n -> n.equalsIgnoreCase(name))) {
            return;
        }
        RandomTable table = new RandomTable();
        table.name = name;
        table.strict = maybe(15);
        int count = 2 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            newColumn(table, i == 0);
        }
        choosePrimaryKey(table);
        tables.put(name, table);
    }

    private void newColumn(RandomTable table, boolean solid) {
        String name = pick(List.of(NAMES)) + (maybe(60) ? random.nextInt(20) : "");
        if (table.cols.stream().anyMatch(c -> c.name.equalsIgnoreCase(name))) {
            return;
        }
        RandomTable.Column col = new RandomTable.Column();
        col.name = name;
        col.type = pick(
                table.strict
                        ? List.of("INTEGER", "TEXT", "ANY")
                        : List.of("INTEGER", "TEXT", "VARCHAR(20)", "NUMERIC", "", "INT"));
        col.solid = (solid || maybe(30)) && !withRows.contains(table.name);
        shape(table, col);
        table.cols.add(col);
    }

    private void shape(RandomTable table, RandomTable.Column col) {
        col.notNull = maybe(40);
        col.dflt = col.notNull || maybe(30) ? pick(List.of("7", "'7'", "(3 + 4)", "-1", "'it''s'")) : null;
        if (col.dflt != null && col.type.startsWith("INT") && table.strict) {
            col.dflt = pick(List.of("7", "-1", "(3 + 4)"));
        }
        col.collation = maybe(15) ? pick(List.of("NOCASE", "RTRIM", "BINARY")) : null;
        col.check = maybe(15)
                ? pick(List.of("length(%s) < 1000", "%s IS NULL OR %s <> -12345", "%s NOT IN (99999, 99998)"))
                : null;
        col.conflict = col.notNull && maybe(10) ? pick(List.of("REPLACE", "IGNORE", "FAIL")) : null;
        if (!col.solid && maybe(12) && !table.cols.isEmpty()) {
            RandomTable.Column base = pick(table.cols);
            if (base.generated == null) {
                col.generated = base.name;
                col.stored = maybe(50);
                col.type = "TEXT";
                col.notNull = false;
                col.dflt = null;
                col.check = null;
                col.conflict = null;
            }
        }
    }

    private void choosePrimaryKey(RandomTable table) {
        table.pk.clear();
        table.autoincrement = false;
        table.withoutRowid = false;
        List<RandomTable.Column> solid =
                table.cols.stream().filter(c -> c.solid && c.generated == null).toList();
        if (solid.isEmpty() || maybe(20)) {
            return;
        }
        table.pk.add(pick(solid).name);
        RandomTable.Column key = table.col(table.pk.getFirst()).orElseThrow();
        if (key.type.equals("INTEGER") && maybe(40)) {
            table.autoincrement = true;
        } else {
            table.withoutRowid = maybe(25);
            RandomTable.Column second = pick(solid);
            if (maybe(25) && !table.pk.contains(second.name)) {
                table.pk.add(second.name);
            }
        }
    }

    private void change(RandomTable table) {
        switch (random.nextInt(12)) {
            case 0, 1 -> newColumn(table, false);
            case 2, 3 -> {
                RandomTable.Column gone = pick(table.cols);
                if (table.cols.size() > 2) {
                    dropColumn(table, gone);
                }
            }
            case 4 -> {
                RandomTable.Column col = pick(table.cols);
                if (col.generated == null && !table.strict && !table.pk.contains(col.name)) {
                    col.type = pick(List.of("INTEGER", "TEXT", "NUMERIC"));
                }
            }
            case 5 -> {
                RandomTable.Column col = pick(table.cols);
                boolean free = !table.pk.contains(col.name)
                        && !table.uniques.contains(col.name)
                        && !col.name.equals(table.referenceColumn)
                        && col.generated == null;
                if (free) {
                    String type = col.type;
                    shape(table, col);
                    col.type = type;
                    if (col.generated != null) {
                        col.generated = null;
                    }
                }
            }
            case 6 -> choosePrimaryKey(table);
            case 7 -> {
                List<RandomTable.Column> solid = table.cols.stream()
                        .filter(c -> c.solid && c.generated == null)
                        .toList();
                if (!solid.isEmpty() && !table.uniques.remove(pick(solid).name)) {
                    table.uniques.add(pick(solid).name);
                }
            }
            case 8 -> {
                table.tableCheck = maybe(60) ? pick(table.cols).name : null;
                table.checkName = maybe(50) ? pick(List.of("ok", "Not Bad", "check")) : null;
            }
            case 9 -> {
                table.reference = Optional.empty();
                table.referenceColumn = null;
            }
            case 10 -> {
                if (!table.pk.isEmpty() && !table.autoincrement) {
                    table.withoutRowid = !table.withoutRowid;
                }
            }
            default -> Collections.shuffle(table.cols, random);
        }
        if (table.tableCheck != null && table.col(table.tableCheck).isEmpty()) {
            table.tableCheck = null;
        }
    }

    private static void dropColumn(RandomTable table, RandomTable.Column gone) {
        boolean used = table.cols.stream().anyMatch(c -> gone.name.equals(c.generated));
        if (used || table.pk.contains(gone.name)) {
            return;
        }
        table.cols.remove(gone);
        table.uniques.remove(gone.name);
        if (gone.name.equals(table.referenceColumn)) {
            table.reference = Optional.empty();
            table.referenceColumn = null;
        }
    }

    /** Foreign keys from solid columns to single-column primary keys of the same type. */
    private void connect() {
        for (RandomTable table : tables.values()) {
            if (table.reference.isPresent()) {
                RandomTable parent = tables.get(table.reference.get());
                Optional<RandomTable.Column> own = table.col(table.referenceColumn);
                if (parent == null || own.isEmpty() || !suits(own.get(), parent)) {
                    table.reference = Optional.empty();
                    table.referenceColumn = null;
                }
            }
            if (table.reference.isEmpty() && maybe(35)) {
                RandomTable parent = pick(List.copyOf(tables.values()));
                table.cols.stream()
                        .filter(c -> withRows.contains(parent.name) && suits(c, parent))
                        .findFirst()
                        .ifPresent(c -> {
                            table.reference = Optional.of(parent.name);
                            table.referenceColumn = c.name;
                            table.referenceTail = pick(List.of(
                                    "",
                                    " ON DELETE CASCADE",
                                    " ON DELETE SET NULL ON UPDATE CASCADE",
                                    " DEFERRABLE INITIALLY DEFERRED",
                                    " ON DELETE RESTRICT"));
                        });
            }
        }
    }

    private static boolean suits(RandomTable.Column col, RandomTable parent) {
        if (parent.pk.size() != 1 || !col.solid || col.generated != null) {
            return false;
        }
        RandomTable.Column key = parent.col(parent.pk.getFirst()).orElseThrow();
        return key.type.equals(col.type) && !key.type.isEmpty() && key.collation == null;
    }

    private void addOthers() {
        addTheirs();
        addAbove();
    }

    private void addTheirs() {
        for (RandomTable table : tables.values()) {
            RandomTable.Column a = pick(table.cols);
            RandomTable.Column b = pick(table.cols);
            if (maybe(40)) {
                String name = "idx " + random.nextInt(6);
                String where = maybe(30) ? " WHERE " + RandomTable.q(b.name) + " IS NOT NULL" : "";
                String part = maybe(30)
                        ? "lower(" + RandomTable.q(a.name) + ")"
                        : RandomTable.q(a.name) + (maybe(30) ? " DESC" : "");
                boolean unique = a.solid && a.generated == null && maybe(30);
                others.put(
                        "index " + name,
                        "CREATE " + (unique ? "UNIQUE " : "") + "INDEX " + RandomTable.q(name) + " ON "
                                + RandomTable.q(table.name) + " (" + part + ")" + where + uses(table, a.name, b.name));
            }
            if (maybe(30)) {
                String name = "view " + random.nextInt(5);
                others.put(
                        "view " + name,
                        "CREATE VIEW " + RandomTable.q(name) + " AS SELECT " + RandomTable.q(a.name) + " AS x FROM "
                                + RandomTable.q(table.name)
                                + (maybe(40) ? " WHERE " + RandomTable.q(b.name) + " > 1" : "")
                                + uses(table, a.name, b.name));
            }
            if (maybe(30)) {
                String name = "trg " + random.nextInt(5);
                RandomTable other = pick(List.copyOf(tables.values()));
                others.put(
                        "trigger " + name,
                        "CREATE TRIGGER " + RandomTable.q(name) + " AFTER "
                                + pick(List.of("INSERT", "DELETE", "UPDATE OF " + RandomTable.q(a.name))) + " ON "
                                + RandomTable.q(table.name)
                                + " BEGIN DELETE FROM " + RandomTable.q(other.name) + " WHERE 0; SELECT 1; END"
                                + uses(table, a.name)
                                + uses(other));
            }
        }
    }

    /** A view that reads another one. */
    private void addAbove() {
        if (!viewsOfTables().isEmpty() && maybe(50)) {
            String key = ABOVE + random.nextInt(2);
            String name = RandomTable.q(key.substring(VIEW.length()));
            others.put(key, "CREATE VIEW " + name + " AS SELECT x FROM " + RandomTable.q(pick(viewsOfTables())));
        }
    }

    /** The statements that make it; views and triggers last. */
    public List<String> statements() {
        List<String> sql = new ArrayList<>();
        tables.values().forEach(t -> sql.add(t.statement()));
        for (String kind : List.of("index", "view", "trigger")) {
            others.forEach((key, text) -> {
                if (key.startsWith(kind)) {
                    sql.add(text.replaceAll("\u0001\u0002[^\u0001]*\u0001", ""));
                }
            });
        }
        return sql;
    }

    /** Rows that fit it and everything it may be changed into. */
    public List<String> inserts() {
        List<String> sql = new ArrayList<>();
        for (RandomTable table : tables.values()) {
            List<RandomTable.Column> cols =
                    table.cols.stream().filter(c -> c.generated == null).toList();
            for (int i = 1; i <= ROWS; i++) {
                int row = i;
                List<String> values = new ArrayList<>();
                for (RandomTable.Column c : cols) {
                    boolean missing = !c.solid && !c.notNull && (row + c.name.length()) % 3 == 0;
                    boolean text = c.type.equals("TEXT") || c.type.startsWith("VARCHAR");
                    values.add(missing ? "NULL" : text ? "'" + row + "'" : "" + row);
                }
                sql.add("INSERT INTO " + RandomTable.q(table.name) + " ("
                        + String.join(
                                ", ",
                                cols.stream().map(c -> RandomTable.q(c.name)).toList()) + ") VALUES ("
                        + String.join(", ", values) + ")");
            }
        }
        return sql;
    }
}
