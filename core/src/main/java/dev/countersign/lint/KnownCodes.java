package dev.countersign.lint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The codes that are published for findings, whether or not an analyzer here reports them. */
final class KnownCodes {
    private static final String LIST = "codes.txt";

    private final Set<String> codes;

    /** @param own codes that analyzers here report */
    KnownCodes(Set<String> own) {
        Set<String> all = new HashSet<>(own);
        try (InputStream in = Optional.ofNullable(KnownCodes.class.getResourceAsStream(LIST))
                .orElseThrow(() -> new IllegalStateException(LIST + " is part of this program"))) {
            new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().forEach(all::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.codes = Set.copyOf(all);
    }

    Set<String> all() {
        return codes;
    }
}
