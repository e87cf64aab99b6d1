package dev.countersign.signing.trust;

/** OpenSSH's patterns: {@code *} any text, {@code ?} one character, a leading {@code !} takes back. Linear time. */
final class Wildcard {
    private Wildcard() {}

    static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** A comma-separated list: one positive match is needed, one negative match refuses. */
    static boolean listMatches(String list, String text) {
        boolean found = false;
        for (String pattern : list.split(",", -1)) {
            if (pattern.startsWith("!")) {
                if (matches(pattern.substring(1), text)) {
                    return false;
                }
            } else {
                found |= matches(pattern, text);
            }
        }
        return found;
    }

    static boolean literal(String pattern) {
        return pattern.chars().noneMatch(c -> c == '*' || c == '?' || c == '!');
    }
}
