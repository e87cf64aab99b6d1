package dev.countersign.hcl;

/**
 * {@code name = value} in a body.
 *
 * @param name left of the equals sign
 * @param nameRange where the name stands
 * @param value right of it, not evaluated
 * @param range the whole attribute
 */
public record HclAttribute(String name, SourceRange nameRange, HclExpression value, SourceRange range) {}
