package dev.countersign.source;

import dev.countersign.policy.DerivedState;
import dev.countersign.policy.Outside;
import dev.countersign.policy.OutsideException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.sql.Syntax;

/** SQL that a program prints. It runs when the state is read, and only with consent. */
record ProgramText(DerivedState.ProgramOutput state, Outside outside, Syntax syntax) implements ScriptFiles {

    @Override
    public String label() {
        return state.title();
    }

    @Override
    public String kind() {
        return "program";
    }

    @Override
    public SqlScript read() {
        try {
            return SqlScript.parse(state.title(), outside.run(state.call()), syntax);
        } catch (OutsideException e) {
            throw new SourceException(
                    ExitCode.FAILED,
                    state.range() + ": " + state.title() + " cannot be read: " + e.getMessage() + ".",
                    e);
        }
    }
}
