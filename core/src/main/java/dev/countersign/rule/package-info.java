/** Rules of one's own ({@code *.rule.hcl}): predicates and assertions over everything that a catalog holds. */
package dev.countersign.rule;
