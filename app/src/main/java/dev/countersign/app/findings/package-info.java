/** Every finding in one table: what, where, how it is known, what would help. */
package dev.countersign.app.findings;
