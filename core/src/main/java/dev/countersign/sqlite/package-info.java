/** SQLite 3: the dialect's front door. */
package dev.countersign.sqlite;
