/** What differs between two catalogs, as a closed set of changes. */
package dev.countersign.diff;
