package dev.countersign.catalog;

import java.util.Comparator;

/**
 * Something that exists and was seen but is not part of the comparison. A verdict names every one of these: it must never look greener than what was
 * compared.
 *
 * @param kind what it is, in the server's words, singular, e.g. {@code text search configuration}
 * @param name qualified name
 * @param reason why it is not compared, as half a sentence
 * @param cause by whose choice
 */
public record Uncompared(String kind, String name, String reason, Cause cause) implements Comparable<Uncompared> {
    private static final Comparator<Uncompared> ORDER = Comparator.comparing(Uncompared::kind)
            .thenComparing(Uncompared::name)
            .thenComparing(Uncompared::cause)
            .thenComparing(Uncompared::reason);

    /** By whose choice something is not compared. */
    public enum Cause {
        /** Nobody's: it cannot be compared, so a difference in it stays unseen. */
        GAP,
        /** The policy does not ask for it, and does not say that it is left out: a gap where the desired state holds such a thing. */
        NOT_ASKED,
        /** The user's: a filter leaves it out, or the desired state says nothing about it; and what is no schema, such as data. */
        LEFT_OUT
    }

    /** Something that cannot be compared. */
    public Uncompared(String kind, String name, String reason) {
        this(kind, name, reason, Cause.GAP);
    }

    /** Something that is left out because somebody wants it so. */
    public static Uncompared leftOut(String kind, String name, String reason) {
        return new Uncompared(kind, name, reason, Cause.LEFT_OUT);
    }

    @Override
    public int compareTo(Uncompared other) {
        return ORDER.compare(this, other);
    }
}
