package dev.countersign.sqlite.sql;

import dev.countersign.dialect.TableCopy;
import dev.countersign.dialect.TableCopy.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the statement with which a table's rows go into the table that takes its place (lang_altertable.html, step 5 of the twelve). */
public final class CopyText {
    /** Functions that make one row of many (lang_aggfunc.html). */
    private static final Set<String> AGGREGATES = Set.of(
            "avg",
            "count",
            "group_concat",
            "string_agg",
            "max",
            "min",
            "sum",
            "total",
            "json_group_array",
            "json_group_object",
            "jsonb_group_array",
            "jsonb_group_object");

    private CopyText() {}

    /** What the statement copies; empty when it is none that copies all rows. */
    public static Optional<TableCopy> of(String sql) {
        try {
            return read(new TokenCursor(
                    Lexer.tokens(sql).stream().filter(t -> !t.isSign(";")).toList()));
        } catch (UnparsableException e) {
            return Optional.empty();
        }
    }

    private static Optional<TableCopy> read(TokenCursor cursor) {
        cursor.expect("INSERT", "INTO");
        String into = tableName(cursor);
        List<String> targets = cursor.seesSign("(")
                ? TokenCursor.items(cursor.inParentheses()).stream()
                        .map(item -> item.getFirst().name())
                        .toList()
                : List.of();
        cursor.expect("SELECT");
        if (cursor.sees("DISTINCT")) {
            throw new UnparsableException("rows that are alike are left out");
        }
        cursor.skip("ALL");
        List<Token> selected = new ArrayList<>();
        int depth = 0;
        while (depth > 0 || !cursor.sees("FROM")) {
            Token token = cursor.next();
            depth += token.isSign("(") ? 1 : token.isSign(")") ? -1 : 0;
            selected.add(token);
        }
        cursor.expect("FROM");
        String from = tableName(cursor);
        List<Value> values =
                TokenCursor.items(selected).stream().map(CopyText::value).toList();
        return cursor.atEnd() ? Optional.of(new TableCopy(into, from, targets, values)) : Optional.empty();
    }

    /** A table's name, without the schema in front of it. */
    private static String tableName(TokenCursor cursor) {
        String name = cursor.name();
        return cursor.skipSign(".") ? cursor.name() : name;
    }

    /** One value, without the name that AS gives it. */
    private static Value value(List<Token> tokens) {
        int size = tokens.size();
        List<Token> own = size > 2 && tokens.get(size - 2).is("AS") ? tokens.subList(0, size - 2) : tokens;
        for (int i = 0; i + 1 < own.size(); i++) {
            if (own.get(i + 1).isSign("(")
                    && AGGREGATES.contains(Token.fold(own.get(i).name()))) {
                throw new UnparsableException(
                        "rows are put together by " + own.get(i).text());
            }
        }
        List<String> names =
                own.stream().filter(CopyText::isName).map(Token::name).toList();
        if (own.size() == 1 && own.getFirst().isSign("*")) {
            return new Value(Optional.of("*"), names);
        }
        boolean plain = own.size() == 1 && names.size() == 1
                || own.size() == 3 && names.size() == 2 && own.get(1).isSign(".");
        return new Value(plain ? Optional.of(names.getLast()) : Optional.empty(), names);
    }

    /** A string is a value here. */
    private static boolean isName(Token token) {
        return token.canName() && token.kind() != Token.Kind.STRING;
    }
}
