/** Runs a plan on a dev database, statement by statement, and proves where it arrives. */
package dev.countersign.simulate;
