package dev.countersign.sqlite.sql;

import dev.countersign.sqlite.sql.Token.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The one way of writing an SQL text, whatever space, comments, case of keywords and quotes it was written with: texts that mean the same to SQLite's
 * parser come out the same. Names in double quotes stay quoted unless they are known to be columns, or known to be none, because SQLite takes them for
 * strings when there is no such column.
 */
public final class SqlText {
    private static final Set<String> CLAUSES = Set.of(
            "SELECT",
            "FROM",
            "WHERE",
            "GROUP",
            "HAVING",
            "ORDER",
            "LIMIT",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "VALUES",
            "SET");
    /** Words that are these values wherever a value can stand, also where a column has their name. */
    private static final Set<String> MOMENTS = Set.of("CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP");

    /** Names of the row's number, in double quotes, too. */
    private static final Set<String> ROWIDS = Set.of("rowid", "_rowid_", "oid");

    private static final Set<String> OPENING_JOIN =
            Set.of("NATURAL", "LEFT", "RIGHT", "FULL", "INNER", "CROSS", "JOIN");

    private final Map<String, String> columns = new HashMap<>();
    private final Map<String, String> tables = new HashMap<>();
    private final boolean bounded;
    private final boolean oneSpelling;

    private SqlText(boolean bounded, boolean oneSpelling) {
        this.bounded = bounded;
        this.oneSpelling = oneSpelling;
    }

    /** For expressions in which every name is a column of one table: its columns are written as the table declares them. */
    public static SqlText ofTable(List<String> columnNames) {
        SqlText text = new SqlText(true, true);
        columnNames.forEach(c -> text.columns.put(Token.fold(c), c));
        return text;
    }

    /** The same where columns may be called by the name of the table, which SQLite writes in quotes when the table gets another. */
    public static SqlText ofTable(String table, List<String> columnNames) {
        SqlText text = ofTable(columnNames);
        text.tables.put(Token.fold(table), table);
        return text;
    }

    /** For defaults, which SQLite shows as they were written: blobs and numbers keep their letters, see {@link #sameDefault}. */
    public static SqlText ofDefault() {
        return new SqlText(true, false);
    }

    /** Whether two defaults so written mean the same. */
    public static boolean sameDefault(String one, String other) {
        SqlText text = ofTable(List.of());
        return text.write(Lexer.tokens(one)).equals(text.write(Lexer.tokens(other)));
    }

    /** For queries and trigger bodies: names stay as written; a line for each clause. */
    public static SqlText ofQuery() {
        return new SqlText(false, true);
    }

    /** The text of the tokens. */
    public String write(List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            String word = word(tokens, i);
            if (i > 0) {
                text.append(between(tokens, i, depth));
            }
            text.append(word);
            depth += token.isSign("(") ? 1 : token.isSign(")") ? -1 : 0;
        }
        return text.toString();
    }

    private String word(List<Token> tokens, int i) {
        Token token = tokens.get(i);
        boolean qualifies = i + 1 < tokens.size() && tokens.get(i + 1).isSign(".");
        if (bounded && qualifies && token.canName()) {
            return Ident.quote(tables.getOrDefault(Token.fold(token.name()), token.name()));
        }
        return switch (token.kind()) {
            case WORD -> bounded ? boundWord(tokens, i) : freeWord(token);
            case QUOTED -> isString(tokens, i) ? Ident.literal(token.name()) : quoted(token);
            case BRACKETED -> quoted(token);
            case BLOB -> oneSpelling ? token.text().toUpperCase(Locale.ROOT) : token.text();
            case NUMBER -> oneSpelling ? token.text().toLowerCase(Locale.ROOT) : token.text();
            case STRING, PARAMETER, OPERATOR -> token.text();
        };
    }

    private String boundWord(List<Token> tokens, int i) {
        Token token = tokens.get(i);
        boolean called = i + 1 < tokens.size() && tokens.get(i + 1).isSign("(");
        String column = columns.get(Token.fold(token.text()));
        boolean moment = MOMENTS.contains(token.text().toUpperCase(Locale.ROOT));
        if (column != null && !called && !moment && !Keywords.isReserved(token.text())) {
            return Ident.quote(column);
        }
        if (Keywords.isKeyword(token.text()) || isTruth(token.text())) {
            return token.text().toUpperCase(Locale.ROOT);
        }
        return called ? token.text().toLowerCase(Locale.ROOT) : token.text();
    }

    /** Whether the word in double quotes is a value and no column. Standing alone it may be a key of an index, where SQLite takes no string. */
    private boolean isString(List<Token> tokens, int i) {
        String name = Token.fold(tokens.get(i).name());
        if (!bounded || tokens.size() == 1 || columns.containsKey(name) || ROWIDS.contains(name)) {
            return false;
        }
        boolean belongs = i + 1 < tokens.size()
                && (tokens.get(i + 1).isSign(".") || tokens.get(i + 1).isSign("("));
        return !belongs && (i == 0 || takesValue(tokens.get(i - 1)));
    }

    /** Whether a value can stand behind it: not behind what a name of something else follows, such as a collation or a type. */
    private static boolean takesValue(Token before) {
        return before.kind() == Kind.OPERATOR
                ? !before.isSign(".") && !before.isSign(")")
                : before.kind() == Kind.WORD
                        && Keywords.isKeyword(before.text())
                        && !before.is("COLLATE")
                        && !before.is("AS");
    }

    private static String freeWord(Token token) {
        return Keywords.isReserved(token.text()) ? token.text().toUpperCase(Locale.ROOT) : token.text();
    }

    private static boolean isTruth(String word) {
        return word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false");
    }

    private String quoted(Token token) {
        String column = columns.get(Token.fold(token.name()));
        return column != null ? Ident.quote(column) : '"' + token.name().replace("\"", "\"\"") + '"';
    }

    private String between(List<Token> tokens, int i, int depth) {
        Token before = tokens.get(i - 1);
        Token token = tokens.get(i);
        if (token.isSign(",")
                || token.isSign(")")
                || token.isSign(";")
                || token.isSign(".")
                || before.isSign("(")
                || before.isSign(".")) {
            return "";
        }
        if (token.isSign("(")) {
            boolean call = before.kind() == Kind.WORD && (!Keywords.isKeyword(before.text()) || isFunction(before))
                    || before.kind() == Kind.QUOTED;
            return call ? "" : " ";
        }
        if (isUnary(tokens, i - 1) && token.kind() != Kind.OPERATOR) {
            return "";
        }
        return !bounded && depth == 0 && startsLine(before, token) ? "\n" : " ";
    }

    private static boolean isFunction(Token token) {
        return token.is("REPLACE") || token.is("LIKE") || token.is("GLOB") || token.is("CAST") || token.is("RAISE");
    }

    private static boolean isUnary(List<Token> tokens, int i) {
        Token sign = tokens.get(i);
        if (!sign.isSign("-") && !sign.isSign("+") && !sign.isSign("~")) {
            return false;
        }
        if (i == 0 || sign.isSign("~")) {
            return true;
        }
        Token before = tokens.get(i - 1);
        return before.kind() == Kind.OPERATOR && !before.isSign(")")
                || before.kind() == Kind.WORD && Keywords.isReserved(before.text());
    }

    private static boolean startsLine(Token before, Token token) {
        if (before.isSign(";") || before.is("BEGIN")) {
            return true;
        }
        if (token.kind() != Kind.WORD) {
            return false;
        }
        String word = token.text().toUpperCase(Locale.ROOT);
        if (OPENING_JOIN.contains(word)) {
            return !OPENING_JOIN.contains(before.text().toUpperCase(Locale.ROOT)) && !before.is("OUTER");
        }
        return CLAUSES.contains(word) && !before.is("DISTINCT") && !before.is("DELETE") && !before.is("OR");
    }
}
