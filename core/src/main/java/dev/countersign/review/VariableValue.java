package dev.countersign.review;

/**
 * A variable of the policy file with the value this review used, as text.
 *
 * @param setBy {@code default}, {@code --var} or {@code switch}
 */
public record VariableValue(
        String name, String type, String value, String defaultValue, String description, String setBy) {
    /** Whether the window shows it as a switch. */
    public boolean isSwitch() {
        return type.equals("bool");
    }
}
