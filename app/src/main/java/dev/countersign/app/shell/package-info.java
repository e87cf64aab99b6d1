/** The window: its frame, its keys, its command palette, and the graph that wires every room by constructors. */
package dev.countersign.app.shell;
