package dev.countersign.app.review;

/** An object's definition in both states; empty text where it does not exist. */
public record DefinitionPair(String current, String desired) {}
