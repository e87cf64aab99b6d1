package dev.countersign.postgres.name;

/** When a trigger fires, and how a partition says that its parent's trigger does so otherwise there. */
public final class TriggerState {
    /** What the attributes of partitions begin with that hold such a state; the trigger's name follows. */
    public static final String OF_PARTITION = "trigger.";

    private TriggerState() {}

    /** The words of {@code ALTER TABLE} before {@code TRIGGER}; the state as in {@link dev.countersign.catalog.Trigger#enabled()}. */
    public static String enabling(String state) {
        return switch (state) {
            case "DISABLED" -> "DISABLE";
            case "ORIGIN" -> "ENABLE";
            default -> "ENABLE " + state;
        };
    }
}
