/** The analyzers that every dialect shares, one class per topic. */
package dev.countersign.lint.analyzers;
