package dev.countersign.connect;

import java.util.Optional;

/** Asks a person for a password; implemented by the window and by the terminal. */
@FunctionalInterface
public interface PasswordPrompt {

    /**
     * @param connection what it is for, without any secret
     * @return empty when the person declines or there is nobody to ask
     */
    Optional<Secret> ask(String connection);

    /** When there is nobody to ask. */
    static PasswordPrompt nobody() {
        return connection -> Optional.empty();
    }
}
