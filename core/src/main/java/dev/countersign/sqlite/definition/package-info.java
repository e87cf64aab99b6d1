/** Writes SQLite objects as SQL, for people and for plans. */
package dev.countersign.sqlite.definition;
