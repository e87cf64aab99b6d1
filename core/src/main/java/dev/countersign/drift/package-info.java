/** Whether a database is as what was recorded of it says: which migrations ran, what they make, and what is really there. */
package dev.countersign.drift;
