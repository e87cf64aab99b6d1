/** Signing off: what still stands in the way, whose key, where the signed plan goes. */
package dev.countersign.app.signoff;
