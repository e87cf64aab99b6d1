package dev.countersign.app.cli;

import dev.countersign.signing.ssh.PassphraseSource;
import dev.countersign.signing.ssh.Signer;
import dev.countersign.signing.ssh.SignerFinder;
import picocli.CommandLine.Option;

/** The options that say who signs and with which key. */
final class KeyOptions {
    @Option(
            names = "--key",
            paramLabel = "KEY",
            required = true,
            description = "private key file, 'agent', or 'agent:' with a fingerprint or comment")
    private String key = "";

    @Option(
            names = "--signer",
            paramLabel = "PRINCIPAL",
            required = true,
            description = "who signs, as allowed_signers spells it, e.g. alice@corp.example")
    private String principal = "";

    /** The principal. */
    String principal() {
        return principal;
    }

    /** The key, opened. */
    Signer signer(PassphraseSource passphrases) {
        return new SignerFinder(System.getenv(), passphrases).find(key);
    }
}
