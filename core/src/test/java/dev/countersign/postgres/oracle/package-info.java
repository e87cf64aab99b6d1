/** Proofs of inspection, diff and plan together that do not trust the inspector: random schema pairs, one attribute at a time, and rebuilding from the model. */
package dev.countersign.postgres.oracle;
