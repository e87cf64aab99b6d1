package dev.countersign.signing.manifest;

import java.util.List;
import java.util.Optional;

/**
 * Where the plan may run.
 *
 * @param environment name of the environment in the policy file
 * @param dialect for example {@code postgresql}
 * @param serverVersion as the server says it
 * @param serverVersionNumber for example 180006
 * @param database name of the database
 * @param identity what tells this database from its copies; empty when the plan was made without a connection to it
 * @param schemas the schemas that were compared
 * @param extensions the extensions that were there
 */
public record Target(
        String environment,
        String dialect,
        String serverVersion,
        long serverVersionNumber,
        String database,
        Optional<TargetIdentity> identity,
        List<String> schemas,
        List<Extension> extensions) {
    public Target {
        schemas = List.copyOf(schemas);
        extensions = List.copyOf(extensions);
    }

    /** For example kind {@code system_identifier} and the value from {@code pg_control_system()}. */
    public record TargetIdentity(String kind, String value) {}

    /** An installed extension. */
    public record Extension(String name, String version) {}
}
