package dev.countersign.testing;

import dev.countersign.testing.CaseResult.Failure;

/** Ends a case: a command did not do what it had to. */
final class CaseFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    CaseFailed(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
