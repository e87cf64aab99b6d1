/** Background work: virtual threads, phase, count, cancel, error; the only room that talks to the event queue of the toolkit. */
package dev.countersign.app.task;
