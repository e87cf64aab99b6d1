package dev.countersign.sql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the first words of a statement say it does. Read from tokens only, so it exists for every statement.
 *
 * @param verb first word in lower case, e.g. {@code create}, {@code alter}, {@code insert}; empty when there is none
 * @param objectKind what it is done to in lower case, e.g. {@code table}, {@code materialized view}, {@code index}; empty when the verb says nothing
 * @param name the object, when the statement names one
 * @param table for indexes, triggers, policies and rules the table they belong to
 */
public record StatementHead(
        String verb, String objectKind, Optional<QualifiedName> name, Optional<QualifiedName> table) {
    private static final List<String> KINDS = List.of(
            "materialized view",
            "foreign table",
            "foreign data wrapper",
            "event trigger",
            "text search configuration",
            "text search dictionary",
            "text search parser",
            "text search template",
            "access method",
            "operator class",
            "operator family",
            "default privileges",
            "user mapping",
            "table",
            "view",
            "index",
            "sequence",
            "schema",
            "type",
            "domain",
            "function",
            "procedure",
            "routine",
            "aggregate",
            "trigger",
            "policy",
            "rule",
            "extension",
            "role",
            "user",
            "group",
            "database",
            "tablespace",
            "collation",
            "conversion",
            "cast",
            "operator",
            "language",
            "server",
            "publication",
            "subscription",
            "statistics",
            "transform",
            "constraint",
            "column",
            "system");

    private static final Set<String> VERBS = Set.of(
            "abort",
            "alter",
            "analyze",
            "attach",
            "begin",
            "call",
            "checkpoint",
            "close",
            "cluster",
            "comment",
            "commit",
            "copy",
            "create",
            "deallocate",
            "declare",
            "delete",
            "detach",
            "discard",
            "do",
            "drop",
            "end",
            "execute",
            "explain",
            "fetch",
            "grant",
            "import",
            "insert",
            "listen",
            "load",
            "lock",
            "merge",
            "move",
            "notify",
            "pragma",
            "prepare",
            "reassign",
            "refresh",
            "reindex",
            "release",
            "replace",
            "reset",
            "revoke",
            "rollback",
            "savepoint",
            "security",
            "select",
            "set",
            "show",
            "start",
            "table",
            "truncate",
            "unlisten",
            "update",
            "vacuum",
            "values",
            "with");

    /** Whether statements can begin like that, in lower case: a verb such as {@code truncate}, or with what it defines as in {@code drop table}. */
    public static boolean isTitle(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? VERBS.contains(text)
                : List.of("create", "alter", "drop", "comment").contains(text.substring(0, space))
                        && KINDS.contains(text.substring(space + 1));
    }

    /** Reads the head of a statement. */
    public static StatementHead of(ScriptStatement statement) {
        return of(statement.text());
    }

    /** Reads the head of one statement's text. */
    public static StatementHead of(String sql) {
        TokenCursor cursor = new TokenCursor(sql, Lexer.tokens(sql));
        String verb = cursor.word();
        if (verb.isEmpty()) {
            return new StatementHead("", "", Optional.empty(), Optional.empty());
        }
        cursor.next();
        return switch (verb) {
            case "create", "alter", "drop" -> definition(verb, cursor);
            case "comment" -> {
                cursor.accept("on");
                yield definition(verb, cursor);
            }
            case "insert" -> dml(verb, cursor, "into");
            case "delete" -> dml(verb, cursor, "from");
            case "update",
                    "truncate",
                    "merge",
                    "copy",
                    "lock",
                    "analyze",
                    "vacuum",
                    "cluster",
                    "refresh",
                    "reindex" -> {
                cursor.skipWords(
                        "into",
                        "table",
                        "index",
                        "materialized",
                        "view",
                        "concurrently",
                        "only",
                        "full",
                        "freeze",
                        "verbose");
                yield new StatementHead(verb, "", cursor.name(), Optional.empty());
            }
            default -> new StatementHead(verb, "", Optional.empty(), Optional.empty());
        };
    }

    private static StatementHead dml(String verb, TokenCursor cursor, String particle) {
        cursor.skipWords(particle, "only");
        return new StatementHead(verb, "table", cursor.name(), Optional.empty());
    }

    private static StatementHead definition(String verb, TokenCursor cursor) {
        cursor.accept("or", "replace");
        cursor.skipWords(
                "unique",
                "temp",
                "temporary",
                "unlogged",
                "global",
                "local",
                "recursive",
                "trusted",
                "virtual",
                "procedural",
                "constraint");
        String kind = "";
        for (String candidate : KINDS) {
            if (cursor.accept(candidate.split(" "))) {
                kind = candidate;
                break;
            }
        }
        if (kind.isEmpty()) {
            return new StatementHead(verb, "", Optional.empty(), Optional.empty());
        }
        cursor.skipWords("concurrently");
        if (!cursor.accept("if", "not", "exists")) {
            cursor.accept("if", "exists");
        }
        cursor.skipWords("only");
        Optional<QualifiedName> name = cursor.word().equals("on") ? Optional.empty() : cursor.name();
        return new StatementHead(verb, kind, name, owner(kind, cursor));
    }

    private static Optional<QualifiedName> owner(String kind, TokenCursor cursor) {
        if (!List.of("index", "trigger", "policy", "rule").contains(kind)) {
            return Optional.empty();
        }
        while (!cursor.atEnd()) {
            if (cursor.accept(kind.equals("rule") ? "to" : "on")) {
                cursor.skipWords("only");
                return cursor.name();
            }
            cursor.next();
        }
        return Optional.empty();
    }

    /** For people and logs, e.g. {@code CREATE TABLE}. */
    public String title() {
        return (verb + " " + objectKind).strip().toUpperCase(Locale.ROOT);
    }
}
