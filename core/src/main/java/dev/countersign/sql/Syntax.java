package dev.countersign.sql;

/**
 * The lexical rules in which products differ.
 *
 * @param dollarQuotes {@code $tag$ … $tag$} is a string
 * @param prefixedStrings a letter before the quote changes what a backslash means, as in {@code E'\n'}
 * @param nestedComments a block comment may hold block comments
 * @param clientCommands lines that begin with a backslash are for psql, and data follows {@code COPY … FROM stdin}
 * @param routineBodies semicolons in parentheses and in {@code BEGIN ATOMIC … END} do not end a statement
 * @param triggerBodies {@code CREATE TRIGGER} ends with {@code END} behind a semicolon, not with the first semicolon
 * @param otherNameQuotes {@code [name]} and {@code `name`} are names
 * @param openComments a block comment that nothing closes ends with the text, and that is no error
 */
public record Syntax(
        boolean dollarQuotes,
        boolean prefixedStrings,
        boolean nestedComments,
        boolean clientCommands,
        boolean routineBodies,
        boolean triggerBodies,
        boolean otherNameQuotes,
        boolean openComments) {

    /** PostgreSQL's and psql's rules, which are those of the SQL standard and more. */
    public static Syntax standard() {
        return new Syntax(true, true, true, true, true, false, false, false);
    }

    /** Names in any of the usual quotes, trigger bodies in the statement, and nothing that the standard does not know besides. */
    public static Syntax withTriggerBodies() {
        return new Syntax(false, false, false, false, false, true, true, true);
    }

    /** Whether the product takes a text that ends inside this token, a quote or comment. */
    public boolean mayStayOpen(Token token) {
        return openComments && token.kind() == Token.Kind.COMMENT;
    }
}
