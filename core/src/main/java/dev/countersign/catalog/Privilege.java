package dev.countersign.catalog;

/**
 * One privilege that somebody has in another way than an untouched object gives it.
 *
 * @param name in the server's words, e.g. {@code SELECT}
 * @param standard what an untouched object gives
 * @param actual what is
 */
public record Privilege(String name, Level standard, Level actual) {

    /** How far a privilege goes. */
    public enum Level {
        NONE,
        GRANTED,
        /** May be passed on: {@code WITH GRANT OPTION}. */
        GRANTABLE
    }
}
