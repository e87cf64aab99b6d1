/** SQL text: a script cut into statements with positions, its directives, and what a statement is about, without asking an engine. */
package dev.countersign.sql;
