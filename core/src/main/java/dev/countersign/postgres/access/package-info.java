/** What two databases say about owners, privileges and roles, brought to common terms before they are compared. */
package dev.countersign.postgres.access;
