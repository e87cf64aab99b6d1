package dev.countersign.policy;

import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclProblem;
import java.util.List;

/** A project file that cannot be used; carries every problem with its place in the file. */
public final class PolicyException extends HclException {

    private static final long serialVersionUID = 1L;

    PolicyException(List<HclProblem> problems) {
        super(problems);
    }

    PolicyException(HclProblem problem) {
        super(problem);
    }

    PolicyException(HclProblem problem, Throwable cause) {
        super(List.of(problem), cause);
    }
}
