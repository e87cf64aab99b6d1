/** JSON that leaves no room for two readings: strict when read, one layout when written. */
package dev.countersign.signing.json;
