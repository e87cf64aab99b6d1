package dev.countersign.hcl;

/** What one evaluation may cost, so that no text can keep the program busy or fill its memory. */
public final class Budget {

    /** Steps allowed when nothing else is said; a step is one visited node, list item or 16 characters of text. */
    public static final int DEFAULT_STEPS = 1_000_000;

    /** How deep evaluation may go through nested expressions and locals that use locals. */
    static final int MAX_DEPTH = 400;

    private long stepsLeft;
    private int depth;

    /** A budget of that many steps. */
    public Budget(int steps) {
        this.stepsLeft = steps;
    }

    void spend(long steps, SourceRange at) {
        stepsLeft -= steps;
        if (stepsLeft < 0) {
            throw new HclBudgetException(HclProblem.at(at, "evaluating this takes too many steps"));
        }
    }

    void spendText(long characters, SourceRange at) {
        spend(1 + characters / 16, at);
    }

    void enter(SourceRange at) {
        if (++depth > MAX_DEPTH) {
            depth = 0;
            throw new HclBudgetException(
                    HclProblem.at(at, "evaluating this goes more than " + MAX_DEPTH + " levels deep"));
        }
    }

    void leave() {
        depth = Math.max(0, depth - 1);
    }
}
