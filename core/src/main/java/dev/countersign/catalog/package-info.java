/** What a schema is: immutable records for every kind of schema object, the dependencies between them, and fingerprints. */
package dev.countersign.catalog;
