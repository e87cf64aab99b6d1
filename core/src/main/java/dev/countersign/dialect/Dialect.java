package dev.countersign.dialect;

import dev.countersign.catalog.Catalog;
import dev.countersign.diff.Rename;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Planner;
import dev.countersign.plan.Statement;
import java.util.Collection;

/** One database product family. Found by {@link java.util.ServiceLoader}; a new dialect is a new package and one line of registration. */
public interface Dialect {

    /** The name used in plans and catalogs, e.g. {@code postgres}. */
    String name();

    /** Whether connection URLs of this scheme belong to it, e.g. {@code postgresql}. */
    boolean accepts(String scheme);

    /** The dev database to use when nobody names one. */
    String defaultDevUrl();

    Inspector inspector();

    /** Compares two catalogs of this dialect. Stated renames whose old name is absent or whose new name is absent are ignored. */
    SchemaDiff diff(Catalog current, Catalog desired, Collection<Rename> renames);

    Planner planner();

    Definitions definitions();

    Observer.Factory observer();

    /** Locks, rewrites and scans of a planned statement, given the state before it. */
    StatementTraits traits(Statement statement, Catalog before);
}
