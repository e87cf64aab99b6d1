package dev.countersign.hcl;

import java.util.Collection;
import java.util.Optional;

/**
 * One error in an HCL text, as data.
 *
 * @param range where it is
 * @param message one sentence without a position and without a final full stop
 * @param suggestion the name that was probably meant
 */
public record HclProblem(SourceRange range, String message, Optional<String> suggestion) {

    /** A problem without a suggestion. */
    public static HclProblem at(SourceRange range, String message) {
        return new HclProblem(range, message, Optional.empty());
    }

    /** A problem with a name that is not known, suggesting the nearest of those that are. */
    public static HclProblem unknownName(
            SourceRange range, String message, String name, Collection<String> knownNames) {
        return new HclProblem(range, message, NearestName.of(name, knownNames));
    }

    /** Position, message and suggestion in one line. */
    public String summary() {
        return range + ": " + message
                + suggestion.map(name -> "; did you mean \"" + name + "\"?").orElse("");
    }

    /** The summary followed by the source line and a caret under the place. */
    public String render() {
        return summary() + "\n" + range.excerpt();
    }
}
