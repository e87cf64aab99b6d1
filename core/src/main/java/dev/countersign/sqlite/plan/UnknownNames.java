package dev.countersign.sqlite.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.sqlite.sql.Keywords;
import dev.countersign.sqlite.sql.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Names in views and triggers that are those of nothing: of a column that is missing, so that SQLite cannot read the text; or in double quotes, which SQLite
 * takes for a string then (quirks.html, section 8) and writes anew in single quotes, in every view and trigger, where it drops or renames a column.
 */
final class UnknownNames {
    /** Names that are there without anybody giving them, those of json_each and json_tree among them. */
    private static final Set<String> GIVEN = Set.of(
            "rowid",
            "_rowid_",
            "oid",
            "new",
            "old",
            "excluded",
            "rank",
            "value",
            "atom",
            "type",
            "id",
            "parent",
            "fullkey",
            "path",
            "json",
            "root");

    private final Set<String> names = new HashSet<>(GIVEN);

    /** @param texts what an object's text is made of */
    UnknownNames(Catalog catalog, Function<SchemaObject, List<Token>> texts) {
        for (SchemaObject object : catalog.objects().values()) {
            names.add(Token.fold(object.ref().name()));
            if (object instanceof Table table) {
                table.columns().forEach(c -> names.add(Token.fold(c.name())));
            }
            List<Token> tokens = texts.apply(object);
            boolean virtual = object instanceof DefinedObject d && d.ref().kind() == ObjectKind.TABLE;
            IntStream.range(0, tokens.size())
                    .filter(i -> canName(tokens, i) && (virtual || isGiven(tokens, i)))
                    .forEach(i -> names.add(name(tokens, i)));
        }
    }

    private static String name(List<Token> tokens, int i) {
        return Token.fold(tokens.get(i).name());
    }

    private static boolean canName(List<Token> tokens, int i) {
        Token token = tokens.get(i);
        return token.canName()
                && token.kind() != Token.Kind.STRING
                && !(token.kind() == Token.Kind.WORD && Keywords.isKeyword(token.text()));
    }

    /** Whether the text gives the name: behind AS, or right behind what it names, or before AS, with names of columns between or as one of those. */
    private static boolean isGiven(List<Token> tokens, int i) {
        boolean alias = i > 0 && (tokens.get(i - 1).is("AS") || endsValue(tokens, i - 1));
        if (alias || definesBelow(tokens, i + 1)) {
            return true;
        }
        int next = i + 1 < tokens.size() && tokens.get(i + 1).isSign("(") ? i + 2 : i + 1;
        while (next < tokens.size() && (tokens.get(next).isSign(",") || canName(tokens, next))) {
            next++;
        }
        return next < tokens.size() && tokens.get(next).isSign(")") && definesBelow(tokens, next + 1);
    }

    /** Whether what a query or a window is called ends here, and not a value. */
    private static boolean definesBelow(List<Token> tokens, int i) {
        return i + 1 < tokens.size()
                && tokens.get(i).is("AS")
                && (tokens.get(i + 1).isSign("(")
                        || tokens.get(i + 1).is("NOT")
                        || tokens.get(i + 1).is("MATERIALIZED"));
    }

    private static boolean endsValue(List<Token> tokens, int i) {
        Token token = tokens.get(i);
        return switch (token.kind()) {
            case NUMBER, STRING, BLOB -> true;
            case WORD, QUOTED, BRACKETED -> token.is("END") || token.is("NULL") || canName(tokens, i);
            case OPERATOR -> token.isSign(")");
            case PARAMETER -> false;
        };
    }

    /** Whether there may be one; for a doubtful one the answer is yes. */
    boolean in(List<Token> text) {
        return IntStream.range(0, text.size())
                .filter(i -> canName(text, i) && !isFunction(text, i))
                .anyMatch(i -> !names.contains(name(text, i)));
    }

    private static boolean isFunction(List<Token> tokens, int i) {
        return i + 1 < tokens.size() && tokens.get(i + 1).isSign("(")
                || i > 0 && tokens.get(i - 1).is("COLLATE");
    }
}
