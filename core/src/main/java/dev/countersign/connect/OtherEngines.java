package dev.countersign.connect;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** What URLs of project files lead to that is understood and not supported here. */
public final class OtherEngines {
    private static final Map<String, String> BY_SCHEME = Map.ofEntries(
            Map.entry("mysql", "MySQL"),
            Map.entry("maria", "MariaDB"),
            Map.entry("mariadb", "MariaDB"),
            Map.entry("sqlserver", "SQL Server"),
            Map.entry("azuresql", "SQL Server"),
            Map.entry("clickhouse", "ClickHouse"),
            Map.entry("redshift", "Redshift"),
            Map.entry("libsql", "libSQL"),
            Map.entry("oracle", "Oracle"),
            Map.entry("spanner", "Spanner"),
            Map.entry("snowflake", "Snowflake"),
            Map.entry("databricks", "Databricks"),
            Map.entry("ent", "Ent"),
            Map.entry("atlas", "a registry"));

    private OtherEngines() {}

    /** What a scheme such as {@code mysql}, {@code docker+mysql} or {@code libsql+wss} stands for; empty when nobody knows it. */
    public static Optional<String> of(String scheme) {
        return Arrays.stream(scheme.split("\\+"))
                .filter(BY_SCHEME::containsKey)
                .map(BY_SCHEME::get)
                .findFirst();
    }
}
