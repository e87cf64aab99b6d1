package dev.countersign.signing.ssh;

import java.util.Optional;

/** Asks for the passphrase of a key file; only called when the file is protected. */
@FunctionalInterface
public interface PassphraseSource {
    /** Never has a passphrase: protected key files are refused with a clear message. */
    PassphraseSource NONE = keyName -> Optional.empty();

    /**
     * @param keyName the file name of the key, for the prompt
     * @return the passphrase, which the caller overwrites after use; empty when the person gave none
     */
    Optional<char[]> passphrase(String keyName);
}
