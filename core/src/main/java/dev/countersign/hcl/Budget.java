package dev.countersign.hcl;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What one evaluation may cost, so that no text can keep the program busy or fill its memory. For one thread. */
public final class Budget {

    /** Steps allowed when nothing else is said; a step is one visited node, list item or 16 characters of text. */
    public static final int DEFAULT_STEPS = 1_000_000;

    /** The time allowed when nothing else is said; steps run out long before. */
    public static final Duration DEFAULT_TIME = Duration.ofSeconds(5);

    /** How deep evaluation may go through nested expressions and locals that use locals. */
    static final int MAX_DEPTH = 400;

    /** After how many steps the clock is asked again. */
    private static final int STEPS_PER_LOOK = 1024;

    private final long nanosAllowed;
    private final LongSupplier nanoClock;
    private long stepsLeft;
    private long stepsToLook = STEPS_PER_LOOK;
    private int depth;
    private long nanosUsed;
    private long startedAt;

    /** A budget of that many steps and the usual time, which is the processor's: what else a machine has to do makes no text too costly. */
    public Budget(int steps) {
        this(steps, DEFAULT_TIME, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
    }

    /**
     * A budget of steps and time.
     *
     * @param time how long evaluations may take in sum; what they wait for outside does not count
     * @param nanoClock tells the time in nanoseconds from any start
     */
    public Budget(int steps, Duration time, LongSupplier nanoClock) {
        this.stepsLeft = steps;
        this.nanosAllowed = time.toNanos();
        this.nanoClock = nanoClock;
    }

    /** A budget for texts of that many characters in all: a schema is as large as it is, and each of its objects is evaluated once. */
    public static Budget forTexts(long characters) {
        long texts = 1 + characters / HclSource.MAX_BYTES;
        return new Budget(
                Math.toIntExact(DEFAULT_STEPS * texts),
                DEFAULT_TIME.multipliedBy(texts),
                ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
    }

    void spend(long steps, SourceRange at) {
        stepsLeft -= steps;
        if (stepsLeft < 0) {
            throw new HclBudgetException(HclProblem.at(at, "evaluating this takes too many steps"));
        }
        stepsToLook -= steps;
        if (stepsToLook < 0) {
            stepsToLook = STEPS_PER_LOOK;
            look(at);
        }
    }

    private void look(SourceRange at) {
        if (depth > 0 && nanosUsed + nanoClock.getAsLong() - startedAt > nanosAllowed) {
            throw new HclBudgetException(HclProblem.at(
                    at,
                    "evaluating this takes more than "
                            + Duration.ofNanos(nanosAllowed).toMillis() + " ms"));
        }
    }

    void spendText(long characters, SourceRange at) {
        spend(1 + characters / 16, at);
    }

    void enter(SourceRange at) {
        if (depth == 0) {
            startedAt = nanoClock.getAsLong();
        }
        if (++depth > MAX_DEPTH) {
            depth--;
            throw new HclBudgetException(
                    HclProblem.at(at, "evaluating this goes more than " + MAX_DEPTH + " levels deep"));
        }
    }

    void leave() {
        depth = Math.max(0, depth - 1);
        if (depth == 0) {
            nanosUsed += nanoClock.getAsLong() - startedAt;
        }
    }

    <T> T waiting(Supplier<T> action) {
        long before = nanoClock.getAsLong();
        try {
            return action.get();
        } finally {
            startedAt += nanoClock.getAsLong() - before;
        }
    }
}
