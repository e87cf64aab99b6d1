package dev.countersign.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What must be remembered inside a statement to know whether a semicolon ends it: open parentheses ({@code CREATE RULE … DO (…; …)}), and the body of a
 * function between {@code BEGIN ATOMIC} and its {@code END}, where {@code CASE} has an {@code END} of its own. The same rules as psql's.
 */
final class StatementState {
    private final List<String> firstWords = new ArrayList<>();
    private int parentheses;
    private int begins;
    private String lastWord = "";
    private boolean fromStdin;

    boolean insideStatement() {
        return parentheses > 0 || begins > 0;
    }

    boolean copiesFromStdin() {
        return fromStdin && !firstWords.isEmpty() && firstWords.getFirst().equals("copy");
    }

    void see(Token token, String text) {
        switch (token.kind()) {
            case WHITESPACE, COMMENT -> {}
            case DELIMITER, META_COMMAND, COPY_DATA -> reset();
            case KEYWORD, IDENTIFIER -> word(token.in(text).toLowerCase(Locale.ROOT));
            case PUNCTUATION -> {
                if (token.isSign(text, '(')) {
                    parentheses++;
                } else if (token.isSign(text, ')') && parentheses > 0) {
                    parentheses--;
                }
                lastWord = "";
            }
            case QUOTED_IDENTIFIER, STRING, NUMBER, PARAMETER, OPERATOR -> lastWord = "";
        }
    }

    private void word(String word) {
        if (firstWords.size() < 4) {
            firstWords.add(word);
        }
        if (parentheses == 0) {
            if (word.equals("stdin") && lastWord.equals("from")) {
                fromStdin = true;
            }
            if (createsRoutine()) {
                body(word);
            }
        }
        lastWord = word;
    }

    private void body(String word) {
        if (begins == 0) {
            if (word.equals("atomic") && lastWord.equals("begin")) {
                begins = 1;
            }
        } else if (word.equals("case") || word.equals("begin")) {
            begins++;
        } else if (word.equals("end")) {
            begins--;
        }
    }

    private boolean createsRoutine() {
        if (firstWords.isEmpty() || !firstWords.getFirst().equals("create")) {
            return false;
        }
        int kind = firstWords.size() > 1 && firstWords.get(1).equals("or") ? 3 : 1;
        return firstWords.size() > kind
                && (firstWords.get(kind).equals("function")
                        || firstWords.get(kind).equals("procedure"));
    }

    private void reset() {
        firstWords.clear();
        parentheses = 0;
        begins = 0;
        lastWord = "";
        fromStdin = false;
    }
}
