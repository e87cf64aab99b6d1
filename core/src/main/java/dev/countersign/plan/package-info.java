/** The ordered statements that lead from one state to another, in transaction batches, each tied to the changes it carries. */
package dev.countersign.plan;
