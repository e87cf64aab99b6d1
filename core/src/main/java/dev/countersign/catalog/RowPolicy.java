package dev.countersign.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A row-level security policy.
 *
 * @param command {@code ALL}, {@code SELECT}, {@code INSERT}, {@code UPDATE} or {@code DELETE}
 * @param roles role names, sorted; {@code public} for everybody
 * @param using condition on existing rows
 * @param check condition on new rows
 */
public record RowPolicy(
        ObjectRef ref,
        ObjectRef table,
        boolean permissive,
        String command,
        List<String> roles,
        Optional<String> using,
        Optional<String> check,
        Optional<String> comment)
        implements TableObject {
    public RowPolicy {
        roles = List.copyOf(roles);
    }
}
