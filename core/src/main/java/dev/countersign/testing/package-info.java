/** Runs tests of schemas, migrations and plans: each case on a database of its own, command by command. */
package dev.countersign.testing;
