package dev.countersign.connect;

/** A password in memory. It is never shown: {@link #toString} hides it, and it is not serialisable. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** For the driver only. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "•••";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    /** The same for all, so that no hash of a password gets anywhere. */
    @Override
    public int hashCode() {
        return 1;
    }
}
