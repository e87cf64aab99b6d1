/** A review as a document: text for terminals, JSON for programs, one HTML file for people without the workbench. */
package dev.countersign.report;
