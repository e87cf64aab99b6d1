package dev.countersign.postgres;

import dev.countersign.catalog.Catalog;
import dev.countersign.dialect.Definitions;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Inspector;
import dev.countersign.dialect.Observer;
import dev.countersign.dialect.StatementTraits;
import dev.countersign.diff.CatalogDiffer;
import dev.countersign.diff.Rename;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Planner;
import dev.countersign.plan.Statement;
import dev.countersign.postgres.definition.PostgresDefinitions;
import dev.countersign.postgres.inspect.PostgresInspector;
import dev.countersign.postgres.locks.PostgresLocks;
import dev.countersign.postgres.observe.PostgresObserver;
import dev.countersign.postgres.plan.PostgresPlanner;
import java.util.Collection;
import java.util.Set;

/** PostgreSQL 12 to 18. */
public final class PostgresDialect implements Dialect {
    private static final Set<String> SCHEMES = Set.of("postgres", "postgresql");
    private static final String BUILT_IN = "embedded://postgres/18";

    @Override
    public String name() {
        return PostgresInspector.DIALECT;
    }

    @Override
    public boolean accepts(String scheme) {
        return SCHEMES.contains(scheme);
    }

    @Override
    public String defaultDevUrl() {
        return BUILT_IN;
    }

    @Override
    public Inspector inspector() {
        return new PostgresInspector();
    }

    @Override
    public SchemaDiff diff(Catalog current, Catalog desired, Collection<Rename> renames) {
        return new CatalogDiffer().diff(current, desired, renames);
    }

    @Override
    public Planner planner() {
        return new PostgresPlanner();
    }

    @Override
    public Definitions definitions() {
        return new PostgresDefinitions();
    }

    @Override
    public Observer.Factory observer() {
        return PostgresObserver.factory(new PostgresInspector());
    }

    @Override
    public StatementTraits traits(Statement statement, Catalog before) {
        return new PostgresLocks().traits(statement.sql(), before);
    }
}
