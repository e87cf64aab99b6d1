/** The plan file: sections framed by byte counts, its digest, writing, reading, merging. */
package dev.countersign.signing.plan;
