package dev.countersign.app.cli;

import picocli.CommandLine.Option;

/** The option that names one live database. */
final class DatabaseOption {
    @Option(
            names = {"--from", "-u", "--url"},
            paramLabel = "URL",
            description = "the database: postgres://..., sqlite://x.db (default: the environment's url)")
    private String url = "";

    /** Its URL; empty for the environment's. */
    String url() {
        return url;
    }
}
