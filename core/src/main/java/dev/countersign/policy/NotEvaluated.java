package dev.countersign.policy;

import dev.countersign.hcl.SourceRange;
import java.util.Optional;

/**
 * Something the project file says that has no effect here; shown so that nobody relies on it.
 *
 * @param what the block or attribute, with the blocks around it, for example {@code lint.destructive.allow_tabel}
 * @param range where it stands; empty when it came from the command line
 * @param reason why it has no effect, as a clause
 * @param suggestion the name that was probably meant
 */
public record NotEvaluated(String what, Optional<SourceRange> range, String reason, Optional<String> suggestion) {

    /** Position, name, reason and suggestion in one line. */
    public String summary() {
        return range.map(r -> r + ": ").orElse("") + what + " is not evaluated: " + reason
                + suggestion.map(name -> "; did you mean \"" + name + "\"?").orElse("");
    }
}
