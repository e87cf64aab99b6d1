package dev.countersign.signing.verify;

import dev.countersign.signing.Digest;
import dev.countersign.signing.record.PlanRecord;
import dev.countersign.signing.ssh.Presence;
import dev.countersign.signing.ssh.SshPublicKey;

/**
 * A record whose signature, key and plan were found right.
 *
 * @param label for messages
 * @param digest of the record's bytes
 * @param record what it says
 * @param key that signed
 * @param presence what the signature says about the person
 */
record CheckedRecord(String label, Digest digest, PlanRecord record, SshPublicKey key, Presence presence) {
    String signer() {
        return record.signer();
    }
}
