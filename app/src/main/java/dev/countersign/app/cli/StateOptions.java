package dev.countersign.app.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that name the two states. */
final class StateOptions {
    @Option(
            names = {"--from", "-u", "--url"},
            paramLabel = "URL",
            description =
                    "current state: postgres://..., file://x.sql, file://dir, env://url (default: the environment's url)")
    private String from = "";

    @Option(
            names = "--to",
            paramLabel = "URL",
            description = "desired state (repeatable; default: the environment's src)")
    private List<String> to = new ArrayList<>();

    String from() {
        return from;
    }

    List<String> to() {
        return to;
    }
}
