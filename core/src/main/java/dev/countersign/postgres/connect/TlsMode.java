package dev.countersign.postgres.connect;

import java.util.Locale;
import java.util.Optional;

/** How much a connection is protected, in libpq's words. */
public enum TlsMode {
    DISABLE,
    /** Encrypted when the server offers it; protects from nobody who can change the traffic. */
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    /** The word of the URL parameter, e.g. {@code verify-full}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<TlsMode> parse(String word) {
        if (word.equals("allow")) {
            return Optional.of(PREFER);
        }
        for (TlsMode mode : values()) {
            if (mode.word().equals(word)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
