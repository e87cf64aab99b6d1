package dev.countersign.policy;

import com.google.re2j.Pattern;

/**
 * A regular expression on an object name (RE2 syntax). It is searched for: without {@code ^} and {@code $} it may match
 * anywhere in the name.
 *
 * @param pattern the compiled expression
 * @param secret whether the expression is not to be shown
 */
public record NamePattern(Pattern pattern, boolean secret) {

    /** Whether the name contains a match. */
    public boolean matches(String name) {
        return pattern.matcher(name).find();
    }

    /** The expression as written, for people. */
    public String regex() {
        return secret ? "(sensitive)" : pattern.pattern();
    }

    /** The expression as written, for people. */
    @Override
    public String toString() {
        return regex();
    }
}
