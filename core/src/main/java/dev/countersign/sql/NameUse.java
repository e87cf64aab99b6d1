package dev.countersign.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A name that a statement gives to something new or to what comes from another schema, or that becomes free as what had it is dropped. What {@code IF NOT EXISTS} may leave as it is and what lasts
 * for one session only is none. Renames are {@link RenamedTo}.
 *
 * @param use whether the name is given or becomes free
 * @param kind what has it
 * @param schema schema of the table, empty when the statement does not say; for schemas empty
 * @param table for columns: the table
 * @param name the name
 */
public record NameUse(Use use, RenamedTo.Kind kind, String schema, Optional<String> table, String name) {
    /** What happens to the name. */
    public enum Use {
        GIVEN,
        /** As what has it came from another schema. */
        MOVED,
        FREED
    }

    /** What {@code CREATE}, {@code DROP} and {@code ALTER TABLE … ADD}, {@code DROP} do to names of schemas, tables and columns, in order. */
    public static List<NameUse> of(String sql) {
        TokenCursor cursor = new TokenCursor(sql, Lexer.tokens(sql));
        if (cursor.accept("create")) {
            return created(cursor);
        }
        if (cursor.accept("drop")) {
            return dropped(cursor);
        }
        return cursor.accept("alter", "table") ? altered(cursor) : List.of();
    }

    private static List<NameUse> created(TokenCursor cursor) {
        cursor.skipWords("unlogged", "foreign");
        Optional<RenamedTo.Kind> kind = kind(cursor);
        if (kind.isEmpty() || cursor.accept("if", "not", "exists")) {
            return List.of();
        }
        return cursor.name().stream()
                .map(name -> whole(Use.GIVEN, kind.get(), name))
                .toList();
    }

    private static List<NameUse> dropped(TokenCursor cursor) {
        cursor.skipWords("foreign");
        Optional<RenamedTo.Kind> kind = kind(cursor);
        if (kind.isEmpty()) {
            return List.of();
        }
        cursor.accept("if", "exists");
        List<NameUse> freed = new ArrayList<>();
        boolean more = true;
        while (more) {
            cursor.name().ifPresent(name -> freed.add(whole(Use.FREED, kind.get(), name)));
            more = cursor.atSign(',');
            if (more) {
                cursor.next();
            }
        }
        return freed;
    }

    private static List<NameUse> altered(TokenCursor cursor) {
        cursor.accept("if", "exists");
        cursor.skipWords("only");
        Optional<QualifiedName> table = cursor.name();
        List<NameUse> uses = new ArrayList<>();
        if (table.isPresent() && cursor.accept("set", "schema")) {
            return cursor.name().stream()
                    .map(to -> whole(
                            Use.MOVED,
                            RenamedTo.Kind.TABLE,
                            new QualifiedName(to.name(), table.get().name())))
                    .toList();
        }
        while (table.isPresent() && !cursor.atEnd()) {
            action(cursor, table.get()).ifPresent(uses::add);
            toNextAction(cursor);
        }
        return uses;
    }

    private static Optional<NameUse> action(TokenCursor cursor, QualifiedName table) {
        Use use;
        if (cursor.accept("add")) {
            use = Use.GIVEN;
        } else if (cursor.accept("drop")) {
            use = Use.FREED;
        } else {
            return Optional.empty();
        }
        if (!cursor.accept("column") && isOther(cursor.word()) || cursor.accept("if", "not", "exists")) {
            return Optional.empty();
        }
        cursor.accept("if", "exists");
        return cursor.name()
                .map(column -> new NameUse(
                        use, RenamedTo.Kind.COLUMN, table.schema(), Optional.of(table.name()), column.name()));
    }

    /** Whether something else than a column is added or dropped. */
    private static boolean isOther(String word) {
        return List.of("constraint", "primary", "unique", "check", "foreign", "exclude", "not")
                .contains(word);
    }

    /** Behind the next comma that stands in no parentheses. */
    private static void toNextAction(TokenCursor cursor) {
        int depth = 0;
        while (!cursor.atEnd()) {
            if (cursor.atSign('(')) {
                depth++;
            } else if (cursor.atSign(')')) {
                depth--;
            } else if (depth == 0 && cursor.atSign(',')) {
                cursor.next();
                return;
            }
            cursor.next();
        }
    }

    private static Optional<RenamedTo.Kind> kind(TokenCursor cursor) {
        if (cursor.accept("table")) {
            return Optional.of(RenamedTo.Kind.TABLE);
        }
        return cursor.accept("schema") ? Optional.of(RenamedTo.Kind.SCHEMA) : Optional.empty();
    }

    private static NameUse whole(Use use, RenamedTo.Kind kind, QualifiedName name) {
        return new NameUse(use, kind, name.schema(), Optional.empty(), name.name());
    }
}
