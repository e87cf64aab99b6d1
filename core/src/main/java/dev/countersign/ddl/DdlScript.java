package dev.countersign.ddl;

import dev.countersign.sql.RenameDirective;
import java.util.List;

/**
 * What a document comes to.
 *
 * @param statements in an order that usually works; what refers to something in raw SQL text may have to wait for it
 * @param renames the renames that {@code renamed_from} states
 */
public record DdlScript(List<DdlStatement> statements, List<RenameDirective> renames) {
    public DdlScript {
        statements = List.copyOf(statements);
        renames = List.copyOf(renames);
    }
}
