package dev.countersign.drift;

/**
 * Something between the files of a migration directory and what a database records of them.
 *
 * @param version the version it is about
 * @param text one sentence
 */
public record HistoryFinding(Kind kind, String version, String text) {
    /** What it is. */
    public enum Kind {
        /** Comes behind everything that ran, and did not run. */
        PENDING("pending", false),
        /** Comes between files that ran, and did not run. */
        OUT_OF_ORDER("out of order", true),
        /** The same, where the project file lets such files run or leaves them out on purpose. */
        OUT_OF_ORDER_ALLOWED("out of order", false),
        /** Comes before everything that is recorded, and did not run. */
        BEFORE_FIRST("before the first", true),
        /** Ran, and there is no such file. */
        MISSING("missing", true),
        /** Ran with another text. */
        EDITED("edited", true),
        /** Ran in part. */
        UNFINISHED("unfinished", true),
        /** Nobody can tell. */
        UNKNOWN("not compared", false);

        private final String label;
        private final boolean wrong;

        Kind(String label, boolean wrong) {
            this.label = label;
            this.wrong = wrong;
        }

        /** Words for people. */
        public String label() {
            return label;
        }

        /** Whether somebody has to do something about it. */
        public boolean wrong() {
            return wrong;
        }
    }
}
