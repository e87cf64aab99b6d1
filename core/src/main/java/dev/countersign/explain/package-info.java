/** Why policy treats an object as it does: which lines of the project file decide, in which order, and what they lead to. */
package dev.countersign.explain;
