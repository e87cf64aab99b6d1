/** Benchmarks of the engine on large schemas; see {@code core/README.md} for how to run them and what they found. */
package dev.countersign.bench;
