/** The texts of the window: one bundle a room, found by keys that name a place. */
package dev.countersign.app.words;
