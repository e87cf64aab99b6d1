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

    /** The format of that name. */
    public static Optional<DirectoryFormat> of(String name) {
        return Arrays.stream(values()).filter(f -> f.hclName().equals(name)).findFirst();
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(DirectoryFormat::hclName).toList();
    }
}
