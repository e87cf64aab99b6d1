package dev.countersign.catalog;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What else is on the server of a database.
 *
 * @param databases names of its other databases, without templates, scratch databases and what the server came with as long as nobody uses it
 * @param youngerRoles names of the roles that were made after the database
 */
public record Neighbourhood(SortedSet<String> databases, SortedSet<String> youngerRoles) {
    public Neighbourhood {
        databases = Collections.unmodifiableSortedSet(new TreeSet<>(databases));
        youngerRoles = Collections.unmodifiableSortedSet(new TreeSet<>(youngerRoles));
    }
}
