package dev.countersign.lint.preflight;

/** Answers questions about the rows of the current state. Asking twice gives the first answer again. */
@FunctionalInterface
public interface DataFacts {

    Answer ask(Question question);

    /** Knows nothing, because there are no rows to look at. */
    static DataFacts none() {
        return question -> new Answer.Unknown("no rows to look at");
    }
}
