package dev.countersign.dialect;

/**
 * What tells one database from its copies.
 *
 * @param kind what the value is, e.g. {@code system_identifier}
 * @param value the server's own identifier
 * @param database name of the database
 */
public record DatabaseIdentity(String kind, String value, String database) {}
