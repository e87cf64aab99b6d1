package dev.countersign.ddl;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.sql.RenameDirective;
import java.util.List;
import java.util.Set;

/**
 * What a document comes to.
 *
 * @param statements in an order that usually works; what refers to something in raw SQL text may have to wait for it
 * @param renames the renames that {@code renamed_from} states
 * @param external what the document names as there and made by somebody else; it is never made, changed or dropped for its sake
 */
public record DdlScript(List<DdlStatement> statements, List<RenameDirective> renames, Set<ObjectRef> external) {
    public DdlScript {
        statements = List.copyOf(statements);
        renames = List.copyOf(renames);
        external = Set.copyOf(external);
    }

    /** A script of which nothing is anybody else's. */
    public DdlScript(List<DdlStatement> statements, List<RenameDirective> renames) {
        this(statements, renames, Set.of());
    }
}
