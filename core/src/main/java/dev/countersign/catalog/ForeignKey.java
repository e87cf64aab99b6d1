package dev.countersign.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A foreign key.
 *
 * @param columns referencing columns, in order
 * @param referencedTable the table it points to
 * @param referencedColumns referenced columns, in the same order
 * @param validated false when existing rows were never checked ({@code NOT VALID})
 */
public record ForeignKey(
        ObjectRef ref,
        ObjectRef table,
        List<String> columns,
        ObjectRef referencedTable,
        List<String> referencedColumns,
        String definition,
        boolean validated,
        Optional<String> comment)
        implements Constraint {
    public ForeignKey {
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
    }
}
