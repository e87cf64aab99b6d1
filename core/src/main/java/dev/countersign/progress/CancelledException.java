package dev.countersign.progress;

/** The work was stopped because somebody asked for it; nothing is wrong. */
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CancelledException() {
        super("cancelled");
    }
}
