/** What looks renamed: the reviewer confirms or rejects it, and may take that back. */
package dev.countersign.app.rename;
