package dev.countersign.signing.verify;

/** The checks in their order, each with the exit code of a command that fails it. */
public enum Check {
    /** Size, UTF-8, forbidden characters, grammar. */
    V1(10, "file is complete and readable"),
    /** Strict JSON with known fields only. */
    V2(10, "manifest and records are strict JSON"),
    /** Statement ranges and hashes. */
    V3(11, "the SQL is the one that was described"),
    /** Records name this plan. */
    V4(11, "records are for this plan"),
    /** Signatures match, by strong algorithms, for the right namespace. */
    V5(11, "signatures match"),
    /** Keys belong to the signers and may be used. */
    V6(12, "keys belong to their signers"),
    /** Keys are not revoked. */
    V7(12, "keys are not revoked"),
    /** Hardware keys with touch where a rule asks. */
    V8(12, "hardware keys where needed"),
    /** Enough people with the right roles. */
    V9(13, "enough approvals"),
    /** Author, approver and applier are different people where a rule asks. */
    V10(13, "duties are separated"),
    /** No standing rejection; decisions are complete. */
    V11(13, "nobody rejected, no decision is missing"),
    /** Not too early, not too late. */
    V12(14, "the time is right"),
    /** Not withdrawn. */
    V13(15, "not withdrawn"),
    /** The project's policy is the one that the plan was judged by. */
    V14(19, "the policy is the one it was judged by");

    private final int exitCode;
    private final String title;

    Check(int exitCode, String title) {
        this.exitCode = exitCode;
        this.title = title;
    }

    /** The exit code of a command that fails this check first. */
    public int exitCode() {
        return exitCode;
    }

    /** What holds when the check passes, in a few words. */
    public String title() {
        return title;
    }
}
