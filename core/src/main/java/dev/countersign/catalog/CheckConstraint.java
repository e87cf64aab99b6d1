package dev.countersign.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A check constraint.
 *
 * @param columns the columns its expression names
 * @param validated false when existing rows were never checked ({@code NOT VALID})
 * @param inherited whether it only exists because a parent table has it
 */
public record CheckConstraint(
        ObjectRef ref,
        ObjectRef table,
        List<String> columns,
        String definition,
        boolean validated,
        boolean inherited,
        Optional<String> comment)
        implements Constraint {
    public CheckConstraint {
        columns = List.copyOf(columns);
    }
}
