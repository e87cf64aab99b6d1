/** The command line: one class per command over the same use cases as the window. */
package dev.countersign.app.cli;
