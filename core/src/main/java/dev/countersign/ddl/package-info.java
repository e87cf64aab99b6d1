/** Desired states that are written as HCL: blocks become SQL statements that remember where they came from, and catalogs become HCL text. */
package dev.countersign.ddl;
