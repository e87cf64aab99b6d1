package dev.countersign.engine;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.LoadedState;
import dev.countersign.source.SqlScript;
import dev.countersign.sql.StatementHead;
import java.util.Optional;

/** Stops where a schema was chosen that is not there: a plan would create it, because scripts are loaded into the schema that was chosen. */
final class ScopeCheck {
    private ScopeCheck() {}

    /**
     * @throws CountersignException when a chosen schema is in neither state
     */
    static void require(Scope scope, Dialect dialect, LoadedState current, Optional<LoadedState> desired) {
        for (String schema : scope.schemas()) {
            boolean missing = scope.oneSchema()
                    && current.script().isEmpty()
                    && !current.catalog().contains(ObjectRef.of(ObjectKind.SCHEMA, schema));
            boolean known = !missing
                    && (schema.equals(dialect.defaultSchema())
                            || states(current, schema)
                            || desired.filter(d -> states(d, schema)).isPresent()
                            || current.script().isPresent()
                                    && (fills(current, schema)
                                            || desired.filter(d -> fills(d, schema))
                                                    .isPresent()));
            if (!known) {
                String where = missing
                        ? current.label()
                        : desired.map(d -> current.label() + " and " + d.label())
                                .orElse(current.label());
                throw new CountersignException(
                        ExitCode.USAGE,
                        "There is no schema " + schema + " in " + where
                                + "; correct --schema or search_path, or create the schema in the desired state.");
            }
        }
    }

    /** A database has it, or a script creates it with words of its own. */
    private static boolean states(LoadedState state, String schema) {
        return state.script()
                .map(script -> creates(script, schema))
                .orElseGet(() -> state.catalog().contains(ObjectRef.of(ObjectKind.SCHEMA, schema)));
    }

    private static boolean creates(SqlScript script, String schema) {
        return script.statements().stream()
                .filter(placed -> !placed.file().equals(SqlScript.PRELUDE))
                .map(placed -> StatementHead.of(placed.statement()))
                .anyMatch(head -> head.verb().equals("create")
                        && head.objectKind().equals("schema")
                        && head.name().filter(n -> n.name().equals(schema)).isPresent());
    }

    /** Names without a schema mean the chosen one, so that a script fills it without naming it. */
    private static boolean fills(LoadedState state, String schema) {
        return state.catalog().objects().keySet().stream()
                .anyMatch(ref -> ref.path().size() > 1 && ref.schema().equals(schema));
    }
}
