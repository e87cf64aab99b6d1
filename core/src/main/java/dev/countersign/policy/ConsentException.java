package dev.countersign.policy;

import dev.countersign.progress.CountersignException;

/** A project file asks to run a program that the user has not consented to. Nothing was run. */
public final class ConsentException extends CountersignException {

    private static final long serialVersionUID = 1L;

    private final transient ProgramCall call;

    /** For that command line. */
    public ConsentException(ProgramCall call) {
        super(
                ExitCode.CONSENT,
                "The project file asks to run \"" + call.line() + "\" in " + call.directory()
                        + ", and nobody has consented to that; nothing was run. Look at it, then run \"countersign trust\""
                        + " with the same --config, --env and --var, or add --allow-program '" + call.line()
                        + "' to this command.");
        this.call = call;
    }

    /** What was not run. */
    public ProgramCall call() {
        return call;
    }
}
