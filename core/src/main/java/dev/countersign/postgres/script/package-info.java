/** How PostgreSQL scripts that people wrote run on a dev database that has neither their roles nor a superuser. */
package dev.countersign.postgres.script;
