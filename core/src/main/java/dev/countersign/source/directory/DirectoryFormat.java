package dev.countersign.source.directory;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a tool lays out its directory of migrations; the names are those of {@code migration.format}. */
public enum DirectoryFormat {
    /** {@code *.sql} with Atlas's directives. */
    ATLAS,
    /** {@code *.up.sql}, each with a {@code .down.sql} beside it. */
    GOLANG_MIGRATE,
    /** {@code *.sql} with {@code -- +goose Up} and {@code -- +goose Down}. */
    GOOSE,
    /** {@code V1__name.sql}, {@code B1__name.sql}, {@code R__name.sql} and {@code U1__name.sql}, also in folders. */
    FLYWAY,
    /** Formatted SQL changelogs. */
    LIQUIBASE,
    /** {@code *.sql} with {@code -- migrate:up} and {@code -- migrate:down}. */
    DBMATE;

    /** The name in project files and URLs. */
    public String hclName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a file of that name, a path from the directory with slashes, is one of its migrations. */
    boolean counts(String name) {
        return switch (this) {
            case FLYWAY -> FlywayOrder.counts(name);
            case GOLANG_MIGRATE -> isTopLevel(name, ".up.sql");
            case ATLAS, GOOSE, LIQUIBASE, DBMATE -> isTopLevel(name, ".sql");
        };
    }

    private static boolean isTopLevel(String name, String suffix) {
        return name.indexOf('/') < 0 && name.endsWith(suffix);
    }

    /** Whether a migration runs again whenever its text changes. */
    boolean repeats(String name) {
        return this == FLYWAY && name.startsWith("R", name.lastIndexOf('/') + 1);
    }

    /** The format of that name. */
    public static Optional<DirectoryFormat> of(String name) {
        return Arrays.stream(values()).filter(f -> f.hclName().equals(name)).findFirst();
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(DirectoryFormat::hclName).toList();
    }
}
