package dev.countersign.signing.trust;

import dev.countersign.signing.ssh.SshPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One line of {@code allowed_signers}.
 *
 * @param principals comma-separated patterns
 * @param certAuthority whether the key signs certificates instead of plans
 * @param namespaces comma-separated patterns of what the key may sign; empty allows everything
 * @param validAfter not before this
 * @param validBefore not after this
 * @param key the key
 * @param line counted from 1
 */
public record AllowedSigner(
        String principals,
        boolean certAuthority,
        Optional<String> namespaces,
        Optional<Instant> validAfter,
        Optional<Instant> validBefore,
        SshPublicKey key,
        int line) {

    /** Whether the line is about this person. */
    public boolean names(String principal) {
        return Wildcard.listMatches(principals, principal);
    }

    /** Whether the key may sign for this namespace. */
    public boolean allows(String namespace) {
        return namespaces.map(list -> Wildcard.listMatches(list, namespace)).orElse(true);
    }

    /** The principals that stand there without wildcard. */
    public List<String> literalPrincipals() {
        return Arrays.stream(principals.split(",")).filter(Wildcard::literal).toList();
    }
}
