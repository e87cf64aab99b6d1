package dev.countersign.postgres.script;

import dev.countersign.sql.Lexer;
import dev.countersign.sql.SqlWords;
import dev.countersign.sql.Token;
import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A statement that gives something to a role which only superusers can give, or have: on an engine of ours the role is one for as long as that takes, and
 * nobody else sees it. Owning these kinds lets a role run nothing that it could not run before.
 *
 * @param kind what is given away
 * @param name its name
 * @param role the new owner; empty for whoever runs the statement
 */
record GivenAway(Kind kind, String name, Optional<String> role) {
    private static final Set<String> OF_SESSION = Set.of("current_user", "current_role", "session_user");

    /** What an owner who is no superuser may have and not be given. */
    enum Kind {
        EVENT_TRIGGER("pg_event_trigger", "evtname", "evtowner", "EVENT", "TRIGGER"),
        FOREIGN_DATA_WRAPPER("pg_foreign_data_wrapper", "fdwname", "fdwowner", "FOREIGN", "DATA", "WRAPPER"),
        PUBLICATION("pg_publication", "pubname", "pubowner", "PUBLICATION"),
        /** Stays the superuser's, as whoever owns it can call other servers. */
        SUBSCRIPTION("pg_subscription", "subname", "subowner", "SUBSCRIPTION");

        private final String catalog;
        private final String name;
        private final String owner;
        private final List<String> words;

        Kind(String catalog, String name, String owner, String... words) {
            this.catalog = catalog;
            this.name = name;
            this.owner = owner;
            this.words = List.of(words);
        }
    }

    /** Empty for every other statement. */
    static Optional<GivenAway> of(String sql) {
        if (!SqlWords.of(sql).startsWith("ALTER")) {
            return Optional.empty();
        }
        List<Token> tokens = Lexer.tokens(sql).stream()
                .filter(Token::significant)
                .filter(token -> token.kind() != Token.Kind.DELIMITER)
                .toList();
        return Stream.of(Kind.values())
                .filter(kind -> matches(sql, tokens, kind.words))
                .findFirst()
                .map(kind -> new GivenAway(
                        kind,
                        Ident.unquote(tokens.get(kind.words.size() + 1).in(sql)),
                        role(tokens.getLast().in(sql))));
    }

    /** Whether the new owner is noted and nothing given. */
    boolean isOnlyNoted() {
        return kind == Kind.SUBSCRIPTION;
    }

    private static Optional<String> role(String written) {
        return OF_SESSION.contains(written.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(Ident.unquote(written));
    }

    private static boolean matches(String sql, List<Token> tokens, List<String> words) {
        int name = words.size() + 1;
        if (tokens.size() != name + 4
                || !tokens.get(name).isName()
                || !tokens.getLast().isName()) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            if (!tokens.get(i + 1).isWord(sql, words.get(i))) {
                return false;
            }
        }
        return tokens.get(name + 1).isWord(sql, "OWNER") && tokens.get(name + 2).isWord(sql, "TO");
    }

    /**
     * Gives it away.
     *
     * @param superuser a session of ours in a transaction
     * @param giver the ordinary role, which must be the owner or act for it
     * @return false when there is no such object or role, or it is not the giver's to give; nothing is changed then
     */
    boolean give(Connection superuser, String giver) throws SQLException {
        String receiver = role.orElse(giver);
        try (Statement statement = superuser.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("SET LOCAL search_path = pg_catalog");
            try (ResultSet row =
                    statement.executeQuery("SELECT 1 FROM %s o, pg_roles r WHERE o.%s = %s AND r.rolname = %s"
                                    .formatted(kind.catalog, kind.name, Literal.quote(name), Literal.quote(receiver))
                            + " AND NOT r.rolsuper AND pg_has_role(%s, o.%s, 'MEMBER')"
                                    .formatted(Literal.quote(giver), kind.owner))) {
                if (!row.next()) {
                    return false;
                }
            }
            String owner = Ident.quote(receiver);
            statement.execute("ALTER ROLE " + owner + " SUPERUSER");
            statement.execute("ALTER " + String.join(" ", kind.words) + " " + Ident.quote(name) + " OWNER TO " + owner);
            statement.execute("ALTER ROLE " + owner + " NOSUPERUSER");
            return true;
        }
    }
}
