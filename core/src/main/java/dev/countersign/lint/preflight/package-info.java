/** Questions to the rows of the current state whose answers turn "may fail" into "will fail" or "safe". */
package dev.countersign.lint.preflight;
