package dev.countersign.deprecation;

import dev.countersign.deprecation.RenameRecord.Proof;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.source.SqlScript;
import dev.countersign.sql.Script;
import dev.countersign.sql.ScriptStatement;
import dev.countersign.sql.Syntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads renames from migration files whose version is a time, {@code 20261021093000_name.sql}, in UTC as Atlas, goose and dbmate write it. */
final class MigrationRecords {
    private static final Pattern VERSION = Pattern.compile("^V?(\\d{14})(?:\\D.*)?$");
    private static final Pattern DOWN = Pattern.compile("(?mi)^--\\s*(?:\\+goose\\s+Down|migrate:down)\\b");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

    private final DeprecatedNames names;
    private final Syntax syntax;

    MigrationRecords(DeprecatedNames names, Syntax syntax) {
        this.names = names;
        this.syntax = syntax;
    }

    /** The renames in a directory's files; a directory that is not there is a remark. */
    RecordBook read(Path directory) {
        List<RenameRecord> records = new ArrayList<>();
        List<Departure> departures = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return RecordBook.remarks(
                    List.of("There is no migration directory " + directory + " to look for renames."));
        }
        for (Path file : files(directory)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".down.sql")) {
                continue;
            }
            RenameSequence renames = renames(file);
            Optional<Instant> version = version(name);
            if (version.isPresent()) {
                departures.addAll(renames.departures(version.get(), name));
                renames.given()
                        .forEach(r -> records.add(new RenameRecord(
                                r.object(),
                                Optional.of(r.oldName()),
                                version.get(),
                                Proof.MIGRATION,
                                name,
                                Optional.empty(),
                                Optional.empty())));
            } else {
                renames.given()
                        .forEach(r -> remarks.add("The migration " + name + " renames to " + r.object()
                                + ", but its version is no time (YYYYMMDDhhmmss), so it does not record when."));
            }
        }
        return new RecordBook(records, departures, List.of(), remarks);
    }

    private RenameSequence renames(Path file) {
        String text = text(file);
        Matcher down = DOWN.matcher(text);
        String up = down.find() ? text.substring(0, down.start()) : text;
        RenameSequence renames = new RenameSequence(names);
        forward(file, Script.parse(up, syntax), up)
                .filter(s -> s.kind() == ScriptStatement.Kind.SQL)
                .forEach(s -> renames.statement(s.text()));
        return renames;
    }

    /** The statements that run: none of a checkpoint, which makes again what is there, and of an archive those of its migration. */
    private Stream<ScriptStatement> forward(Path file, Script script, String text) {
        if (!script.fileDirectives("checkpoint").isEmpty()) {
            return Stream.empty();
        }
        if (script.fileDirectives("txtar").isEmpty()) {
            return script.statements().stream();
        }
        return SqlScript.parse(file.getFileName().toString(), text, syntax).statements().stream()
                .map(SqlScript.Placed::statement);
    }

    private static Optional<Instant> version(String name) {
        Matcher version = VERSION.matcher(name);
        if (!version.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(version.group(1), TIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(f -> f.getFileName().toString().endsWith(".sql"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static CountersignException unreadable(Path path, IOException e) {
        return new CountersignException(
                ExitCode.FAILED, "Records of renames cannot be read from " + path + ": " + e.getMessage() + ".", e);
    }
}
