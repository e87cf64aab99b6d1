package dev.countersign.signing.ssh;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/** {@code ecdsa-sha2-nistp256}, {@code -nistp384} and {@code -nistp521} (RFC 5656). */
final class EcdsaAlgorithm implements KeyAlgorithm {
    private static final String PREFIX = "ecdsa-sha2-";

    /** The three curves with their hash, fixed by RFC 5656 section 6.2.1. */
    enum Curve {
        P256("nistp256", "secp256r1", "SHA256", 32),
        P384("nistp384", "secp384r1", "SHA384", 48),
        P521("nistp521", "secp521r1", "SHA512", 66);

        private final String sshName;
        private final String javaName;
        private final String hash;
        private final int bytes;

        Curve(String sshName, String javaName, String hash, int bytes) {
            this.sshName = sshName;
            this.javaName = javaName;
            this.hash = hash;
            this.bytes = bytes;
        }

        static Curve named(String name) {
            return Arrays.stream(values())
                    .filter(curve -> curve.sshName.equals(name))
                    .findFirst()
                    .orElseThrow(() -> new SshFormatException("The key names the unknown curve " + name + "."));
        }

        ECParameterSpec parameters() throws GeneralSecurityException {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(javaName));
            return parameters.getParameterSpec(ECParameterSpec.class);
        }

        String javaAlgorithm() {
            return hash + "withECDSAinP1363Format";
        }
    }

    @Override
    public boolean handles(String keyType) {
        return Arrays.stream(Curve.values()).anyMatch(curve -> keyType.equals(PREFIX + curve.sshName));
    }

    @Override
    public Presence verify(SshPublicKey key, byte[] signature, byte[] data) throws GeneralSecurityException {
        WireReader in = new WireReader(signature, "signature");
        SignatureNames.require(in.name(), key.type());
        byte[] value = in.bytes();
        in.end();
        WireReader keyIn = new WireReader(key.blob(), "public key");
        keyIn.name();
        Curve curve = curveOf(key, keyIn);
        byte[] point = keyIn.bytes();
        keyIn.end();
        check(curve, point, value, data);
        return Presence.SOFTWARE;
    }

    static void check(Curve curve, byte[] point, byte[] value, byte[] data) throws GeneralSecurityException {
        WireReader in = new WireReader(value, "signature");
        BigInteger r = in.positive();
        BigInteger s = in.positive();
        in.end();
        if (r.bitLength() > curve.bytes * 8 || s.bitLength() > curve.bytes * 8) {
            throw SignatureNames.mismatch();
        }
        byte[] flat = new byte[2 * curve.bytes];
        place(r, flat, 0, curve.bytes);
        place(s, flat, curve.bytes, curve.bytes);
        Signature verifier = Signature.getInstance(curve.javaAlgorithm());
        verifier.initVerify(publicKey(curve, point));
        verifier.update(data);
        if (!verifier.verify(flat)) {
            throw SignatureNames.mismatch();
        }
    }

    private static Curve curveOf(SshPublicKey key, WireReader in) {
        Curve curve = Curve.named(in.name());
        if (!key.type().equals(PREFIX + curve.sshName)) {
            throw new SshFormatException("The key says " + key.type() + " but its curve is " + curve.sshName + ".");
        }
        return curve;
    }

    /** Only uncompressed points are used in SSH; a point off the curve is an attack, so it is checked here and not left to luck. */
    private static PublicKey publicKey(Curve curve, byte[] point) throws GeneralSecurityException {
        if (point.length != 1 + 2 * curve.bytes || point[0] != 4) {
            throw new SshFormatException("The public key is damaged: its point has the wrong length or form.");
        }
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + curve.bytes));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + curve.bytes, point.length));
        ECParameterSpec spec = curve.parameters();
        BigInteger p = ((ECFieldFp) spec.getCurve().getField()).getP();
        BigInteger right = x.modPow(BigInteger.valueOf(3), p)
                .add(spec.getCurve().getA().multiply(x))
                .add(spec.getCurve().getB())
                .mod(p);
        if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0 || !y.multiply(y).mod(p).equals(right)) {
            throw new SshFormatException("The public key is damaged: its point is not on the curve.");
        }
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), spec));
    }

    private static void place(BigInteger value, byte[] into, int at, int width) {
        byte[] bytes = value.toByteArray();
        int skip = Math.max(0, bytes.length - width);
        System.arraycopy(bytes, skip, into, at + width - (bytes.length - skip), bytes.length - skip);
    }

    @Override
    public byte[] sign(SshPublicKey key, PrivateKey secret, byte[] data) throws GeneralSecurityException {
        Curve curve = Curve.named(key.type().substring(PREFIX.length()));
        Signature signer = Signature.getInstance(curve.javaAlgorithm());
        signer.initSign(secret);
        signer.update(data);
        byte[] flat = signer.sign();
        byte[] pair = new WireWriter()
                .number(new BigInteger(1, Arrays.copyOf(flat, curve.bytes)))
                .number(new BigInteger(1, Arrays.copyOfRange(flat, curve.bytes, flat.length)))
                .toBytes();
        return new WireWriter().name(key.type()).bytes(pair).toBytes();
    }

    @Override
    public PrivateKey readPrivate(SshPublicKey key, WireReader in) throws GeneralSecurityException {
        Curve curve = curveOf(key, in);
        byte[] point = in.bytes();
        WireReader keyIn = new WireReader(key.blob(), "public key");
        keyIn.name();
        keyIn.name();
        if (!Arrays.equals(point, keyIn.bytes())) {
            throw new SshFormatException("The private key is damaged: its two halves do not fit.");
        }
        return KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(in.positive(), curve.parameters()));
    }
}
