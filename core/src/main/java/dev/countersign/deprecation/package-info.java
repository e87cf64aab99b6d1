/** What is called deprecated, since when by which record, whether it is still used, and when it may be dropped. */
package dev.countersign.deprecation;
