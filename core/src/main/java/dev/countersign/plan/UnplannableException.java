package dev.countersign.plan;

import java.util.List;

/** Some differences cannot be planned. The command line ends with exit code 3. */
public final class UnplannableException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<String> reasons;

    /** @param reasons one sentence per difference: what, where, what now */
    public UnplannableException(List<String> reasons) {
        super(String.join("\n", reasons));
        this.reasons = List.copyOf(reasons);
    }

    /** One sentence per difference. */
    public List<String> reasons() {
        return reasons;
    }
}
