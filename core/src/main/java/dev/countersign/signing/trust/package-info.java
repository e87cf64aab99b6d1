/** Who may sign what: allowed signers, revoked keys, roles and the rules a plan must meet. */
package dev.countersign.signing.trust;
