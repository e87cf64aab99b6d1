/** Dev databases of SQLite, in memory. */
package dev.countersign.sqlite.devdb;
