package dev.countersign.policy;

import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one analyzer's findings are treated.
 *
 * @param error whether they are errors; otherwise they are warnings
 * @param force whether {@code nolint} cannot hide them (only {@code destructive} has it)
 * @param allowTable names of tables whose drop is not reported
 * @param allowColumn names of columns whose drop is not reported
 * @param announced what else is reported, {@code drop_table} or {@code drop_column}, and the words to add; only {@code incompatible} has it
 * @param onEdit what editing the newest migration file is; only {@code non_linear} has it
 * @param range its block; empty when the project file does not name it
 */
public record AnalyzerPolicy(
        Setting<Boolean> error,
        Setting<Boolean> force,
        List<Setting<NamePattern>> allowTable,
        List<Setting<NamePattern>> allowColumn,
        Map<String, DropMessage> announced,
        OnEdit onEdit,
        Optional<SourceRange> range) {

    /** Copies the collections. */
    public AnalyzerPolicy {
        allowTable = List.copyOf(allowTable);
        allowColumn = List.copyOf(allowColumn);
        announced = Map.copyOf(announced);
    }

    /** What holds when the project file does not name the analyzer. */
    public static AnalyzerPolicy defaultOf(AnalyzerName analyzer) {
        return new AnalyzerPolicy(
                Setting.byDefault(analyzer == AnalyzerName.DESTRUCTIVE),
                Setting.byDefault(false),
                List.of(),
                List.of(),
                Map.of(),
                OnEdit.ERROR,
                Optional.empty());
    }
}
