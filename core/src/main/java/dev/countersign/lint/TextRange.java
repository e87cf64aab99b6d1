package dev.countersign.lint;

/** A piece of a statement's text: character offset from the statement's start and length. */
public record TextRange(int start, int length) {}
