package dev.countersign.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of a statement in order, without comments, punctuation and the contents of strings: enough to recognise a handful of statement forms
 * of any product without understanding SQL. Unquoted words compare without regard to case. What stands in dollar quotes counts: who asks whether a
 * statement speaks of dropping something means the code of a block, too.
 */
public final class SqlWords {
    private final List<Word> words;

    private record Word(String text, boolean quoted) {
        boolean is(String expected) {
            return quoted ? text.equals(expected) : text.equalsIgnoreCase(expected);
        }
    }

    private SqlWords(List<Word> words) {
        this.words = words;
    }

    /** The words of the text. */
    public static SqlWords of(String sql) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (sql.startsWith("--", at)) {
                int newline = sql.indexOf('\n', at);
                at = newline < 0 ? sql.length() : newline + 1;
            } else if (sql.startsWith("/*", at)) {
                int end = sql.indexOf("*/", at + 2);
                at = end < 0 ? sql.length() : end + 2;
            } else if (c == '\'') {
                int end = sql.indexOf('\'', at + 1);
                at = end < 0 ? sql.length() : end + 1;
            } else if (c == '"' || c == '`') {
                int end = sql.indexOf(c, at + 1);
                end = end < 0 ? sql.length() : end;
                words.add(new Word(sql.substring(at + 1, end), true));
                at = end + 1;
            } else if (Character.isJavaIdentifierPart(c) && c != '$') {
                int end = at;
                while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
                    end++;
                }
                words.add(new Word(sql.substring(at, end), false));
                at = end;
            } else {
                at++;
            }
        }
        return new SqlWords(words);
    }

    public int size() {
        return words.size();
    }

    /** Whether the text begins with these words. */
    public boolean startsWith(String... expected) {
        return size() >= expected.length && slice(0, expected.length).is(expected);
    }

    /** Whether the text ends with this word. */
    public boolean endsWith(String expected) {
        return !words.isEmpty() && words.getLast().is(expected);
    }

    /** Whether these are all the words. */
    public boolean is(String... expected) {
        if (size() != expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (!words.get(i).is(expected[i])) {
                return false;
            }
        }
        return true;
    }

    /** The position of the first such word, or -1. */
    public int indexOf(String expected) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).is(expected)) {
                return i;
            }
        }
        return -1;
    }

    public boolean contains(String expected) {
        return indexOf(expected) >= 0;
    }

    /** The words from one position up to another. */
    public SqlWords slice(int from, int to) {
        return new SqlWords(words.subList(from, to));
    }

    /** The word at a position: as written when it was quoted, else in lower case. */
    public String get(int position) {
        Word word = words.get(position);
        return word.quoted() ? word.text() : word.text().toLowerCase(Locale.ROOT);
    }
}
