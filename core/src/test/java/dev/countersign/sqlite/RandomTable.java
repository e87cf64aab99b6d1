package dev.countersign.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A table of a random schema, that can be changed and copied. */
final class RandomTable {
    static final class Column {
        String name;
        String type;
        boolean solid;
        boolean notNull;
        String dflt;
        String collation;
        String generated;
        boolean stored;
        String check;
        String conflict;

        Column copy() {
            Column c = new Column();
            c.name = name;
            c.type = type;
            c.solid = solid;
            c.notNull = notNull;
            c.dflt = dflt;
            c.collation = collation;
            c.generated = generated;
            c.stored = stored;
            c.check = check;
            c.conflict = conflict;
            return c;
        }
    }

    String name;
    List<Column> cols = new ArrayList<>();
    List<String> pk = new ArrayList<>();
    boolean autoincrement;
    boolean withoutRowid;
    boolean strict;
    List<String> uniques = new ArrayList<>();
    Optional<String> reference = Optional.empty();
    String referenceColumn;
    String referenceTail = "";
    String checkName;
    String tableCheck;

    RandomTable copy() {
        RandomTable t = new RandomTable();
        t.name = name;
        cols.forEach(c -> t.cols.add(c.copy()));
        t.pk.addAll(pk);
        t.autoincrement = autoincrement;
        t.withoutRowid = withoutRowid;
        t.strict = strict;
        t.uniques.addAll(uniques);
        t.reference = reference;
        t.referenceColumn = referenceColumn;
        t.referenceTail = referenceTail;
        t.checkName = checkName;
        t.tableCheck = tableCheck;
        return t;
    }

    Optional<Column> col(String wanted) {
        return cols.stream().filter(c -> c.name.equals(wanted)).findFirst();
    }

    /** The name as SQL text. */
    static String q(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The statement that makes it. */
    String statement() {
        List<String> lines = new ArrayList<>();
        for (Column c : cols) {
            boolean auto = autoincrement && pk.contains(c.name);
            lines.add(q(c.name) + " " + c.type
                    + (c.collation == null ? "" : " COLLATE " + c.collation)
                    + (auto ? " PRIMARY KEY AUTOINCREMENT" : "")
                    + (c.notNull ? " NOT NULL" : "")
                    + (c.conflict == null ? "" : " ON CONFLICT " + c.conflict)
                    + (c.dflt == null ? "" : " DEFAULT " + c.dflt)
                    + (c.check == null ? "" : " CHECK (" + c.check.replace("%s", q(c.name)) + ")")
                    + (c.generated == null
                            ? ""
                            : " AS (" + q(c.generated) + " || 'g') " + (c.stored ? "STORED" : "VIRTUAL")));
        }
        if (!pk.isEmpty() && !autoincrement) {
            lines.add("PRIMARY KEY ("
                    + String.join(", ", pk.stream().map(RandomTable::q).toList()) + ")");
        }
        uniques.stream().distinct().forEach(u -> lines.add("UNIQUE (" + q(u) + ")"));
        reference.ifPresent(parent ->
                lines.add("FOREIGN KEY (" + q(referenceColumn) + ") REFERENCES " + q(parent) + referenceTail));
        if (tableCheck != null) {
            lines.add((checkName == null ? "" : "CONSTRAINT " + q(checkName) + " ") + "CHECK (" + q(tableCheck)
                    + " IS NOT 'never')");
        }
        List<String> options = new ArrayList<>();
        if (strict) {
            options.add("STRICT");
        }
        if (withoutRowid) {
            options.add("WITHOUT ROWID");
        }
        return "CREATE TABLE " + q(name) + " (" + String.join(", ", lines) + ") " + String.join(", ", options);
    }
}
