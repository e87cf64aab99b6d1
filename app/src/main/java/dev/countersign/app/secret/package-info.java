/** Asking a person for passphrases and passwords: who is asked, the dialog that asks, and the thread that waits. */
package dev.countersign.app.secret;
