package dev.countersign.app.cli;

import dev.countersign.app.secret.SecretPrompt;
import dev.countersign.app.secret.SecretQuestion;
import java.io.Console;
import java.util.Optional;

/** Asks on the terminal for what is written nowhere. Without a terminal nobody is asked. */
public final class ConsolePrompts implements SecretPrompt {

    @Override
    public Optional<char[]> ask(SecretQuestion question) {
        return read(
                switch (question.kind()) {
                    case KEY_PASSPHRASE -> "Passphrase for " + question.name() + ": ";
                    case DATABASE_PASSWORD -> "Password for " + question.name() + ": ";
                });
    }

    private static Optional<char[]> read(String prompt) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            return Optional.empty();
        }
        return Optional.ofNullable(console.readPassword("%s", Terminal.visible(prompt)));
    }
}
