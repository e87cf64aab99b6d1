package dev.countersign.signing.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.signing.SigningException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshSigTest {
    private static final byte[] MESSAGE = "{ \"decision\": \"approve\" }\nüber".getBytes(StandardCharsets.UTF_8);
    private static final String NAMESPACE = "decision@countersign";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa -b 256", "ecdsa -b 384", "ecdsa -b 521", "rsa -b 3072"})
    void opensshAcceptsOursAndWeAcceptTheirs(String type) throws Exception {
        SshKeygen ssh = new SshKeygen(folder);
        Path file = ssh.key("id", "", type.split(" "));
        Signer signer = new KeyFile(PassphraseSource.NONE).open(file);
        assertThat(signer.key()).isEqualTo(ssh.publicKey(file));

        for (int i = 0; i < 10; i++) {
            byte[] message = Arrays.copyOf(MESSAGE, MESSAGE.length + i);
            SshSig ours = SshSig.sign(signer, NAMESPACE, message);
            assertThat(SshSig.parse(ours.armor())).isEqualTo(ours);
            if (i < 3) {
                SshKeygen.Outcome verdict = ssh.verify(signer.key(), NAMESPACE, ours, message);
                assertThat(verdict.exit()).as(verdict.output()).isZero();
            }
        }
        SshSig theirs = ssh.sign(file, NAMESPACE, MESSAGE);
        assertThat(theirs.verify(NAMESPACE, MESSAGE)).isEqualTo(Presence.SOFTWARE);
        assertThat(ssh.sign(file, NAMESPACE, MESSAGE, "-O", "hashalg=sha256").verify(NAMESPACE, MESSAGE))
                .isEqualTo(Presence.SOFTWARE);

        assertThatThrownBy(() -> theirs.verify(NAMESPACE, "other".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BadSignatureException.class)
                .hasMessage("signature does not match its text");
        assertThatThrownBy(() -> theirs.verify("seal@countersign", MESSAGE))
                .isInstanceOf(BadSignatureException.class)
                .hasMessageContaining("signature is for \"decision@countersign\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aes256-ctr", "aes128-cbc"})
    void opensKeyFilesWithPassphraseAndWipesIt(String cipher) throws Exception {
        SshKeygen ssh = new SshKeygen(folder);
        Path file = ssh.key("locked", "corréct horse", "ed25519", "-Z", cipher, "-a", "2");
        char[] typed = "corréct horse".toCharArray();
        Signer signer = new KeyFile(name -> Optional.of(typed)).open(file);
        assertThat(typed).containsOnly('\0');
        assertThat(ssh.verify(signer.key(), NAMESPACE, SshSig.sign(signer, NAMESPACE, MESSAGE), MESSAGE)
                        .exit())
                .isZero();

        assertThatThrownBy(() -> new KeyFile(name -> Optional.of("wrong".toCharArray())).open(file))
                .isInstanceOf(KeyFileException.class)
                .hasMessage("The passphrase for locked is wrong. Try again.");
        assertThatThrownBy(() -> new KeyFile(PassphraseSource.NONE).open(file))
                .hasMessageContaining("needs its passphrase");
    }

    @Test
    void saysWhatIsWrongWithAKeyFile() throws Exception {
        SshKeygen ssh = new SshKeygen(folder);
        KeyFile keys = new KeyFile(PassphraseSource.NONE);
        Path small = ssh.key("small", "", "rsa", "-b", "2048");
        assertThatThrownBy(() -> keys.open(small))
                .isInstanceOf(BadSignatureException.class)
                .hasMessageContaining("2048 bits");
        Path old = ssh.key("old", "", "rsa", "-b", "3072", "-m", "PEM");
        assertThatThrownBy(() -> keys.open(old))
                .hasMessageContaining("older format")
                .hasMessageContaining("ssh-keygen -p");
        assertThatThrownBy(() -> keys.open(Path.of(small + ".pub"))).hasMessageContaining("is a public key");
        assertThatThrownBy(() -> keys.open(folder.resolve("absent"))).hasMessageContaining("cannot be read");
    }

    @Test
    void signsThroughTheAgent() throws Exception {
        SshKeygen ssh = new SshKeygen(folder);
        Path ed = ssh.key("ed", "", "ed25519");
        Path rsa = ssh.key("rsa", "", "rsa", "-b", "3072");
        Path ec = ssh.key("ec", "", "ecdsa", "-b", "384");
        Path home = Files.createTempDirectory("cs");
        Path socket = home.resolve("a");
        SshKeygen.Outcome started = ssh.run(null, "ssh-agent", "-s", "-a", socket.toString());
        Matcher pid = Pattern.compile("SSH_AGENT_PID=(\\d+)").matcher(started.output());
        assertThat(pid.find()).as(started.output()).isTrue();
        try {
            SshAgent agent = SshAgent.from(Map.of("SSH_AUTH_SOCK", socket.toString()));
            assertThat(agent.identities()).isEmpty();
            assertThatThrownBy(() -> agent.find("")).hasMessageContaining("holds no key");
            for (Path key : new Path[] {ed, rsa, ec}) {
                SshKeygen.Outcome added =
                        ssh.run(null, "env", "SSH_AUTH_SOCK=" + socket, "ssh-add", "-q", key.toString());
                assertThat(added.exit()).as(added.output()).isZero();
                Signer signer = new SignerFinder(Map.of("SSH_AUTH_SOCK", socket.toString()), PassphraseSource.NONE)
                        .find("agent:" + ssh.publicKey(key).fingerprint());
                SshSig sig = SshSig.sign(signer, NAMESPACE, MESSAGE);
                assertThat(sig.key()).isEqualTo(ssh.publicKey(key));
                assertThat(ssh.verify(sig.key(), NAMESPACE, sig, MESSAGE).exit())
                        .isZero();
            }
            assertThat(agent.identities())
                    .extracting(SshAgent.Identity::comment)
                    .containsExactly("ed", "rsa", "ec");
            assertThatThrownBy(() -> agent.find("")).hasMessageContaining("several keys");
            Signer gone = agent.find("ed");
            ssh.run(null, "env", "SSH_AUTH_SOCK=" + socket, "ssh-add", "-q", "-D");
            assertThatThrownBy(() -> gone.sign(MESSAGE))
                    .isInstanceOf(AgentException.class)
                    .hasMessageContaining("did not sign");
        } finally {
            ProcessHandle.of(Long.parseLong(pid.group(1))).ifPresent(ProcessHandle::destroy);
            Files.deleteIfExists(socket);
            Files.deleteIfExists(home);
        }
        assertThatThrownBy(() -> SshAgent.from(Map.of())).hasMessageContaining("SSH_AUTH_SOCK is not set");
        assertThatThrownBy(() -> new SshAgent(folder.resolve("nothing")).identities())
                .hasMessageContaining("cannot be reached");
    }

    @Test
    void checksHardwareKeysWithTheirFlags() throws Exception {
        SshKeygen ssh = new SshKeygen(folder);
        for (Signer signer : new Signer[] {softwareStandIn(true, 1), softwareStandIn(false, 5)}) {
            SshSig sig = SshSig.sign(signer, NAMESPACE, MESSAGE);
            Presence presence = sig.verify(NAMESPACE, MESSAGE);
            assertThat(presence.hardware()).isTrue();
            assertThat(presence.touched()).isTrue();
            SshKeygen.Outcome verdict = ssh.verify(signer.key(), NAMESPACE, sig, MESSAGE);
            assertThat(verdict.exit()).as(verdict.output()).isZero();
        }
        assertThat(SshSig.sign(softwareStandIn(true, 0), NAMESPACE, MESSAGE)
                        .verify(NAMESPACE, MESSAGE)
                        .touched())
                .isFalse();
        assertThat(SshSig.sign(softwareStandIn(true, 5), NAMESPACE, MESSAGE)
                        .verify(NAMESPACE, MESSAGE)
                        .userVerified())
                .isTrue();
    }

    @Test
    void refusesWeakOrForeignAlgorithms() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        KeyPair pair = generator.generateKeyPair();
        RSAPublicKey rsa = (RSAPublicKey) pair.getPublic();
        SshPublicKey key = SshPublicKey.of(new WireWriter()
                .name("ssh-rsa")
                .number(rsa.getPublicExponent())
                .number(rsa.getModulus())
                .toBytes());
        Signer sha1 = signer(key, data -> {
            Signature signature = Signature.getInstance("SHA1withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(data);
            return new WireWriter().name("ssh-rsa").bytes(signature.sign()).toBytes();
        });
        assertThatThrownBy(() -> SshSig.sign(sha1, NAMESPACE, MESSAGE))
                .isInstanceOf(BadSignatureException.class)
                .hasMessageContaining("signature algorithm ssh-rsa is not accepted");

        SshPublicKey certificate = SshPublicKey.of(
                new WireWriter().name("ssh-ed25519-cert-v01@openssh.com").toBytes());
        assertThatThrownBy(() -> new SshSig(certificate, NAMESPACE, "sha512", new byte[4]).verify(NAMESPACE, MESSAGE))
                .hasMessageContaining("not supported: certificate");
        SshPublicKey dsa = SshPublicKey.of(new WireWriter().name("ssh-dss").toBytes());
        assertThatThrownBy(() -> new SshSig(dsa, NAMESPACE, "sha512", new byte[4]).verify(NAMESPACE, MESSAGE))
                .hasMessageContaining("key type ssh-dss is not accepted");
        assertThatThrownBy(() -> new SshSig(key, NAMESPACE, "md5", new byte[4]).verify(NAMESPACE, MESSAGE))
                .hasMessageContaining("hash md5 is not accepted");
    }

    @Test
    void refusesPointsOffTheCurve() {
        byte[] point = new byte[65];
        Arrays.fill(point, (byte) 7);
        point[0] = 4;
        SshPublicKey key = SshPublicKey.of(new WireWriter()
                .name("ecdsa-sha2-nistp256")
                .name("nistp256")
                .bytes(point)
                .toBytes());
        byte[] pair =
                new WireWriter().number(BigInteger.TWO).number(BigInteger.TWO).toBytes();
        byte[] blob = new WireWriter().name("ecdsa-sha2-nistp256").bytes(pair).toBytes();
        assertThatThrownBy(() -> new SshSig(key, NAMESPACE, "sha512", blob).verify(NAMESPACE, MESSAGE))
                .isInstanceOf(SshFormatException.class)
                .hasMessageContaining("not on the curve");
    }

    @Test
    void aDamagedSignatureIsRefusedAndNeverAnotherException() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good = SshSig.sign(softwareStandIn(false, 1), NAMESPACE, MESSAGE).toBytes();
        for (int round = 0; round < 3000; round++) {
            byte[] bad = round % 3 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            if (round % 3 != 0) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThatThrownBy(() -> SshSig.of(bad).verify(NAMESPACE, MESSAGE))
                    .as("seed %d", seed)
                    .isInstanceOf(SigningException.class);
        }
        String armor = SshSig.of(good).armor();
        for (int at = 0; at < armor.length(); at++) {
            char[] bad = armor.toCharArray();
            bad[at] ^= 1;
            assertThatThrownBy(() -> SshSig.parse(new String(bad)).verify(NAMESPACE, MESSAGE))
                    .isInstanceOf(SigningException.class);
        }
    }

    private interface Signing {
        byte[] sign(byte[] data) throws GeneralSecurityException;
    }

    private static Signer signer(SshPublicKey key, Signing signing) {
        return new Signer() {
            @Override
            public SshPublicKey key() {
                return key;
            }

            @Override
            public byte[] sign(byte[] data) {
                try {
                    return signing.sign(data);
                } catch (GeneralSecurityException e) {
                    throw new KeyFileException("test key", e);
                }
            }
        };
    }

    /** A software key that speaks like a FIDO key; OpenSSH cannot tell either. */
    static Signer softwareStandIn(boolean ed25519, int flags) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ed25519 ? "Ed25519" : "EC");
        if (!ed25519) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        }
        KeyPair pair = generator.generateKeyPair();
        WireWriter blob = new WireWriter();
        if (ed25519) {
            byte[] encoded = pair.getPublic().getEncoded();
            blob.name(SecurityKeyAlgorithm.ED25519)
                    .bytes(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        } else {
            byte[] encoded = ((ECPublicKey) pair.getPublic()).getEncoded();
            blob.name(SecurityKeyAlgorithm.ECDSA)
                    .name("nistp256")
                    .bytes(Arrays.copyOfRange(encoded, encoded.length - 65, encoded.length));
        }
        SshPublicKey key = SshPublicKey.of(blob.name("ssh:").toBytes());
        return signer(key, data -> {
            byte[] signed = new WireWriter()
                    .raw(SshPublicKey.sha256("ssh:".getBytes(StandardCharsets.US_ASCII)))
                    .u8(flags)
                    .u32(7)
                    .raw(SshPublicKey.sha256(data))
                    .toBytes();
            Signature signature = Signature.getInstance(ed25519 ? "Ed25519" : "SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(signed);
            byte[] value = signature.sign();
            if (!ed25519) {
                value = new WireWriter()
                        .number(new BigInteger(1, Arrays.copyOf(value, 32)))
                        .number(new BigInteger(1, Arrays.copyOfRange(value, 32, 64)))
                        .toBytes();
            }
            return new WireWriter()
                    .name(key.type())
                    .bytes(value)
                    .u8(flags)
                    .u32(7)
                    .toBytes();
        });
    }
}
