package dev.countersign.engine;

import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;
import dev.countersign.source.ObjectFilter;

/**
 * What a review stands on.
 *
 * @param dialect the dialect of both states, blind for what the policy excludes
 * @param devUrl where SQL is executed
 * @param scope which part of the databases is compared
 * @param filter what the dialect is blind for
 */
record Setup(Dialect dialect, String devUrl, Scope scope, ObjectFilter filter) {}
