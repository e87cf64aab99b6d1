package dev.countersign.app.secret;

import java.util.Optional;

/** Asks a person for a secret and waits for the answer. Nothing is remembered. */
@FunctionalInterface
public interface SecretPrompt {

    /** @return what was typed, which the caller overwrites after use; empty when the person declines or nobody can be asked */
    Optional<char[]> ask(SecretQuestion question);
}
