package dev.countersign.sqlite.connect;

import dev.countersign.connect.ConnectionContext;
import dev.countersign.connect.ConnectionException;
import dev.countersign.connect.ConnectionException.Reason;
import dev.countersign.dialect.DatabaseAddress;
import dev.countersign.dialect.LiveDatabase;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A SQLite database: {@code sqlite://folder/shop.db}, {@code sqlite:///home/me/shop.db}, or an empty one in memory, {@code sqlite://shop?mode=memory}.
 *
 * @param file the file; empty for a database in memory
 * @param name what people call it
 */
public record SqliteAddress(Optional<Path> file, String name) implements DatabaseAddress {
    private static final String PREFIX = "sqlite://";

    /** What SQLite itself calls a database in memory. */
    private static final String MEMORY = ":memory:";

    /**
     * Atlas's names, and those of the drivers that programs in Go use, whose URLs projects have. What a reader does not need is accepted and means nothing:
     * the file is opened for reading only.
     */
    private static final List<String> PARAMETERS = List.of(
            "mode",
            "cache",
            "_fk",
            "_foreign_keys",
            "_defer_fk",
            "_defer_foreign_keys",
            "_busy_timeout",
            "_timeout",
            "_journal",
            "_journal_mode",
            "_sync",
            "_synchronous",
            "_locking",
            "_locking_mode",
            "_cache_size",
            "_vacuum",
            "_auto_vacuum",
            "_secure_delete",
            "_query_only",
            "_rt",
            "_recursive_triggers",
            "_loc",
            "_mutex",
            "_txlock",
            "_pragma",
            "_time_format");

    private static final Pattern SHOWABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,29}");

    /**
     * @throws ConnectionException when it is no such URL, or names a parameter that is not known
     */
    public static SqliteAddress parse(String url) {
        Map<String, String> parameters = parameters(url);
        String written = written(url);
        return switch (written.equals(MEMORY) ? "memory" : parameters.getOrDefault("mode", "ro")) {
            case "memory" -> new SqliteAddress(Optional.empty(), written.isEmpty() ? "memory" : written);
            case "ro", "rw", "rwc" -> {
                if (written.isEmpty()) {
                    throw refuse(
                            "The SQLite URL names no file; write sqlite://folder/file.db, or sqlite:///folder/file.db"
                                    + " for a path from the root.");
                }
                Path path = path(written);
                yield new SqliteAddress(Optional.of(path), String.valueOf(path.getFileName()));
            }
            default -> throw refuse("mode must be ro, rw, rwc or memory; the file is only ever read.");
        };
    }

    /** The same URL with its path made absolute, so that it means the same file wherever it is read. */
    public static String absolute(String url, Path directory) {
        String written = written(url);
        if (parse(url).file().isEmpty() || path(written).isAbsolute()) {
            return url;
        }
        int query = url.indexOf('?');
        String absolute =
                directory.toAbsolutePath().resolve(written).normalize().toString();
        return PREFIX + absolute.replace("%", "%25").replace("?", "%3F") + (query < 0 ? "" : url.substring(query));
    }

    private static String written(String url) {
        if (!url.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
            throw refuse("A SQLite database is written sqlite://folder/file.db; this URL begins differently.");
        }
        int query = url.indexOf('?');
        String path = decode(url.substring(PREFIX.length(), query < 0 ? url.length() : query));
        return path.startsWith("file:") ? path.substring("file:".length()) : path;
    }

    private static Map<String, String> parameters(String url) {
        int question = url.indexOf('?');
        Map<String, String> given = new LinkedHashMap<>();
        if (question < 0) {
            return given;
        }
        for (String pair : Arrays.stream(url.substring(question + 1).split("&"))
                .filter(p -> !p.isEmpty())
                .toList()) {
            int equals = pair.indexOf('=');
            String parameter = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!PARAMETERS.contains(parameter)) {
                String shown = SHOWABLE.matcher(parameter).matches() ? " " + parameter : "";
                throw refuse("The SQLite URL has a parameter" + shown + " that is not known; allowed are "
                        + String.join(", ", PARAMETERS) + ".");
            }
            given.put(parameter, equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return given;
    }

    private static Path path(String written) {
        try {
            return Path.of(written);
        } catch (InvalidPathException e) {
            throw refuse("The path in the SQLite URL is no file name on this system.");
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refuse("The SQLite URL has a % that is not followed by two hexadecimal digits; write a % as %25.");
        }
    }

    private static ConnectionException refuse(String message) {
        return new ConnectionException(Reason.URL, message);
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    public Optional<String> database() {
        return Optional.empty();
    }

    /** SQLite has one schema in a file. */
    @Override
    public List<String> schemas() {
        return List.of();
    }

    /** Two databases in memory are never one. */
    @Override
    public boolean sameDatabase(DatabaseAddress other) {
        return other instanceof SqliteAddress address
                && file.isPresent()
                && address.file
                        .map(p -> p.toAbsolutePath().normalize())
                        .equals(file.map(p -> p.toAbsolutePath().normalize()));
    }

    @Override
    public LiveDatabase connect(ConnectionContext context) {
        return file.<LiveDatabase>map(SqliteFile::new).orElseGet(EmptyMemory::new);
    }

    @Override
    public String toString() {
        return file.map(Path::toString).orElse(name + " in memory");
    }
}
