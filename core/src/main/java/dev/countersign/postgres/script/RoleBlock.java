package dev.countersign.postgres.script;

import dev.countersign.sql.Lexer;
import dev.countersign.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code DO} block that makes roles unless they are there, which {@code CREATE ROLE} cannot say by itself, and does nothing else: its statements can be
 * tried out as if they stood alone.
 */
final class RoleBlock {
    private static final Pattern BODY = Pattern.compile("(\\$[^$]*\\$)(.*)\\1", Pattern.DOTALL);
    private static final Set<String> CATALOGS = Set.of("pg_roles", "pg_user", "pg_authid", "pg_group", "pg_shadow");

    private final String body;
    private final List<Token> tokens;
    private final List<String> statements = new ArrayList<>();
    private int at;

    private RoleBlock(String body) {
        this.body = body;
        this.tokens = Lexer.significantTokens(body);
    }

    /** The statements about roles of a block that has no others; empty for every other statement. */
    static Optional<List<String>> of(String sql) {
        List<Token> tokens = Lexer.significantTokens(sql);
        if (tokens.isEmpty() || !tokens.getFirst().isWord(sql, "DO")) {
            return Optional.empty();
        }
        Optional<String> text = Optional.empty();
        for (int i = 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            Matcher quoted = BODY.matcher(token.in(sql));
            if (token.kind() == Token.Kind.STRING && text.isEmpty() && quoted.matches()) {
                text = Optional.of(quoted.group(2));
            } else if (token.isWord(sql, "LANGUAGE")
                    && i + 1 < tokens.size()
                    && tokens.get(i + 1).isWord(sql, "plpgsql")) {
                i++;
            } else if (token.kind() != Token.Kind.DELIMITER) {
                return Optional.empty();
            }
        }
        return text.map(RoleBlock::new).filter(RoleBlock::read).map(block -> block.statements);
    }

    private boolean read() {
        if (!block()) {
            return false;
        }
        delimiter();
        return at == tokens.size();
    }

    private boolean block() {
        if (!word("BEGIN") || !list()) {
            return false;
        }
        if (word("EXCEPTION") && !handlers()) {
            return false;
        }
        return word("END");
    }

    /** Statements up to the end of what they stand in. */
    private boolean list() {
        while (at < tokens.size() && !is("END") && !is("EXCEPTION")) {
            if (!statement()) {
                return false;
            }
        }
        return true;
    }

    private boolean statement() {
        if (is("BEGIN")) {
            return block() && delimiter();
        }
        if (word("IF")) {
            return ifMissing();
        }
        int start = at;
        while (at < tokens.size() && tokens.get(at).kind() != Token.Kind.DELIMITER) {
            at++;
        }
        if (at == start || at == tokens.size()) {
            return false;
        }
        String sql = body.substring(tokens.get(start).offset(), tokens.get(at).offset());
        at++;
        statements.add(sql);
        return RoleStatements.isAbout(sql);
    }

    /** {@code IF NOT EXISTS (SELECT … FROM pg_roles …) THEN … END IF}: in a new server no role is there. */
    private boolean ifMissing() {
        if (!word("NOT")
                || !word("EXISTS")
                || at == tokens.size()
                || !tokens.get(at).isSign(body, '(')) {
            return false;
        }
        int depth = 0;
        int names = 0;
        do {
            Token token = tokens.get(at);
            depth += token.isSign(body, '(') ? 1 : token.isSign(body, ')') ? -1 : 0;
            names += CATALOGS.contains(token.in(body).toLowerCase(Locale.ROOT)) ? 1 : 0;
            // a function could do anything
            if (depth > 1 || token.isWord(body, "FROM") && !catalogFollows()) {
                return false;
            }
            at++;
        } while (depth > 0 && at < tokens.size());
        return names == 1 && word("THEN") && list() && word("END") && word("IF") && delimiter();
    }

    private boolean catalogFollows() {
        int name = at + 1;
        if (name + 2 < tokens.size() && tokens.get(name).isWord(body, "pg_catalog")) {
            name += 2;
        }
        return name < tokens.size()
                && CATALOGS.contains(tokens.get(name).in(body).toLowerCase(Locale.ROOT));
    }

    /** Handlers that only say something. */
    private boolean handlers() {
        while (word("WHEN")) {
            while (at < tokens.size() && !is("THEN")) {
                at++;
            }
            if (!word("THEN")) {
                return false;
            }
            while (is("NULL") || is("RAISE")) {
                boolean stops = is("RAISE")
                        && !(at + 1 < tokens.size()
                                && Set.of("notice", "info", "warning", "log", "debug")
                                        .contains(tokens.get(at + 1).in(body).toLowerCase(Locale.ROOT)));
                while (at < tokens.size() && tokens.get(at).kind() != Token.Kind.DELIMITER) {
                    at++;
                }
                if (stops || !delimiter()) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean is(String expected) {
        return at < tokens.size() && tokens.get(at).isWord(body, expected);
    }

    private boolean word(String expected) {
        boolean there = is(expected);
        at += there ? 1 : 0;
        return there;
    }

    private boolean delimiter() {
        boolean there = at < tokens.size() && tokens.get(at).kind() == Token.Kind.DELIMITER;
        at += there ? 1 : 0;
        return there;
    }
}
