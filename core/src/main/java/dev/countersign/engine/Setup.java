package dev.countersign.engine;

import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.source.FilteredDialect;
import dev.countersign.source.ObjectFilter;
import java.util.List;
import java.util.Optional;

/**
 * What a review stands on.
 *
 * @param dialect the dialect of both states, blind for what the policy excludes
 * @param whole the same dialect, which sees everything
 * @param devUrl where SQL is executed
 * @param scope which part of the databases is compared
 * @param written what SQL files call the one schema in whose scope everything is compared, where the dev database says so
 * @param filter what the dialect is blind for
 */
record Setup(
        Dialect dialect, Dialect whole, String devUrl, Scope scope, Optional<String> written, ObjectFilter filter) {

    /** The same without filters. */
    Setup unfiltered() {
        return new Setup(
                whole,
                whole,
                devUrl,
                scope,
                written,
                ObjectFilter.of(List.of(), List.of(), oneSchema()).inScopeOf(scope.home()));
    }

    /** The same, which sees what the patterns of {@code exclude} leave out. */
    Setup withoutExclusions() {
        ObjectFilter seeing = filter.withoutExclusions();
        return new Setup(new FilteredDialect(whole, seeing), whole, devUrl, scope, written, seeing);
    }

    /** The schema in whose scope everything is compared, which patterns need not name. */
    Optional<String> oneSchema() {
        return oneSchema(whole, scope);
    }

    /** The schema that patterns need not name: the one in whose scope everything is compared, or the only one that databases of the product have. */
    static Optional<String> oneSchema(Dialect dialect, Scope scope) {
        return dialect.severalSchemas() ? scope.home() : Optional.of(dialect.defaultSchema());
    }

    /** The dialect that sees what a part of the database needs; empty when everything is compared. */
    Optional<Dialect> beyond() {
        return scope.schemas().isEmpty() && !filter.narrows() ? Optional.empty() : Optional.of(whole);
    }
}
