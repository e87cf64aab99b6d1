package dev.countersign.source.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The sum of a migration directory as Atlas writes it to {@code atlas.sum}: a line for each file with the hash of everything up to and including it, under
 * a hash of these lines. A file that was edited, added or removed afterwards changes its line and all that follow.
 */
public final class DirectorySum {
    /** The name of the file. */
    public static final String FILE = "atlas.sum";

    private static final String HASH = "h1:";

    /** One line. */
    private record Line(String name, String hash) {}

    private final List<Line> lines;

    private DirectorySum(List<Line> lines) {
        this.lines = lines;
    }

    /** The sum of these files in this order. */
    public static DirectorySum of(List<MigrationFile> files) {
        MessageDigest running = sha256();
        List<Line> lines = new ArrayList<>();
        for (MigrationFile file : files) {
            running.update(file.name().getBytes(StandardCharsets.UTF_8));
            if (file.isLeftOutOfSum()) {
                continue;
            }
            running.update(file.content());
            try {
                lines.add(new Line(file.name(), base64(((MessageDigest) running.clone()).digest())));
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("SHA-256 of every Java runtime can be cloned", e);
            }
        }
        return new DirectorySum(lines);
    }

    /** The text of the file. */
    public String text() {
        StringBuilder text = new StringBuilder(HASH + total() + "\n");
        lines.forEach(l ->
                text.append(l.name()).append(' ').append(HASH).append(l.hash()).append('\n'));
        return text.toString();
    }

    /** The hash of everything up to a file, without the letters in front; empty when the file has no line. */
    public Optional<String> hash(String file) {
        return lines.stream().filter(l -> l.name().equals(file)).map(Line::hash).findFirst();
    }

    private String total() {
        MessageDigest total = sha256();
        for (Line line : lines) {
            total.update(line.name().getBytes(StandardCharsets.UTF_8));
            total.update(line.hash().getBytes(StandardCharsets.UTF_8));
        }
        return base64(total.digest());
    }

    /** What is wrong between the text of a sum file and these files, as a sentence; empty when they agree. */
    public Optional<String> mismatch(String recorded) {
        if (recorded.equals(text())) {
            return Optional.empty();
        }
        List<String> known = recorded.lines().skip(1).toList();
        for (int i = 0; i < Math.max(known.size(), lines.size()); i++) {
            Optional<Line> now = i < lines.size() ? Optional.of(lines.get(i)) : Optional.empty();
            Optional<Line> then = i < known.size() ? line(known.get(i)) : Optional.empty();
            if (i < known.size() && then.isEmpty()) {
                return Optional.of("checksum file format invalid: line " + (i + 2) + " of " + FILE
                        + " is not a file name and a hash");
            }
            if (!now.equals(then)) {
                return Optional.of("checksum mismatch (" + FILE + "): L" + (i + 2) + ": " + changed(now, then));
            }
        }
        return Optional.of("checksum mismatch (" + FILE + "): its first line does not fit the lines below");
    }

    private String changed(Optional<Line> now, Optional<Line> then) {
        if (then.isEmpty()
                || now.filter(n -> !n.name().equals(then.get().name())).isPresent()
                        && lines.stream()
                                .anyMatch(l -> l.name().equals(then.get().name()))) {
            return now.orElseThrow().name() + " was added";
        }
        return then.get().name()
                + (now.filter(n -> n.name().equals(then.get().name())).isPresent() ? " was edited" : " was removed");
    }

    private static Optional<Line> line(String text) {
        int at = text.lastIndexOf(" " + HASH);
        return at < 0
                ? Optional.empty()
                : Optional.of(new Line(text.substring(0, at), text.substring(at + 1 + HASH.length())));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
