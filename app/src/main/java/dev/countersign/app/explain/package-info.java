/** Why policy treats an object as it does: the rules that were looked at, in order, with the lines that state them. */
package dev.countersign.app.explain;
