/** Where a schema state comes from: a live database, or SQL files that are run on the dev database. */
package dev.countersign.source;
