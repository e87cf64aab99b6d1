package dev.countersign.progress;

/** Told by long work; implemented by whoever shows it. Implementations are safe to call from any thread. */
public interface Progress {

    /**
     * Says what is being done now.
     *
     * @param phase what, in a few words, e.g. {@code Reading indexes}
     * @param done how many units are done
     * @param total how many there are, or -1 when nobody knows
     */
    void phase(String phase, long done, long total);

    /** Whether somebody asked to stop. */
    boolean cancelled();

    /** Runs the action once when somebody asks to stop, at once if that already happened; used to cancel a statement on the server. */
    void onCancel(Runnable action);

    /** @throws CancelledException when somebody asked to stop */
    default void checkCancelled() {
        if (cancelled()) {
            throw new CancelledException();
        }
    }

    /** Shows nothing and never stops. */
    static Progress none() {
        return new Progress() {
            @Override
            public void phase(String phase, long done, long total) {
                // nobody is watching
            }

            @Override
            public boolean cancelled() {
                return false;
            }

            @Override
            public void onCancel(Runnable action) {
                // never happens
            }
        };
    }
}
