/** How SQLite scripts that people wrote are cut and run, without reaching anything but the scratch database. */
package dev.countersign.sqlite.script;
