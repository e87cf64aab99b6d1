/** Texts in the template language of Go's {@code text/template}: read with places, run with limits. */
package dev.countersign.gotemplate;
