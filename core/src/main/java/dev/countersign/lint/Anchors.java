package dev.countersign.lint;

/** Tells whether a regular expression can only match from the first character of a name on. */
final class Anchors {
    private final String regex;
    private int at;

    private Anchors(String regex) {
        this.regex = regex;
    }

    /** Whether every alternative begins with {@code ^} or {@code \A}. */
    static boolean atStart(String regex) {
        return new Anchors(regex).alternatives();
    }

    /** The same pattern, anchored at the start. */
    static String anchored(String regex) {
        return "^" + (regex.indexOf('|') >= 0 ? "(?:" + regex + ")" : regex);
    }

    /** All alternatives up to a closing parenthesis or the end. */
    private boolean alternatives() {
        boolean all = true;
        while (true) {
            all &= beginning();
            skipBranch();
            if (at >= regex.length() || regex.charAt(at) == ')') {
                return all;
            }
            at++;
        }
    }

    /** Whether the alternative that begins here is anchored. */
    private boolean beginning() {
        if (at >= regex.length()) {
            return false;
        }
        if (regex.charAt(at) == '^' || regex.startsWith("\\A", at)) {
            return true;
        }
        if (regex.charAt(at) != '(') {
            return false;
        }
        at++;
        if (at < regex.length() && regex.charAt(at) == '?') {
            while (at < regex.length()
                    && regex.charAt(at) != ':'
                    && regex.charAt(at) != '>'
                    && regex.charAt(at) != ')') {
                at++;
            }
            if (at < regex.length() && regex.charAt(at) == ')') {
                at++;
                return beginning();
            }
            at++;
        }
        boolean group = alternatives();
        at++;
        boolean optional = at < regex.length() && "?*{".indexOf(regex.charAt(at)) >= 0;
        return group && !optional;
    }

    private void skipBranch() {
        int depth = 0;
        while (at < regex.length()) {
            char c = regex.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '[') {
                skipClass();
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && depth-- == 0 || c == '|' && depth == 0) {
                return;
            }
            at++;
        }
    }

    private void skipClass() {
        at++;
        if (at < regex.length() && regex.charAt(at) == '^') {
            at++;
        }
        at++;
        while (at < regex.length() && regex.charAt(at) != ']') {
            at += regex.charAt(at) == '\\' ? 2 : 1;
        }
    }
}
