package dev.countersign.signing.record;

import dev.countersign.signing.Digest;
import dev.countersign.signing.SigningException;
import dev.countersign.signing.json.StrictJson;
import dev.countersign.signing.ssh.Signer;
import dev.countersign.signing.ssh.SshSig;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The exact bytes of a record and of the signature over them, as they stand in the file; nothing here is checked yet. */
public final class SignedRecord {
    /** One principal as ssh-keygen(1) reads it, section ALLOWED SIGNERS: lists, patterns, quotes and comments mean something else there. */
    private static final Pattern PRINCIPAL = Pattern.compile("[^\\p{Cntrl}\\p{Z}\",*?!#][^\\p{Cntrl}\\p{Z}\",*?!]*");

    private final byte[] text;
    private final byte[] signature;

    /**
     * @param text the record's JSON
     * @param signature the armored signature
     */
    public SignedRecord(byte[] text, byte[] signature) {
        this.text = text.clone();
        this.signature = signature.clone();
    }

    /**
     * Signs a record.
     *
     * @throws SigningException when the key cannot sign, or no line of allowed_signers could ever name the signer
     */
    public static SignedRecord sign(PlanRecord record, Signer signer) {
        if (!canSign(record.signer())) {
            throw new SigningException(
                    "The signer's name cannot stand in allowed_signers: write it without spaces, commas, quotes and wildcards, for example alice@corp.example.");
        }
        byte[] text = new StrictJson().write(record);
        SshSig sig = SshSig.sign(signer, record.namespace().text(), text);
        return new SignedRecord(text, sig.armor().getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether a line of allowed_signers could name somebody so. */
    public static boolean canSign(String principal) {
        return PRINCIPAL.matcher(principal).matches();
    }

    /** The record's JSON. */
    public byte[] text() {
        return text.clone();
    }

    /** The armored signature. */
    public byte[] signature() {
        return signature.clone();
    }

    /** Digest of the record's bytes: its name in a release record. */
    public Digest digest() {
        return Digest.of(text);
    }

    /**
     * Reads the record.
     *
     * @throws dev.countersign.signing.json.JsonFormatException when it is not one
     */
    public PlanRecord read() {
        return new StrictJson().read(text, PlanRecord.class, "record");
    }

    /**
     * Reads the signature.
     *
     * @throws dev.countersign.signing.ssh.SshFormatException when it is not one
     */
    public SshSig readSignature() {
        return SshSig.parse(new String(signature, StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedRecord record
                && Arrays.equals(text, record.text)
                && Arrays.equals(signature, record.signature);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(text) + Arrays.hashCode(signature);
    }
}
