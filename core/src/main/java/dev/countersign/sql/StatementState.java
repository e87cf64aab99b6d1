package dev.countersign.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What must be remembered inside a statement to know whether a semicolon ends it: open parentheses ({@code CREATE RULE … DO (…; …)}), and the body of a
 * function between {@code BEGIN ATOMIC} and its {@code END}, where {@code CASE} has an {@code END} of its own: the same rules as psql's. Where trigger bodies stand in the statement, {@code CREATE TRIGGER} ends with
 * {@code END} behind a semicolon: the same rule as {@code sqlite3_complete()}.
 */
final class StatementState {
    private final Syntax syntax;
    private final List<String> firstWords = new ArrayList<>();
    private int parentheses;
    private int begins;
    private String lastWord = "";
    private boolean fromStdin;
    private boolean behindSemicolon;
    private boolean bodyEnded;

    StatementState(Syntax syntax) {
        this.syntax = syntax;
    }

    boolean insideStatement() {
        return (syntax.routineBodies() && (parentheses > 0 || begins > 0))
                || (syntax.triggerBodies() && createsTrigger() && !bodyEnded);
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
                bodyEnded = false;
                behindSemicolon = token.isSign(text, ';');
            }
            case QUOTED_IDENTIFIER, STRING, NUMBER, PARAMETER, OPERATOR -> {
                lastWord = "";
                bodyEnded = false;
                behindSemicolon = false;
            }
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
        bodyEnded = behindSemicolon && word.equals("end");
        behindSemicolon = false;
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

    private boolean createsTrigger() {
        int at = !firstWords.isEmpty() && firstWords.getFirst().equals("explain") ? 1 : 0;
        if (firstWords.size() <= at + 1 || !firstWords.get(at).equals("create")) {
            return false;
        }
        boolean temporary = firstWords.get(at + 1).startsWith("temp");
        int kind = temporary ? at + 2 : at + 1;
        return firstWords.size() > kind && firstWords.get(kind).equals("trigger");
    }

    private void reset() {
        firstWords.clear();
        parentheses = 0;
        begins = 0;
        lastWord = "";
        fromStdin = false;
        behindSemicolon = false;
        bodyEnded = false;
    }
}
