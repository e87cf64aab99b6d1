package dev.countersign.sql;

import java.util.List;

/**
 * One statement of a script.
 *
 * @param index position among the statements of the script, from 0
 * @param kind what has to be done with it
 * @param offset where its first token starts, in characters from the start of the script
 * @param length from there to the end of its last token, without the delimiter; with the data of {@code COPY … FROM stdin}
 * @param line line of its first token, from 1
 * @param text the statement, without comments in front and without the delimiter; comments inside stay
 * @param tokens its tokens, whitespace and comments inside included; offsets count from the start of the script
 * @param directives those in the comments directly above it, no blank line between
 */
public record ScriptStatement(
        int index,
        Kind kind,
        int offset,
        int length,
        int line,
        String text,
        List<Token> tokens,
        List<Directive> directives) {
    /** What has to be done with a statement. */
    public enum Kind {
        /** Sent to the engine. */
        SQL,
        /** {@code COPY … FROM stdin} with its data in the script. */
        COPY_DATA,
        /** A line for psql; no engine knows it. */
        META_COMMAND
    }

    public ScriptStatement {
        tokens = List.copyOf(tokens);
        directives = List.copyOf(directives);
    }

    /** Where it ends, in characters from the start of the script. */
    public int end() {
        return offset + length;
    }

    /** The directives of this name. */
    public List<Directive> directives(String name) {
        return directives.stream().filter(d -> d.name().equals(name)).toList();
    }

    /** For {@link Kind#COPY_DATA}: the statement alone, to be given to the driver's copy interface. */
    public String copyCommand() {
        return tokens.stream()
                .filter(t -> t.kind() == Token.Kind.DELIMITER)
                .findFirst()
                .map(t -> text.substring(0, t.offset() - offset))
                .orElse(text);
    }

    /** For {@link Kind#COPY_DATA}: the data lines without the closing {@code \.}; empty for other kinds. */
    public String copyData() {
        for (Token token : tokens) {
            if (token.kind() == Token.Kind.COPY_DATA) {
                String data = text.substring(token.offset() - offset, token.end() - offset);
                return token.terminated() ? data.substring(0, data.length() - 2) : data;
            }
        }
        return "";
    }
}
