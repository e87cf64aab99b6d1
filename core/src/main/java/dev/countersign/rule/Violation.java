package dev.countersign.rule;

import dev.countersign.catalog.ObjectRef;

/**
 * An object that a rule finds fault with.
 *
 * @param rule name of the rule
 * @param where file and line of the assertion that does not hold
 * @param object the object, or the one it is a part of
 * @param message what the rule says
 */
public record Violation(String rule, String where, ObjectRef object, String message) {}
