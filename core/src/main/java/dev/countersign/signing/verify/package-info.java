/** May this plan be trusted: checks V1 to V13 with their findings and exit codes. */
package dev.countersign.signing.verify;
