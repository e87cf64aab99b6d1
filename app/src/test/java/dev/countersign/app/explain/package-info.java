/** Tests of questions to the policy. */
package dev.countersign.app.explain;
