package dev.countersign.review;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What policy says of the plan.
 *
 * @param reasons one sentence each, most important first; empty only for a plan with nothing to say about it
 */
public record Outcome(Verdict verdict, List<Reason> reasons) {
    public Outcome {
        reasons = List.copyOf(reasons);
    }

    /** Whether everything that was seen was compared, but for what somebody wants to be left out. */
    public boolean complete() {
        return gaps().isEmpty();
    }

    /** What was seen and could not be compared. */
    public List<Reason> gaps() {
        return reasons.stream()
                .filter(r -> r.kind() == Reason.Kind.NOT_COMPARED)
                .toList();
    }

    /** The same answer with one more thing to know. */
    public Outcome knowing(Reason reason) {
        List<Reason> more = new ArrayList<>(reasons);
        more.add(reason);
        return new Outcome(verdict, more);
    }

    /** The same answer in other words. */
    public Outcome worded(UnaryOperator<String> words) {
        return new Outcome(
                verdict,
                reasons.stream()
                        .map(r -> new Reason(r.kind(), r.blocking(), words.apply(r.text())))
                        .toList());
    }

    /** Blocked, whatever else holds, for these reasons first. */
    public Outcome refused(List<Reason> why) {
        if (why.isEmpty()) {
            return this;
        }
        List<Reason> all = new ArrayList<>(why);
        all.addAll(reasons);
        return new Outcome(Verdict.BLOCKED, all);
    }

    /** The four answers. Unknown is never {@link #CLEAR}. */
    public enum Verdict {
        /** May run without a person. */
        CLEAR,
        /** Nothing speaks against what was compared, but something was not: what that means a person has to say. */
        INCOMPLETE,
        /** A person has to sign off; they may. */
        SIGN_OFF_REQUIRED,
        /** Must not run as it is: errors, a simulation that does not arrive, policy that was not evaluated. */
        BLOCKED
    }

    /** One line of the checklist; {@code blocking} ones stand in the way of signing. */
    public record Reason(Kind kind, boolean blocking, String text) {
        /** What it is about. */
        public enum Kind {
            ERRORS,
            WARNINGS,
            SIMULATION,
            POLICY_NOT_EVALUATED,
            /** A check of the project file denies the plan. */
            CHECK,
            DEPRECATION,
            /** Something may differ without anybody seeing it. */
            NOT_COMPARED,
            /** How it was compared: what was left out because somebody wants it so, patterns without effect, servers of different versions. */
            COMPARISON,
            KEPT_OUT,
            /** What the reviewer decided about renames. */
            RENAMES,
            /** What the project file says that decides nothing here. */
            NOTICE,
            REVIEW_MODE
        }
    }
}
