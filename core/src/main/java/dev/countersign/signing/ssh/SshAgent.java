package dev.countersign.signing.ssh;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Talks to a running SSH agent (draft-miller-ssh-agent) over its Unix socket: lists keys and asks for signatures. */
public final class SshAgent {
    private static final int REQUEST_IDENTITIES = 11;
    private static final int IDENTITIES_ANSWER = 12;
    private static final int SIGN_REQUEST = 13;
    private static final int SIGN_RESPONSE = 14;
    private static final int RSA_SHA2_512 = 4;
    private static final int MAX_ANSWER = 256 * 1024;
    private static final int MAX_KEYS = 2048;

    private final Path socket;

    /** @param socket the agent's Unix socket */
    public SshAgent(Path socket) {
        this.socket = socket;
    }

    /**
     * The agent that the environment names in {@code SSH_AUTH_SOCK}.
     *
     * @param environment for example {@code System.getenv()}
     * @throws AgentException when the variable is not set
     */
    public static SshAgent from(Map<String, String> environment) {
        String path = environment.getOrDefault("SSH_AUTH_SOCK", "");
        if (path.isBlank()) {
            throw new AgentException(
                    "No SSH agent is running: SSH_AUTH_SOCK is not set. Start one (ssh-agent) or use a key file.");
        }
        return new SshAgent(Path.of(path));
    }

    /**
     * One key that the agent can sign with.
     *
     * @param signer signs through the agent
     * @param comment the agent's comment, often a file name or an address
     */
    public record Identity(Signer signer, String comment) {}

    /**
     * The keys that the agent offers, certificates and unknown types left out.
     *
     * @throws AgentException when the agent cannot be reached or answers nonsense
     */
    public List<Identity> identities() {
        WireReader in = new WireReader(ask(new byte[] {REQUEST_IDENTITIES}), "agent's answer");
        if (in.u8() != IDENTITIES_ANSWER) {
            throw new AgentException(
                    "The SSH agent at " + socket + " refused to list its keys. Unlock it and try again.");
        }
        long count = in.u32();
        if (count > MAX_KEYS) {
            throw new AgentException("The SSH agent at " + socket + " claims to hold " + count + " keys.");
        }
        List<Identity> out = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            SshPublicKey key = SshPublicKey.of(in.bytes());
            String comment = new String(in.bytes(), StandardCharsets.UTF_8);
            if (KeyAlgorithms.known(key)) {
                out.add(new Identity(new AgentSigner(key), comment));
            }
        }
        return List.copyOf(out);
    }

    /**
     * The one key to sign with.
     *
     * @param wanted fingerprint ({@code SHA256:…}) or comment; empty takes the only key there is
     * @throws AgentException when there is none, or several and the choice is not clear
     */
    public Signer find(String wanted) {
        List<Identity> found = identities().stream()
                .filter(identity -> wanted.isEmpty()
                        || identity.comment().equals(wanted)
                        || identity.signer().key().fingerprint().equals(wanted))
                .toList();
        if (found.size() == 1) {
            return found.getFirst().signer();
        }
        List<String> offered = identities().stream()
                .map(identity -> identity.signer().key().fingerprint() + " (" + identity.comment() + ")")
                .toList();
        throw new AgentException(
                offered.isEmpty()
                        ? "The SSH agent holds no key that can sign. Add one with ssh-add."
                        : found.isEmpty()
                                ? "The SSH agent has no key \"" + wanted + "\"; it has " + String.join(", ", offered)
                                        + "."
                                : "The SSH agent holds several keys: " + String.join(", ", offered)
                                        + ". Name one as agent:FINGERPRINT.");
    }

    private byte[] ask(byte[] request) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer out = ByteBuffer.wrap(new WireWriter().bytes(request).toBytes());
            while (out.hasRemaining()) {
                channel.write(out);
            }
            int length = fill(channel, ByteBuffer.allocate(4)).getInt();
            if (length < 1 || length > MAX_ANSWER) {
                throw new AgentException(
                        "The SSH agent at " + socket + " answered with " + length + " bytes; that is not an agent.");
            }
            return fill(channel, ByteBuffer.allocate(length)).array();
        } catch (IOException e) {
            throw new AgentException(
                    "The SSH agent at " + socket
                            + " cannot be reached. Check that it runs and that SSH_AUTH_SOCK names it.",
                    e);
        }
    }

    private ByteBuffer fill(SocketChannel channel, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new AgentException(
                        "The SSH agent at " + socket + " closed the connection in the middle of its answer.");
            }
        }
        return into.flip();
    }

    /** Signs through the agent; the private key never comes here. */
    private final class AgentSigner implements Signer {
        private final SshPublicKey key;

        AgentSigner(SshPublicKey key) {
            this.key = key;
        }

        @Override
        public SshPublicKey key() {
            return key;
        }

        @Override
        public byte[] sign(byte[] data) {
            int flags = key.type().equals("ssh-rsa") ? RSA_SHA2_512 : 0;
            byte[] request = new WireWriter()
                    .u8(SIGN_REQUEST)
                    .bytes(key.blob())
                    .bytes(data)
                    .u32(flags)
                    .toBytes();
            WireReader in = new WireReader(ask(request), "agent's answer");
            if (in.u8() != SIGN_RESPONSE) {
                throw new AgentException("The SSH agent did not sign with " + key.fingerprint()
                        + ": it was refused, or the key needs a touch or confirmation that did not come.");
            }
            byte[] signature = in.bytes();
            in.end();
            return signature;
        }

        @Override
        public String toString() {
            return "agent " + key;
        }
    }
}
