package dev.countersign.app.cli;

import dev.countersign.app.secret.SecretPrompt;
import dev.countersign.app.secret.SecretQuestion;
import dev.countersign.app.secret.SecretQuestion.Kind;
import dev.countersign.connect.PasswordPrompt;
import dev.countersign.connect.Secret;
import dev.countersign.signing.ssh.PassphraseSource;
import java.util.Arrays;
import java.util.Optional;

/** Asks a person in the engine's name. */
public final class EnginePrompts implements PasswordPrompt, PassphraseSource {
    private final SecretPrompt person;

    public EnginePrompts(SecretPrompt person) {
        this.person = person;
    }

    @Override
    public Optional<Secret> ask(String connection) {
        return person.ask(new SecretQuestion(Kind.DATABASE_PASSWORD, connection))
                .map(typed -> {
                    Secret secret = new Secret(new String(typed));
                    Arrays.fill(typed, '\0');
                    return secret;
                });
    }

    @Override
    public Optional<char[]> passphrase(String keyName) {
        return person.ask(new SecretQuestion(Kind.KEY_PASSPHRASE, keyName));
    }
}
