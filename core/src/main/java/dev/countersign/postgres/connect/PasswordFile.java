package dev.countersign.postgres.connect;

import dev.countersign.connect.ConnectionException;
import dev.countersign.connect.ConnectionException.Reason;
import dev.countersign.connect.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a PostgreSQL password file: lines of {@code host:port:database:user:password}, {@code *} for anything, backslash before {@code :} and {@code \}. */
final class PasswordFile {
    private final Path file;

    PasswordFile(Path file) {
        this.file = file;
    }

    /**
     * The password of the first line that fits.
     *
     * @throws ConnectionException when others may read the file, as libpq ignores such a file too
     */
    Optional<Secret> find(ConnectionFields fields) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            refuseWhenOthersCanRead();
            String host = fields.unixSocket() ? "localhost" : fields.host();
            for (String line : Files.readAllLines(file)) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                List<String> parts = split(line);
                if (parts.size() == 5
                        && fits(parts.get(0), host)
                        && fits(parts.get(1), Integer.toString(fields.port()))
                        && fits(parts.get(2), fields.database())
                        && fits(parts.get(3), fields.user())) {
                    return Optional.of(new Secret(parts.get(4)));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new ConnectionException(
                    Reason.PASSWORD,
                    "The password file %s cannot be read; check its owner and its encoding.".formatted(file),
                    e);
        }
    }

    private void refuseWhenOthersCanRead() throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        for (PosixFilePermission permission : permissions) {
            if (!permission.name().startsWith("OWNER_")) {
                throw new ConnectionException(
                        Reason.PASSWORD,
                        "The password file %s is open to other users, so it is not used; run chmod 600 on it."
                                .formatted(file));
            }
        }
    }

    private static boolean fits(String pattern, String value) {
        return pattern.equals("*") || pattern.equals(value);
    }

    /** The last part keeps its colons. */
    private static List<String> split(String line) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                part.append(line.charAt(++i));
            } else if (c == ':' && parts.size() < 4) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
