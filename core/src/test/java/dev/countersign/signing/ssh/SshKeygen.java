package dev.countersign.signing.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the machine's own OpenSSH tools; tests that need them are skipped visibly where they are absent. */
public final class SshKeygen {
    /** What a program said. */
    public record Outcome(int exit, String output) {}

    private final Path folder;

    public SshKeygen(Path folder) {
        this.folder = folder;
        for (String tool : List.of("ssh-keygen", "ssh-agent", "ssh-add")) {
            assumeTrue(
                    Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                            .anyMatch(dir -> Files.isExecutable(Path.of(dir, tool))),
                    tool + " is not on the PATH: skipped");
        }
    }

    public Path key(String name, String passphrase, String... typeOptions) throws IOException {
        Path file = folder.resolve(name);
        Outcome made = run(
                null,
                Stream.concat(
                                Stream.of(
                                        "ssh-keygen", "-q", "-N", passphrase, "-C", name, "-f", file.toString(), "-t"),
                                Stream.of(typeOptions))
                        .toArray(String[]::new));
        assertThat(made.exit()).as(made.output()).isZero();
        return file;
    }

    public SshPublicKey publicKey(Path key) throws IOException {
        return SshPublicKey.parse(Files.readString(Path.of(key + ".pub")));
    }

    public Outcome run(byte[] input, String... command) throws IOException {
        Path in = Files.createTempFile(folder, "in", "");
        Path out = Files.createTempFile(folder, "out", "");
        Files.write(in, input == null ? new byte[0] : input);
        Process process = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .directory(folder.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return new Outcome(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    }

    /** Has ssh-keygen check one of our signatures. */
    public Outcome verify(SshPublicKey key, String namespace, SshSig sig, byte[] message) throws IOException {
        Path allowed = Files.writeString(folder.resolve("allowed"), "me@example " + key.toLine() + "\n");
        Path sigFile = Files.writeString(folder.resolve("message.sig"), sig.armor());
        return run(
                message,
                "ssh-keygen",
                "-Y",
                "verify",
                "-f",
                allowed.toString(),
                "-I",
                "me@example",
                "-n",
                namespace,
                "-s",
                sigFile.toString());
    }

    /** Has ssh-keygen sign. */
    public SshSig sign(Path key, String namespace, byte[] message, String... options) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "message", ""), message);
        Outcome signed = run(
                null,
                Stream.of(
                                Stream.of("ssh-keygen", "-q", "-Y", "sign", "-f", key.toString(), "-n", namespace),
                                Stream.of(options),
                                Stream.of(file.toString()))
                        .flatMap(s -> s)
                        .toArray(String[]::new));
        assertThat(signed.exit()).as(signed.output()).isZero();
        return SshSig.parse(Files.readString(Path.of(file + ".sig")));
    }
}
