package dev.countersign.postgres.inspect;

/**
 * A row of a system catalog that stands for an object or a part of one.
 *
 * @param catalog the catalog's own OID, as in {@code pg_depend.classid}
 * @param oid the row's OID
 */
public record CatalogRow(long catalog, long oid) {}
