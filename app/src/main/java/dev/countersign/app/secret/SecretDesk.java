package dev.countersign.app.secret;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Takes questions to where the person is: to the window while one is open, else to the terminal. */
public final class SecretDesk implements SecretPrompt {
    private final AtomicReference<SecretPrompt> open;
    private final SecretPrompt terminal;

    /** @param terminal asks when no window is open */
    public SecretDesk(SecretPrompt terminal) {
        this.terminal = terminal;
        this.open = new AtomicReference<>(terminal);
    }

    /** From now on the window asks. */
    public void windowOpened(SecretPrompt window) {
        open.set(window);
    }

    /** From now on the terminal asks. */
    public void windowClosed() {
        open.set(terminal);
    }

    @Override
    public Optional<char[]> ask(SecretQuestion question) {
        return open.get().ask(question);
    }
}
