/** Dev databases on a server that the user names by URL. */
package dev.countersign.postgres.devdb.server;
