package dev.countersign.engine;

import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.Scope;

/**
 * What a review stands on.
 *
 * @param dialect the dialect of both states, blind for what the policy excludes
 * @param devUrl where SQL is executed
 * @param scope which part of the databases is compared
 */
record Setup(Dialect dialect, String devUrl, Scope scope) {}
