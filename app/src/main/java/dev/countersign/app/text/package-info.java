/** SQL text on screen: highlighting, and the read-only editor of the plan; the only room that knows the rich text library. */
package dev.countersign.app.text;
