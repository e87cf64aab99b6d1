/** From a {@code sqlite://} URL to a connection; the only room that opens SQLite files. */
package dev.countersign.sqlite.connect;
