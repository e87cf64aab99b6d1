package dev.countersign.signing.ssh;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;

/**
 * FIDO keys ({@code sk-ssh-ed25519@openssh.com}, {@code sk-ecdsa-sha2-nistp256@openssh.com}), as in OpenSSH's PROTOCOL.u2f.
 * Only checking happens here: the private part never leaves the device, so signing goes through the agent.
 */
final class SecurityKeyAlgorithm implements KeyAlgorithm {
    static final String ED25519 = "sk-ssh-ed25519@openssh.com";
    static final String ECDSA = "sk-ecdsa-sha2-nistp256@openssh.com";

    private static final int TOUCHED = 0x01;
    private static final int USER_VERIFIED = 0x04;

    @Override
    public boolean handles(String keyType) {
        return keyType.equals(ED25519) || keyType.equals(ECDSA);
    }

    @Override
    public Presence verify(SshPublicKey key, byte[] signature, byte[] data) throws GeneralSecurityException {
        WireReader in = new WireReader(signature, "signature");
        SignatureNames.require(in.name(), key.type());
        byte[] value = in.bytes();
        int flags = in.u8();
        long counter = in.u32();
        in.end();

        WireReader keyIn = new WireReader(key.blob(), "public key");
        keyIn.name();
        boolean ecdsa = key.type().equals(ECDSA);
        if (ecdsa && !keyIn.name().equals("nistp256")) {
            throw new SshFormatException("The public key is damaged: a security key uses curve nistp256.");
        }
        byte[] point = keyIn.bytes();
        byte[] application = keyIn.bytes();
        keyIn.end();

        byte[] signed = new WireWriter()
                .raw(SshPublicKey.sha256(application))
                .u8(flags)
                .u32(counter)
                .raw(SshPublicKey.sha256(data))
                .toBytes();
        if (ecdsa) {
            EcdsaAlgorithm.check(EcdsaAlgorithm.Curve.P256, point, value, signed);
        } else {
            Ed25519Algorithm.check(point, value, signed);
        }
        return new Presence(true, (flags & TOUCHED) != 0, (flags & USER_VERIFIED) != 0);
    }

    @Override
    public byte[] sign(SshPublicKey key, PrivateKey secret, byte[] data) {
        throw handle();
    }

    @Override
    public PrivateKey readPrivate(SshPublicKey key, WireReader in) {
        throw handle();
    }

    private static KeyFileException handle() {
        return new KeyFileException(
                "This file is only the handle of a hardware key. Add it to the agent (ssh-add FILE) and sign with the key from the agent.");
    }
}
