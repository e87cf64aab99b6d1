/** Tests of decisions about renames. */
package dev.countersign.app.rename;
