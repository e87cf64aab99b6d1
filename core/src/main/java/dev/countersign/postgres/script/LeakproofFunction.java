package dev.countersign.postgres.script;

import dev.countersign.sql.Lexer;
import dev.countersign.sql.Parentheses;
import dev.countersign.sql.Token;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statement that makes or changes a function and says LEAKPROOF, with that word blanked out. */
record LeakproofFunction(String withoutIt) {
    private static final Pattern HEAD = Pattern.compile(
            "(?is)^\\s*(?:--[^\\n\\r]*[\\n\\r]\\s*)*(?:CREATE(?:\\s+OR\\s+REPLACE)?|ALTER)\\s+FUNCTION\\s.*");
    private static final Pattern WORD = Pattern.compile("(?i)\\bLEAKPROOF\\b");

    static Optional<LeakproofFunction> of(String sql) {
        Matcher word = WORD.matcher(sql);
        if (!word.find() || !HEAD.matcher(sql).matches()) {
            return Optional.empty();
        }
        List<Token> tokens = Parentheses.outside(sql, Lexer.significantTokens(sql));
        for (int i = 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isWord(sql, "ATOMIC") || token.isWord(sql, "RETURN")) {
                return Optional.empty();
            }
            if (token.isWord(sql, "LEAKPROOF")
                    && !tokens.get(i - 1).isWord(sql, "NOT")
                    && !tokens.get(i - 1).isWord(sql, "FUNCTION")
                    && !tokens.get(i - 1).isSign(sql, '.')) {
                return Optional.of(new LeakproofFunction(
                        sql.substring(0, token.offset()) + " ".repeat(token.length()) + sql.substring(token.end())));
            }
        }
        return Optional.empty();
    }
}
