/** The review that the window shows, and what the reviewer chose and has looked at; every other room observes it. */
package dev.countersign.app.review;
