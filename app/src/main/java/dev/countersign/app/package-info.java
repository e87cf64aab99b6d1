/** The program: one entry, two front doors, the window and the command line. */
package dev.countersign.app;
