/** Inputs that are found by watching which code they reach, and the seeds they start from. */
package dev.countersign.fuzz;
