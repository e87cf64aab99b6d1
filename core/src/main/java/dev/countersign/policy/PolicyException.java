package dev.countersign.policy;

import dev.countersign.hcl.HclProblem;
import dev.countersign.progress.CountersignException;
import java.util.ArrayList;
import java.util.List;

/** A project file that cannot be used; carries every problem with its place in the file. */
public final class PolicyException extends CountersignException {

    private static final long serialVersionUID = 1L;

    /** How many problems the message shows. */
    private static final int SHOWN = 10;

    private final transient List<HclProblem> problems;
    private final transient List<NotEvaluated> notEvaluated;
    private final transient List<Notice> notices;

    PolicyException(List<HclProblem> problems, List<NotEvaluated> notEvaluated, List<Notice> notices) {
        super(ExitCode.USAGE, describe(problems));
        this.problems = List.copyOf(problems);
        this.notEvaluated = List.copyOf(notEvaluated);
        this.notices = List.copyOf(notices);
    }

    PolicyException(List<HclProblem> problems) {
        this(problems, List.of(), List.of());
    }

    PolicyException(HclProblem problem) {
        this(List.of(problem));
    }

    PolicyException(HclProblem problem, Throwable cause) {
        super(ExitCode.USAGE, describe(List.of(problem)), cause);
        this.problems = List.of(problem);
        this.notEvaluated = List.of();
        this.notices = List.of();
    }

    /** All problems, in text order. */
    public List<HclProblem> problems() {
        return problems;
    }

    /** What else was read in the same file and has no effect. */
    public List<NotEvaluated> notEvaluated() {
        return notEvaluated;
    }

    /** What else was read in the same file and decides nothing. */
    public List<Notice> notices() {
        return notices;
    }

    private static String describe(List<HclProblem> problems) {
        List<String> shown = new ArrayList<>(
                problems.stream().limit(SHOWN).map(HclProblem::render).toList());
        if (problems.size() > SHOWN) {
            shown.add("(and " + (problems.size() - SHOWN) + " more)");
        }
        return String.join("\n", shown);
    }
}
