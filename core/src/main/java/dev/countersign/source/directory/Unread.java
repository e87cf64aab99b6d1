package dev.countersign.source.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files of a directory that the tool runs or obeys when it migrates, and that are no SQL migrations which could be read here. */
final class Unread {
    private static final int LOOKED_AT = 64 * 1024;
    private static final Pattern PROGRAM = Pattern.compile("\\d+_.*(?<!_test)\\.go");
    private static final Pattern CALLBACK =
            Pattern.compile("(?:before|after)[A-Z]\\w*\\.(?:sql|java|class)|createSchema\\.sql");
    private static final Pattern CODE = Pattern.compile("[VBRU].*__.*\\.(?:java|class|kt|groovy)");
    private static final Pattern SETTINGS = Pattern.compile("[VBRU].*\\.sql\\.conf");
    private static final Pattern CHANGELOG = Pattern.compile("(?i).*\\.(?:xml|ya?ml|json)");

    private Unread() {}

    /** One sentence for each file, in order of their names. */
    static List<String> in(Path directory, DirectoryFormat format) throws IOException {
        return switch (format) {
            case ATLAS, GOLANG_MIGRATE, DBMATE -> List.of();
            case GOOSE -> sentences(directory, topLevel(directory), file -> is(PROGRAM, file, "a migration in Go"));
            case LIQUIBASE -> sentences(directory, topLevel(directory), Unread::changelog);
            case FLYWAY ->
                sentences(
                        directory,
                        everywhere(directory),
                        file -> is(CALLBACK, file, "a callback of Flyway")
                                .or(() -> is(CODE, file, "a migration in a programming language"))
                                .or(() -> is(SETTINGS, file, "a configuration of one migration")));
        };
    }

    /** Says what a file is. */
    private interface Look {
        Optional<String> at(Path file) throws IOException;
    }

    private static List<String> sentences(Path directory, List<Path> files, Look look) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            look.at(file)
                    .ifPresent(what -> found.add(MigrationDirectory.name(directory, file) + " is " + what
                            + " and not evaluated; only SQL files are."));
        }
        return found;
    }

    private static Optional<String> is(Pattern pattern, Path file, String what) {
        return Optional.of(what)
                .filter(w -> pattern.matcher(file.getFileName().toString()).matches());
    }

    private static Optional<String> changelog(Path file) throws IOException {
        Optional<String> named = is(CHANGELOG, file, "a changelog of Liquibase");
        if (named.isEmpty()) {
            return named;
        }
        try (var in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(LOOKED_AT), StandardCharsets.ISO_8859_1);
            return named.filter(what -> start.contains("databaseChangeLog"));
        }
    }

    private static List<Path> topLevel(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .sorted(MigrationDirectory.byName(directory))
                    .toList();
        }
    }

    /** Every file of the folders that Flyway looks into: those that are not hidden. */
    static List<Path> everywhere(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean hidden = !folder.equals(directory)
                        && folder.getFileName().toString().startsWith(".");
                return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(MigrationDirectory.byName(directory));
        return found;
    }
}
