package dev.countersign.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What SQLite itself says of a schema, written apart from the inspector so that neither can hide a mistake of the other. */
public final class PragmaFingerprint {
    private static final Pattern TOKEN = Pattern.compile(
            "--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\\[[^\\]]*\\]|[\\w$\\x{80}-\\x{10ffff}.]+|\\S",
            Pattern.DOTALL);

    private PragmaFingerprint() {}

    /** One line for each fact, sorted. */
    public static List<String> of(Connection connection) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (List<String> object : rows(
                    statement,
                    "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite@_%' ESCAPE '@'")) {
                String name = object.get(1);
                String what = object.get(0) + " " + name;
                if (object.get(0).equals("table")) {
                    table(statement, name, object.get(3), lines);
                } else {
                    List<String> words = words(object.get(3));
                    int on = words.indexOf("on");
                    boolean index = object.get(0).equals("index");
                    lines.add(what + ": " + (index ? words.contains("unique") && words.indexOf("unique") < on : "")
                            + String.join(" ", index ? words.subList(on, words.size()) : words));
                }
            }
        }
        Collections.sort(lines);
        return lines;
    }

    private static void table(Statement statement, String name, String sql, List<String> lines) throws SQLException {
        String what = "table " + name + " ";
        String literal = "'" + name.replace("'", "''") + "'";
        for (List<String> row : rows(statement, "SELECT wr, strict FROM pragma_table_list(" + literal + ")")) {
            lines.add(what + "options " + row);
        }
        for (List<String> row : rows(
                statement,
                "SELECT name, upper(type), \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(" + literal
                        + ")")) {
            String dflt = row.get(3) == null ? "none" : String.join(" ", words(row.get(3)));
            row.set(3, dflt);
            lines.add(what + "column " + row);
        }
        for (List<String> row : rows(
                statement,
                "SELECT name, \"unique\", origin, partial FROM pragma_index_list(" + literal
                        + ") WHERE origin <> 'c'")) {
            lines.add(what + "key " + row.subList(1, 4)
                    + rows(
                            statement,
                            "SELECT name, \"desc\", coll FROM pragma_index_xinfo('"
                                    + row.getFirst().replace("'", "''") + "') WHERE key ORDER BY seqno"));
        }
        Set<String> keys = new TreeSet<>();
        for (List<String> row : rows(
                statement,
                "SELECT group_concat(\"from\" || '>' || coalesce(\"to\", '')), lower(max(\"table\")), max(on_update), max(on_delete) FROM"
                        + " (SELECT * FROM pragma_foreign_key_list(" + literal + ") ORDER BY id, seq) GROUP BY id")) {
            keys.add(what + "foreign key " + row);
        }
        lines.addAll(keys);
        List<String> words = words(sql);
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i)) {
                case "check", "collate", "as", "conflict", "deferrable" ->
                    lines.add(what + words.get(i) + " " + following(words, i + 1));
                case "autoincrement" -> lines.add(what + words.get(i));
                default -> {
                    // PRAGMAs tell the rest
                }
            }
        }
    }

    /** The word or the whole parenthesis. */
    private static String following(List<String> words, int from) {
        int depth = 0;
        for (int i = from; i < words.size(); i++) {
            depth += words.get(i).equals("(") ? 1 : words.get(i).equals(")") ? -1 : 0;
            if (depth <= 0) {
                return String.join(" ", words.subList(from, i + 1));
            }
        }
        return "";
    }

    private static List<String> words(String sql) {
        List<String> words = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(sql);
        while (matcher.find()) {
            String word = matcher.group();
            char first = word.charAt(0);
            if (word.startsWith("--") || word.startsWith("/*")) {
                continue;
            }
            boolean quoted = word.length() > 1 && (first == '"' || first == '`' || first == '[');
            words.add(
                    first == '\''
                            ? word
                            : quoted
                                    ? word.substring(1, word.length() - 1)
                                            .replace("\"\"", "\"")
                                            .toLowerCase(Locale.ROOT)
                                    : word.toLowerCase(Locale.ROOT));
        }
        return words;
    }

    static List<List<String>> rows(Statement statement, String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
