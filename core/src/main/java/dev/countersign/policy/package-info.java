/** What the project file ({@code countersign.hcl} or {@code atlas.hcl}) says: variables, environments, diff and lint policy. */
package dev.countersign.policy;
