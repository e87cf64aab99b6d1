/** What people sign about a plan: seal, decision, withdrawal, release, emergency, receipt. */
package dev.countersign.signing.record;
