package dev.countersign.signing.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.sshd.common.config.keys.loader.openssh.kdf.BCrypt;

/** Reads private keys in the OpenSSH format (PROTOCOL.key), the one that ssh-keygen has written since OpenSSH 7.8. */
public final class KeyFile {
    private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";
    private static final String END = "-----END OPENSSH PRIVATE KEY-----";
    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_BYTES = 64 * 1024;

    /** Each round costs milliseconds; a hostile file must not be able to hang the program. ssh-keygen's default is 16. */
    private static final long MAX_ROUNDS = 4096;

    private final PassphraseSource passphrases;

    /** @param passphrases asked when a file is protected */
    public KeyFile(PassphraseSource passphrases) {
        this.passphrases = passphrases;
    }

    /**
     * Opens a key file for signing.
     *
     * @param path the private key, not the {@code .pub} file
     * @return a signer holding the key in memory
     * @throws KeyFileException when the file cannot be read, is of another format, or the passphrase is wrong
     * @throws SshFormatException when the file is damaged
     */
    public Signer open(Path path) {
        byte[] content = read(path);
        byte[] blob = unarmor(content, path);
        Arrays.fill(content, (byte) 0);
        WireReader in = new WireReader(blob, "key file " + path.getFileName());
        try {
            return parse(in, String.valueOf(path.getFileName()));
        } catch (GeneralSecurityException e) {
            throw new KeyFileException("The key file " + path + " cannot be used: Java refuses the key inside.", e);
        } finally {
            in.wipe();
        }
    }

    private static byte[] read(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new KeyFileException("The file " + path + " is too large to be a private key.");
            }
            return content;
        } catch (IOException e) {
            throw new KeyFileException(
                    "The key file " + path + " cannot be read (" + e.getClass().getSimpleName()
                            + "). Name a private key file, or \"agent\".",
                    e);
        }
    }

    private static byte[] unarmor(byte[] content, Path path) {
        String text = new String(content, StandardCharsets.ISO_8859_1).strip();
        if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
            throw new KeyFileException(
                    text.startsWith("-----BEGIN ")
                            ? "The key file " + path + " is in an older format. Convert it with: ssh-keygen -p -f "
                                    + path
                            : text.startsWith("ssh-") || text.startsWith("ecdsa-") || text.startsWith("sk-")
                                    ? "The file " + path
                                            + " is a public key. Name the private key, or \"agent\" when the agent holds it."
                                    : "The file " + path + " is not an OpenSSH private key.");
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(BEGIN.length(), text.length() - END.length()));
        } catch (IllegalArgumentException e) {
            throw new KeyFileException("The key file " + path + " is damaged: its base64 text cannot be read.", e);
        }
    }

    private Signer parse(WireReader in, String name) throws GeneralSecurityException {
        if (!Arrays.equals(in.raw(MAGIC.length), MAGIC)) {
            throw new KeyFileException("The key file " + name + " is not an OpenSSH private key of version 1.");
        }
        String cipher = in.name();
        String kdf = in.name();
        byte[] kdfOptions = in.bytes();
        if (in.u32() != 1) {
            throw new KeyFileException("The key file " + name + " holds several keys; one is expected.");
        }
        SshPublicKey key = SshPublicKey.of(in.bytes());
        byte[] secret = in.bytes();
        in.end();
        boolean locked = !cipher.equals("none");
        byte[] plain = locked ? unlock(cipher, kdf, kdfOptions, secret, name) : secret;
        WireReader fields = new WireReader(plain, "key file " + name);
        try {
            if (fields.u32() != fields.u32()) {
                throw new KeyFileException(
                        locked
                                ? "The passphrase for " + name + " is wrong. Try again."
                                : "The key file " + name + " is damaged: its check numbers differ.");
            }
            if (!fields.name().equals(key.type())) {
                throw new KeyFileException(
                        "The key file " + name + " is damaged: public and private part are of different types.");
            }
            PrivateKey value = KeyAlgorithms.of(key).readPrivate(key, fields);
            fields.bytes();
            return new KeyFileSigner(key, value);
        } finally {
            fields.wipe();
        }
    }

    private byte[] unlock(String cipher, String kdf, byte[] kdfOptions, byte[] secret, String name)
            throws GeneralSecurityException {
        int keyBytes = switch (cipher) {
            case "aes128-ctr", "aes128-cbc" -> 16;
            case "aes192-ctr", "aes192-cbc" -> 24;
            case "aes256-ctr", "aes256-cbc" -> 32;
            default ->
                throw new KeyFileException(
                        "The key file " + name + " is protected with " + cipher
                                + ", which cannot be opened here. Add the key to the agent (ssh-add), or run: ssh-keygen -p -Z aes256-ctr");
        };
        if (!kdf.equals("bcrypt")) {
            throw new KeyFileException("The key file " + name + " is protected with the unknown method " + kdf + ".");
        }
        WireReader options = new WireReader(kdfOptions, "key file " + name);
        byte[] salt = options.bytes();
        long rounds = options.u32();
        options.end();
        if (salt.length == 0 || rounds == 0 || rounds > MAX_ROUNDS) {
            throw new KeyFileException("The key file " + name + " asks for " + rounds + " bcrypt rounds; at most "
                    + MAX_ROUNDS + " are accepted. Use the agent for this key.");
        }
        byte[] passphrase = passphrase(name);
        byte[] derived = new byte[keyBytes + 16];
        try {
            new BCrypt().pbkdf(passphrase, salt, (int) rounds, derived);
            Cipher aes = Cipher.getInstance(cipher.endsWith("ctr") ? "AES/CTR/NoPadding" : "AES/CBC/NoPadding");
            aes.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(derived, 0, keyBytes, "AES"),
                    new IvParameterSpec(derived, keyBytes, 16));
            return aes.doFinal(secret);
        } finally {
            Arrays.fill(passphrase, (byte) 0);
            Arrays.fill(derived, (byte) 0);
        }
    }

    private byte[] passphrase(String name) {
        char[] typed = passphrases
                .passphrase(name)
                .filter(chars -> chars.length > 0)
                .orElseThrow(() -> new KeyFileException("The key file " + name
                        + " needs its passphrase. Type it when asked, or add the key to the agent with ssh-add."));
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.limit());
        Arrays.fill(encoded.array(), (byte) 0);
        Arrays.fill(typed, '\0');
        return bytes;
    }
}
