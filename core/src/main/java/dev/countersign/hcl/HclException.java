package dev.countersign.hcl;

import java.util.List;

/** An HCL text that cannot be read or evaluated; carries every problem found. */
public class HclException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<HclProblem> problems;

    /** One problem. */
    public HclException(HclProblem problem) {
        this(List.of(problem), null);
    }

    /** Several problems, at least one. */
    public HclException(List<HclProblem> problems) {
        this(problems, null);
    }

    /** Several problems and what caused them. */
    public HclException(List<HclProblem> problems, Throwable cause) {
        super(describe(problems), cause);
        this.problems = List.copyOf(problems);
    }

    /** All problems, in the order they were found. */
    public final List<HclProblem> problems() {
        return problems;
    }

    private static String describe(List<HclProblem> problems) {
        String first = problems.getFirst().render();
        int more = problems.size() - 1;
        return more == 0 ? first : first + "\n(and " + more + " more)";
    }
}
