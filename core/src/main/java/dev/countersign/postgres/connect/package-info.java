/** From a connection URL to checked fields to a live connection; the only room that builds driver settings for servers of the user. */
package dev.countersign.postgres.connect;
