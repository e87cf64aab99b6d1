package dev.countersign.signing.trust;

import dev.countersign.signing.ssh.SshPublicKey;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Tells people apart. A person may have several keys and several names; names that share a key are one person, because
 * one key cannot be two people, and so are names that differ only in the case of letters. Quorum and separation of duties count what this says.
 */
public final class People {
    private final Map<String, String> parent = new HashMap<>();

    /** @param signers lines that list two names for a key, or a key under two names, make one person of them */
    public People(AllowedSigners signers) {
        for (AllowedSigner line : signers.lines()) {
            if (!line.certAuthority()) {
                line.literalPrincipals().forEach(principal -> used(principal, line.key()));
            }
        }
    }

    /** Notes that the name signed with the key; wildcard lines allow one key under many names. */
    public void used(String principal, SshPublicKey key) {
        parent.put(root(name(principal)), root("key " + key.fingerprint()));
    }

    /** Whether two names are one person. */
    public boolean same(String one, String other) {
        return id(one).equals(id(other));
    }

    /** Something that is equal for all names of a person. */
    public String id(String principal) {
        return root(name(principal));
    }

    private static String name(String principal) {
        return "name " + principal.toLowerCase(Locale.ROOT);
    }

    private String root(String node) {
        String at = node;
        while (!parent.getOrDefault(at, at).equals(at)) {
            at = parent.get(at);
        }
        return at;
    }
}
