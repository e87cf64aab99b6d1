/** The migration: its statements in batches, with findings on the line, locks and rewrites at the right. */
package dev.countersign.app.plan;
