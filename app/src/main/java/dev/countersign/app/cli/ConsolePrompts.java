package dev.countersign.app.cli;

import dev.countersign.signing.ssh.PassphraseSource;
import dev.countersign.source.connect.PasswordPrompt;
import dev.countersign.source.connect.Secret;
import java.io.Console;
import java.util.Optional;

/** Asks on the terminal for what is written nowhere. Without a terminal nobody is asked. */
public final class ConsolePrompts implements PasswordPrompt, PassphraseSource {

    @Override
    public Optional<Secret> ask(String connection) {
        return read("Password for " + connection + ": ").map(typed -> new Secret(new String(typed)));
    }

    @Override
    public Optional<char[]> passphrase(String keyName) {
        return read("Passphrase for " + keyName + ": ");
    }

    private static Optional<char[]> read(String prompt) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            return Optional.empty();
        }
        return Optional.ofNullable(console.readPassword("%s", Terminal.visible(prompt)));
    }
}
