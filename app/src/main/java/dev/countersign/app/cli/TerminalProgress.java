package dev.countersign.app.cli;

import dev.countersign.progress.Progress;

/** Says in the status line what is being done. Stopping is the terminal's own business (interrupt). */
final class TerminalProgress implements Progress {
    private final Terminal terminal;
    private String last = "";

    TerminalProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void phase(String phase, long done, long total) {
        if (!phase.equals(last)) {
            last = phase;
            terminal.status(phase + " ...");
        }
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public void onCancel(Runnable action) {
        // an interrupt ends the process; shutdown hooks clean up
    }
}
