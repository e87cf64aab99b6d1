/** A plan with everything a person needs to decide about it, and the outcome that policy gives it. */
package dev.countersign.review;
