package dev.countersign.hcl;

/** One function of the language. */
@FunctionalInterface
public interface HclFunction {

    /**
     * The result for known arguments.
     *
     * @throws HclException when the arguments do not fit
     */
    HclValue call(FunctionCall call);
}
