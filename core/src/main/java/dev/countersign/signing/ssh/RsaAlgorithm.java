package dev.countersign.signing.ssh;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;

/** {@code ssh-rsa} keys with SHA-2 signatures only (RFC 8332) and 3072 bits or more. */
final class RsaAlgorithm implements KeyAlgorithm {
    private static final String TYPE = "ssh-rsa";
    private static final String SHA512 = "rsa-sha2-512";
    private static final String SHA256 = "rsa-sha2-256";

    /** NIST SP 800-57 part 1: below 3072 bits an RSA key is weaker than 128 bits. */
    private static final int MIN_BITS = 3072;

    private static final int MAX_BITS = 16384;

    @Override
    public boolean handles(String keyType) {
        return keyType.equals(TYPE);
    }

    @Override
    public Presence verify(SshPublicKey key, byte[] signature, byte[] data) throws GeneralSecurityException {
        WireReader in = new WireReader(signature, "signature");
        String algorithm = in.name();
        SignatureNames.require(algorithm, SHA512, SHA256);
        byte[] value = in.bytes();
        in.end();
        RSAPublicKeySpec spec = publicSpec(key);
        if (value.length != (spec.getModulus().bitLength() + 7) / 8) {
            throw SignatureNames.mismatch();
        }
        Signature verifier = Signature.getInstance(algorithm.equals(SHA512) ? "SHA512withRSA" : "SHA256withRSA");
        verifier.initVerify(KeyFactory.getInstance("RSA").generatePublic(spec));
        verifier.update(data);
        if (!verifier.verify(value)) {
            throw SignatureNames.mismatch();
        }
        return Presence.SOFTWARE;
    }

    private static RSAPublicKeySpec publicSpec(SshPublicKey key) {
        WireReader in = new WireReader(key.blob(), "public key");
        in.name();
        BigInteger exponent = in.positive();
        BigInteger modulus = in.positive();
        in.end();
        if (modulus.bitLength() < MIN_BITS || modulus.bitLength() > MAX_BITS) {
            throw new BadSignatureException(
                    "RSA key has " + modulus.bitLength() + " bits; at least " + MIN_BITS + " are needed");
        }
        return new RSAPublicKeySpec(modulus, exponent);
    }

    @Override
    public byte[] sign(SshPublicKey key, PrivateKey secret, byte[] data) throws GeneralSecurityException {
        publicSpec(key);
        Signature signer = Signature.getInstance("SHA512withRSA");
        signer.initSign(secret);
        signer.update(data);
        return new WireWriter().name(SHA512).bytes(signer.sign()).toBytes();
    }

    @Override
    public PrivateKey readPrivate(SshPublicKey key, WireReader in) throws GeneralSecurityException {
        BigInteger n = in.positive();
        BigInteger e = in.positive();
        BigInteger d = in.positive();
        BigInteger coefficient = in.positive();
        BigInteger p = in.positive();
        BigInteger q = in.positive();
        RSAPublicKeySpec spec = publicSpec(key);
        if (!n.equals(spec.getModulus())
                || !e.equals(spec.getPublicExponent())
                || !p.multiply(q).equals(n)) {
            throw new SshFormatException("The private key is damaged: its two halves do not fit.");
        }
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new RSAPrivateCrtKeySpec(
                        n,
                        e,
                        d,
                        p,
                        q,
                        d.mod(p.subtract(BigInteger.ONE)),
                        d.mod(q.subtract(BigInteger.ONE)),
                        coefficient));
    }
}
