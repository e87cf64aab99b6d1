/** The front desk: what the window and the command line ask for. */
package dev.countersign.engine;
