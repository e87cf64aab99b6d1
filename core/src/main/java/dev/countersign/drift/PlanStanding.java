package dev.countersign.drift;

import dev.countersign.catalog.Fingerprint;
import dev.countersign.signing.manifest.States;

/** Where a database stands beside a plan that was made for it. */
public enum PlanStanding {
    /** It is as it was when the plan was made. */
    BEFORE("is as it was when the plan was made"),
    /** It is as the plan leaves it. */
    AFTER("is as the plan leaves it"),
    /** It is neither. */
    ELSEWHERE("is not as it was when the plan was made, nor as the plan leaves it"),
    /** The plan says in another way than this program how states are told apart. */
    UNKNOWN("cannot be told from the plan's states, which another version of the program wrote");

    private final String label;

    PlanStanding(String label) {
        this.label = label;
    }

    /** What follows the name of the database, for people. */
    public String label() {
        return label;
    }

    /** Compares the state as it is now, read with the filters that the plan was made with, with the plan's two. */
    public static PlanStanding of(States plan, Fingerprint now) {
        if (!plan.fingerprintAlgorithm().equals(Fingerprint.ALGORITHM)) {
            return UNKNOWN;
        }
        if (plan.from().fingerprint().equals(now.value())) {
            return BEFORE;
        }
        return plan.to().fingerprint().equals(now.value()) ? AFTER : ELSEWHERE;
    }
}
