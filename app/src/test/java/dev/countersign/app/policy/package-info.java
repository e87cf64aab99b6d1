/** Tests of what policy decides in the window. */
package dev.countersign.app.policy;
