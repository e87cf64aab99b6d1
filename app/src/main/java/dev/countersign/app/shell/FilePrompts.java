package dev.countersign.app.shell;

import java.nio.file.Path;
import java.util.Optional;

/** Asks the person for files; empty when they change their mind. */
public interface FilePrompts {
    /** An existing folder. */
    Optional<Path> folder();

    /** An existing private key. */
    Optional<Path> keyFile();

    /** A place for a new plan file. */
    Optional<Path> newPlan(String suggestedName);
}
