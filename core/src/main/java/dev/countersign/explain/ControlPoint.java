package dev.countersign.explain;

/** Where policy decides about a change, in the order in which it does. */
public enum ControlPoint {
    /** Whether the object takes part in the comparison at all: {@code schemas}, {@code include}, {@code exclude}, {@code schema.mode}. */
    SCOPE("What is compared"),
    /** Whether the change is in the plan, and in which form: {@code diff}. */
    PLAN("What is planned"),
    /** What is reported about it, and how severely: {@code lint}. */
    REVIEW("What is reported"),
    /** Whether it may be dropped yet: {@code deprecation}. */
    DEPRECATION("When it may be dropped"),
    /** Whether the plan as a whole may run, and who must agree: {@code check}, {@code lint.review}. */
    VERDICT("Whether the plan may run");

    private final String title;

    ControlPoint(String title) {
        this.title = title;
    }

    /** The question that is decided here, as a heading. */
    public String title() {
        return title;
    }
}
