package dev.countersign.signing;

/** What a signature is for. A key that {@code allowed_signers} lists for one namespace is worth nothing in another. */
public enum Namespace {
    /** The author proposes the plan. */
    SEAL("seal@countersign"),
    /** A reviewer approves, rejects or abstains. */
    DECISION("decision@countersign"),
    /** Somebody takes back a decision or the whole plan. */
    WITHDRAW("withdraw@countersign"),
    /** The set of decisions is complete. */
    RELEASE("release@countersign"),
    /** Break-glass use, with the debt it opens. */
    EMERGENCY("emergency@countersign"),
    /** What happened when the plan ran. */
    RECEIPT("receipt@countersign");

    private final String text;

    Namespace(String text) {
        this.text = text;
    }

    /** The namespace as it stands in the signature and in {@code allowed_signers}. */
    public String text() {
        return text;
    }
}
