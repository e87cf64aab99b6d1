package dev.countersign.signing.ssh;

/**
 * What a signature says about the person at the key.
 *
 * @param hardware the key lives in a FIDO security key
 * @param touched the security key was touched for this signature (flag 0x01)
 * @param userVerified the security key checked a PIN or a fingerprint (flag 0x04)
 */
public record Presence(boolean hardware, boolean touched, boolean userVerified) {
    /** A key in software: nothing is known about presence. */
    public static final Presence SOFTWARE = new Presence(false, false, false);
}
