package dev.countersign.engine;

import java.util.Optional;

/**
 * A migration directory and which of its files are new. What is not given here is taken from the environment's {@code migration} and {@code lint} blocks.
 *
 * @param dir URL of the directory, {@code file://migrations} or {@code file://migrations?format=goose}
 * @param format how it is laid out, by the name of the tool
 * @param latest that many last files are new
 * @param gitBase what the branch, tag or commit does not have is new
 * @param gitDir directory of the git work tree
 */
public record DirectoryRequest(
        Optional<String> dir,
        Optional<String> format,
        Optional<Long> latest,
        Optional<String> gitBase,
        Optional<String> gitDir) {

    /** Everything as the environment says it. */
    public static DirectoryRequest ofPolicy() {
        return new DirectoryRequest(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
