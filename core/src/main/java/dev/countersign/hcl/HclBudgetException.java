package dev.countersign.hcl;

/** An evaluation that was stopped because it grew beyond its limits; {@code try} and {@code can} do not hide it. */
public final class HclBudgetException extends HclException {

    private static final long serialVersionUID = 1L;

    /** Where it became too much, and of what. */
    public HclBudgetException(HclProblem problem) {
        super(problem);
    }
}
