package dev.countersign.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of data sources with the arguments that each has. */
enum DataKind {
    SQL(List.of("url", "query", "args")),
    EXTERNAL(List.of("program", "working_dir")),
    EXTERNAL_SCHEMA(List.of("program", "working_dir")),
    RUNTIMEVAR(List.of("url")),
    HCL_SCHEMA(List.of("path", "paths", "vars")),
    COMPOSITE_SCHEMA(List.of("schema")),
    TEMPLATE_DIR(List.of("path", "vars")),
    REMOTE_DIR(DataKind.NO_REGISTRY, List.of("name", "tag", "version")),
    REMOTE_SCHEMA(DataKind.NO_REGISTRY, List.of("name", "tag", "version")),
    AWS_RDS_TOKEN("tokens of cloud accounts are not made here", List.of("endpoint", "username", "region", "profile")),
    GCP_CLOUDSQL_TOKEN("tokens of cloud accounts are not made here", List.of()),
    AZURE_DB_TOKEN("tokens of cloud accounts are not made here", List.of()),
    CLOUD_DATABASES(DataKind.NO_REGISTRY, List.of("repo", "env")),
    BLOB_DIR("directories in cloud storage are not read", List.of());

    /** Why nothing is had from a registry. */
    static final String NO_REGISTRY = "it would need an account at a registry";

    private final Optional<String> reason;
    private final List<String> arguments;

    DataKind(List<String> arguments) {
        this.reason = Optional.empty();
        this.arguments = arguments;
    }

    DataKind(String reason, List<String> arguments) {
        this.reason = Optional.of(reason);
        this.arguments = arguments;
    }

    /** Why such a source has no value here; empty when it has one. */
    Optional<String> reason() {
        return reason;
    }

    /** The names that its block may hold. */
    List<String> arguments() {
        return arguments;
    }

    /** Its label in the project file. */
    String hclName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<DataKind> of(String label) {
        return Arrays.stream(values()).filter(k -> k.hclName().equals(label)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(DataKind::hclName).toList();
    }
}
