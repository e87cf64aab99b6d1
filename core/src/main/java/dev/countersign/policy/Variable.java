package dev.countersign.policy;

import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.SourceRange;
import dev.countersign.hcl.VariableType;
import java.util.Optional;

/**
 * A typed input of the policy with the value in force.
 *
 * @param name its name; {@code var.<name>} in expressions
 * @param type its declared type
 * @param description what it is for, as its author says; may be empty
 * @param defaultValue the value when nobody sets one; empty when one is required
 * @param value the value in force, of the declared type or null
 * @param setBy where that value comes from
 * @param sensitive whether the value must not be shown: declared so, read from outside the project file, or a URL with a
 *     password
 * @param masked whether what it holds is hidden wherever else it turns up: where it is declared sensitive or is such a URL; what is only read from outside may be
 *     a word like any other
 * @param range the block that declares it
 */
public record Variable(
        String name,
        VariableType type,
        String description,
        Optional<HclValue> defaultValue,
        HclValue value,
        SetBy setBy,
        boolean sensitive,
        boolean masked,
        SourceRange range) {

    /** Where a variable's value comes from. */
    public enum SetBy {
        /** the project file's default */
        DEFAULT,
        /** {@code --var} or a switch in the window */
        USER
    }

    /** Whether this is a switch: on or off. */
    public boolean isSwitch() {
        return type == VariableType.Plain.BOOL;
    }

    /** Whether this is a switch that is on. */
    public boolean isOn() {
        return value.equals(HclValue.of(true));
    }

    /** Without the value: it may be secret. */
    @Override
    public String toString() {
        return "variable " + name + " (" + type.hclName() + ", set by " + setBy + ")";
    }
}
