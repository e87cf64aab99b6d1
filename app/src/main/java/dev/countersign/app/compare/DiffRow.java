package dev.countersign.app.compare;

import java.util.List;

/**
 * One row of two aligned definitions.
 *
 * @param left the line of the current state
 * @param right the line of the desired state
 * @param folded number of equal lines that the row stands for, when it is a fold
 * @param group number of the run of differences it belongs to, from 0; -1 for equal rows
 */
public record DiffRow(Kind kind, Side left, Side right, int folded, int group) {

    /** What the row says. */
    public enum Kind {
        EQUAL,
        CHANGED,
        REMOVED,
        ADDED,
        FOLD
    }

    /**
     * One half of a row.
     *
     * @param number line number from 1; 0: there is no line on this side
     * @param text the line
     * @param marks pieces that differ from the other side
     */
    public record Side(int number, String text, List<Mark> marks) {
        /** No line. */
        public static final Side NONE = new Side(0, "", List.of());

        public Side {
            marks = List.copyOf(marks);
        }

        public boolean exists() {
            return number > 0;
        }
    }

    /** A piece of a line, from {@code start} up to {@code end}. */
    public record Mark(int start, int end) {}

    /** Whether the row differs. */
    public boolean differs() {
        return group >= 0;
    }
}
