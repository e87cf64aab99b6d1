package dev.countersign.policy;

import com.google.re2j.Pattern;

/**
 * A regular expression on an object name (RE2 syntax). It is searched for: without {@code ^} and {@code $} it may match
 * anywhere in the name.
 *
 * @param pattern the compiled expression
 */
public record NamePattern(Pattern pattern) {

    /** Whether the name contains a match. */
    public boolean matches(String name) {
        return pattern.matcher(name).find();
    }

    /** The expression as written. */
    public String regex() {
        return pattern.pattern();
    }

    /** The expression as written. */
    @Override
    public String toString() {
        return regex();
    }
}
