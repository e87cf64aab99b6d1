package dev.countersign.app.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that says how a migration directory is laid out. */
final class LayoutOption {
    @Option(
            names = "--dir-format",
            paramLabel = "NAME",
            description = "its layout: atlas (default), golang-migrate, goose, flyway, liquibase, dbmate")
    private Optional<String> format = Optional.empty();

    /** The name of the layout, where it was given. */
    Optional<String> format() {
        return format;
    }
}
