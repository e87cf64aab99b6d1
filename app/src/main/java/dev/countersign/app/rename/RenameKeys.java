package dev.countersign.app.rename;

/** The keys that decide about renames, as people read them. */
public record RenameKeys(String confirm, String reject, String undo) {}
