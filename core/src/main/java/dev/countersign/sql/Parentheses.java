package dev.countersign.sql;

import java.util.ArrayList;
import java.util.List;

/** What stands in parentheses and what does not. */
public final class Parentheses {
    private Parentheses() {}

    /**
     * The tokens of a statement that stand in no parentheses, and not the parentheses themselves.
     *
     * @param script the text that the offsets of the tokens count in
     */
    public static List<Token> outside(String script, List<Token> tokens) {
        List<Token> outside = new ArrayList<>();
        int depth = 0;
        for (Token token : tokens) {
            if (token.isSign(script, '(')) {
                depth++;
            } else if (token.isSign(script, ')')) {
                depth--;
            } else if (depth == 0) {
                outside.add(token);
            }
        }
        return outside;
    }
}
