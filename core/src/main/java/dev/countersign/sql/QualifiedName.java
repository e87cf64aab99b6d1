package dev.countersign.sql;

import dev.countersign.sql.postgres.Ident;

/**
 * A name as a statement writes it, folded and unquoted.
 *
 * @param schema empty when the statement does not say
 * @param name never empty
 */
public record QualifiedName(String schema, String name) {
    @Override
    public String toString() {
        return Ident.qualified(schema, name);
    }
}
