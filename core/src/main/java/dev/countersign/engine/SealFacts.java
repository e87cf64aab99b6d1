package dev.countersign.engine;

import dev.countersign.deprecation.Deprecations;
import dev.countersign.dialect.Dialect;
import dev.countersign.lint.preflight.RowProbe;
import dev.countersign.source.LoadedState;
import java.util.List;
import java.util.Optional;

/**
 * What a session knows beyond its reviews.
 *
 * @param dialect the dialect of the states
 * @param current the current state as its server holds it
 * @param schemas the schemas that were compared; empty for all
 * @param asked what was counted in its rows
 * @param deprecations what the policy makes of deprecated objects, when it asks for a waiting time
 * @param renames what was decided about renames
 */
record SealFacts(
        Dialect dialect,
        LoadedState current,
        List<String> schemas,
        List<RowProbe.Asked> asked,
        Optional<Deprecations> deprecations,
        RenameDecisions renames) {
    SealFacts {
        schemas = List.copyOf(schemas);
        asked = List.copyOf(asked);
    }
}
