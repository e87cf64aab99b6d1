package dev.countersign.policy;

import dev.countersign.hcl.SourceRange;
import dev.countersign.progress.CountersignException;
import java.util.Optional;

/** A project file asks to run a program that the user has not consented to. Nothing was run. */
public final class ConsentException extends CountersignException {

    private static final long serialVersionUID = 1L;

    private final transient ProgramCall call;
    private final transient Optional<SourceRange> place;

    /** For that command line. */
    public ConsentException(ProgramCall call) {
        this(call, Optional.empty());
    }

    private ConsentException(ProgramCall call, Optional<SourceRange> place) {
        super(
                ExitCode.CONSENT,
                "The project file asks to run \"" + call.line() + "\" in " + call.directory()
                        + ", and nobody has consented to that; nothing was run. Look at it, then run \"countersign trust\""
                        + " with the same --config, --env and --var, or add --allow-program '" + call.line()
                        + "' to this command.");
        this.call = call;
        this.place = place;
    }

    /** The same, asked for at this place. */
    ConsentException at(SourceRange range) {
        return new ConsentException(call, Optional.of(range));
    }

    /** The block that asks for it, if it is known. */
    public Optional<SourceRange> place() {
        return place;
    }

    /** What was not run. */
    public ProgramCall call() {
        return call;
    }
}
