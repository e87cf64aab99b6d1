/** Analyzers that look at a simulated plan and report diagnostics. */
package dev.countersign.lint;
