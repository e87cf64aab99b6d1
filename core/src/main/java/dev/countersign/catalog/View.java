package dev.countersign.catalog;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A view or materialized view, told apart by the kind of {@link #ref()}.
 *
 * @param columns output columns in order
 * @param query the query as the server prints it, without a final semicolon
 * @param attributes options such as {@code check_option}, {@code security_barrier}, {@code security_invoker}, {@code access_method}
 */
public record View(
        ObjectRef ref,
        List<ViewColumn> columns,
        String query,
        SortedMap<String, String> attributes,
        Optional<String> comment)
        implements SchemaObject {
    public View {
        columns = List.copyOf(columns);
        attributes = Attributes.copyOf(attributes);
    }

    /** Whether the rows are stored. */
    public boolean materialized() {
        return ref.kind() == ObjectKind.MATERIALIZED_VIEW;
    }

    /** One output column; {@code defaultExpression} can be set by {@code ALTER VIEW ... ALTER COLUMN ... SET DEFAULT}. */
    public record ViewColumn(String name, String type, Optional<String> defaultExpression, Optional<String> comment) {}
}
