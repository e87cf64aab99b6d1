package dev.countersign.catalog;

/**
 * Something that exists and was seen but is not part of the comparison. A verdict names every one of these: it must never look greener than what was
 * compared.
 *
 * @param kind what it is, in the server's words, singular, e.g. {@code text search configuration}
 * @param name qualified name
 * @param reason why it is not compared, as half a sentence
 */
public record Uncompared(String kind, String name, String reason) implements Comparable<Uncompared> {
    @Override
    public int compareTo(Uncompared other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }
}
