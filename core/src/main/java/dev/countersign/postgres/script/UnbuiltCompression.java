package dev.countersign.postgres.script;

import dev.countersign.sql.Lexer;
import dev.countersign.sql.Parentheses;
import dev.countersign.sql.Token;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A statement that gives columns the compression {@code lz4}, on a server that was built without it, as ours are: it runs with the compression that every
 * server has, and the catalog is told the other one afterwards. A dev database holds no values that anybody would have to compress so.
 *
 * @param instead the statement with the other compression
 */
record UnbuiltCompression(String instead) {
    /** Of several actions of one ALTER TABLE, the others could write columns again that have the usual compression. */
    private static final Pattern HEAD = Pattern.compile(
            "(?is)^\\s*(?:--[^\\n\\r]*[\\n\\r]\\s*)*(CREATE\\s+(?:UNLOGGED\\s+)?TABLE|ALTER\\s+(?:TABLE|MATERIALIZED\\s+VIEW))\\s.*");

    private static final Pattern LACKING = Pattern.compile("compression method lz4 not supported");

    static Optional<UnbuiltCompression> of(String sql) {
        if (!HEAD.matcher(sql).matches()) {
            return Optional.empty();
        }
        List<Token> tokens = Lexer.significantTokens(sql);
        if (tokens.getFirst().isWord(sql, "ALTER")
                && Parentheses.outside(sql, tokens).stream().anyMatch(token -> token.isSign(sql, ','))) {
            return Optional.empty();
        }
        StringBuilder instead = new StringBuilder();
        int copied = 0;
        for (int i = 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (tokens.get(i - 1).isWord(sql, "COMPRESSION")) {
                if (token.isWord(sql, "pglz")) {
                    return Optional.empty();
                }
                if (token.isWord(sql, "lz4")) {
                    instead.append(sql, copied, token.offset()).append("pglz");
                    copied = token.end();
                }
            }
        }
        return copied == 0
                ? Optional.empty()
                : Optional.of(new UnbuiltCompression(
                        instead.append(sql, copied, sql.length()).toString()));
    }

    /** Whether the server said that it was built without it. */
    static boolean isLacking(SQLException refused) {
        return LACKING.matcher(String.valueOf(refused.getMessage())).find();
    }

    /**
     * Runs the statement with the other compression.
     *
     * @return the columns that it gave that one, as a condition on {@code pg_attribute}
     */
    String run(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(instead);
            try (ResultSet row = statement.executeQuery("""
                    SELECT pg_catalog.string_agg(pg_catalog.format('(%s, %s)', a.attrelid::pg_catalog.oid, a.attnum), ', ')
                    FROM pg_catalog.pg_attribute a WHERE a.attcompression OPERATOR(pg_catalog.=) 'p' AND a.""" + SuperuserForm.NEW)) {
                row.next();
                return "(attrelid, attnum) IN ("
                        + Optional.ofNullable(row.getString(1)).orElse("(0, 0)") + ")";
            }
        }
    }

    /** Writes into the catalog what the statement says. */
    void mark(Connection superuser, String columns) throws SQLException {
        superuser.setAutoCommit(false);
        try (Statement statement = superuser.createStatement()) {
            statement.execute("SET LOCAL allow_system_table_mods = on");
            statement.execute("UPDATE pg_catalog.pg_attribute SET attcompression = 'l' WHERE " + columns);
            superuser.commit();
        }
    }
}
