/** What differs: the tree of changes and the two definitions side by side. */
package dev.countersign.app.compare;
