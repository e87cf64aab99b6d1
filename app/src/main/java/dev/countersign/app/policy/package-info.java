/** What policy decides: the variables as switches, and what it keeps out of the plan. */
package dev.countersign.app.policy;
