package dev.countersign.app.cli;

import dev.countersign.app.signoff.KeySealing;
import dev.countersign.engine.DefaultWorkspace;
import dev.countersign.engine.Workspace;
import dev.countersign.signing.ssh.PassphraseSource;
import dev.countersign.signing.ssh.SignerFinder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs command lines in this process, on the real engine, and keeps what they print. */
final class Program implements AutoCloseable {
    private final Workspace workspace = DefaultWorkspace.installed();
    private final Path reports;
    private InstantSource clock = InstantSource.system();

    /** @param reports where reports and pictures go when there is no display */
    Program(Path reports) {
        this.reports = reports;
    }

    /** What a command line came to. */
    record Result(int exitCode, String out, String err) {}

    Workspace workspace() {
        return workspace;
    }

    /** What time it is for decisions and verification from now on. */
    void at(Instant time) {
        clock = InstantSource.fixed(time);
    }

    Result run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, false);
        CommandLineProgram program = new CommandLineProgram(
                workspace,
                new KeySealing(new SignerFinder(Map.of(), PassphraseSource.NONE)),
                () -> {
                    throw new AssertionError("a window without a display");
                },
                terminal,
                new Display(false, reports),
                PassphraseSource.NONE,
                clock);
        String[] texts = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        return new Result(program.run(texts), out.toString(), err.toString());
    }

    /** Seals the plan between two states, with the key {@code alice} of the folder. */
    Result sign(Path folder, String signer, String from, String to, Path out, Object... more) {
        Path key = folder.resolve("alice");
        List<Object> words = new ArrayList<>(
                List.of("sign", "--from", from, "--to", to, "--key", key, "--signer", signer, "--out", out));
        words.addAll(List.of(more));
        return run(words.toArray());
    }

    @Override
    public void close() {
        workspace.close();
    }
}
