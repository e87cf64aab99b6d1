/** Dev databases: empty, thrown-away databases on a real engine, where desired SQL is loaded and plans are tried. */
package dev.countersign.devdb;
