/** What the author of a plan states and signs: identity, target, states, statements, policy, lint, simulation. */
package dev.countersign.signing.manifest;
