package dev.countersign.gotemplate;

import dev.countersign.hcl.HclValue;
import java.util.List;

/** A function that templates may call; one whose name begins with a dot is a method, and what it is called of is its first argument. */
@FunctionalInterface
public interface TemplateFunction {

    /**
     * The function's value.
     *
     * @param arguments in order; a value handed on by {@code |} is the last
     * @throws IllegalArgumentException when it takes others; the message continues the function's name
     */
    HclValue call(List<HclValue> arguments);
}
