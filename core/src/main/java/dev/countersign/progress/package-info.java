/** How long work tells where it is and learns that it should stop. */
package dev.countersign.progress;
