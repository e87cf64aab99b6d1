package dev.countersign.signing.ssh;

import java.nio.file.Path;
import java.util.Map;

/** Turns what a person names as key ({@code agent}, {@code agent:SHA256:…}, a file) into a signer. */
public final class SignerFinder {
    private final Map<String, String> environment;
    private final PassphraseSource passphrases;

    /**
     * @param environment where {@code SSH_AUTH_SOCK} is looked up, for example {@code System.getenv()}
     * @param passphrases asked when a key file is protected
     */
    public SignerFinder(Map<String, String> environment, PassphraseSource passphrases) {
        this.environment = Map.copyOf(environment);
        this.passphrases = passphrases;
    }

    /**
     * @param key {@code agent}, {@code agent:} followed by a fingerprint or comment, or the path of a private key file
     * @return the signer
     * @throws dev.countersign.signing.SigningException when there is no such key, or it cannot be used
     */
    public Signer find(String key) {
        if (key.equals("agent")) {
            return SshAgent.from(environment).find("");
        }
        if (key.startsWith("agent:")) {
            return SshAgent.from(environment).find(key.substring("agent:".length()));
        }
        return new KeyFile(passphrases).open(Path.of(key));
    }
}
