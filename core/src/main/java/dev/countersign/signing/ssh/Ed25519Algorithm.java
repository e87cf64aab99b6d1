package dev.countersign.signing.ssh;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** {@code ssh-ed25519} (RFC 8709). */
final class Ed25519Algorithm implements KeyAlgorithm {
    static final String TYPE = "ssh-ed25519";
    static final int KEY_BYTES = 32;

    /** SubjectPublicKeyInfo of RFC 8410 up to the 32 bytes of the key. */
    private static final byte[] X509_PREFIX = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    @Override
    public boolean handles(String keyType) {
        return keyType.equals(TYPE);
    }

    @Override
    public Presence verify(SshPublicKey key, byte[] signature, byte[] data) throws GeneralSecurityException {
        WireReader in = new WireReader(signature, "signature");
        SignatureNames.require(in.name(), TYPE);
        byte[] value = in.bytes();
        in.end();
        check(publicBytes(key), value, data);
        return Presence.SOFTWARE;
    }

    static void check(byte[] point, byte[] value, byte[] data) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(publicKey(point));
        verifier.update(data);
        if (value.length != 2 * KEY_BYTES || !verifier.verify(value)) {
            throw SignatureNames.mismatch();
        }
    }

    private static PublicKey publicKey(byte[] point) throws GeneralSecurityException {
        if (point.length != KEY_BYTES) {
            throw new SshFormatException(
                    "The public key is damaged: an Ed25519 key has 32 bytes, this one " + point.length + ".");
        }
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_BYTES);
        System.arraycopy(point, 0, encoded, X509_PREFIX.length, KEY_BYTES);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static byte[] publicBytes(SshPublicKey key) {
        WireReader in = new WireReader(key.blob(), "public key");
        in.name();
        byte[] point = in.bytes();
        in.end();
        return point;
    }

    @Override
    public byte[] sign(SshPublicKey key, PrivateKey secret, byte[] data) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(secret);
        signer.update(data);
        return new WireWriter().name(TYPE).bytes(signer.sign()).toBytes();
    }

    @Override
    public PrivateKey readPrivate(SshPublicKey key, WireReader in) throws GeneralSecurityException {
        byte[] point = in.bytes();
        byte[] secret = in.bytes();
        byte[] seed = Arrays.copyOf(secret, KEY_BYTES);
        try {
            if (secret.length != 2 * KEY_BYTES || !Arrays.equals(point, publicBytes(key))) {
                throw new SshFormatException("The private key is damaged: its two halves do not fit.");
            }
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(seed, (byte) 0);
        }
    }
}
