package dev.countersign.source.directory;

import java.util.ArrayList;
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
        RunningSum running = new RunningSum();
        List<Line> lines = new ArrayList<>();
        for (MigrationFile file : files) {
            running = running.and(file.name());
            if (!file.isLeftOutOfSum()) {
                running = running.and(file.content());
                lines.add(new Line(file.name(), running.text()));
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
        RunningSum total = new RunningSum();
        for (Line line : lines) {
            total = total.and(line.name()).and(line.hash());
        }
        return total.text();
    }

    /** What is wrong between the text of a sum file and these files, as a sentence; empty when they agree. */
    public Optional<String> mismatch(String recorded) {
        List<String> known = recorded.lines().toList();
        List<Line> then = new ArrayList<>();
        for (int i = 1; i < known.size(); i++) {
            Optional<Line> line = line(known.get(i));
            if (line.isEmpty()) {
                return Optional.of("checksum file format invalid: line " + (i + 1) + " of " + FILE
                        + " is not a file name and a hash");
            }
            then.add(line.get());
        }
        if (known.isEmpty() || !known.getFirst().startsWith(HASH)) {
            return Optional.of("checksum file format invalid: the first line of " + FILE + " is not a hash");
        }
        for (int i = 0; i < Math.max(then.size(), lines.size()); i++) {
            Optional<Line> now = i < lines.size() ? Optional.of(lines.get(i)) : Optional.empty();
            Optional<Line> was = i < then.size() ? Optional.of(then.get(i)) : Optional.empty();
            if (!now.equals(was)) {
                return Optional.of("checksum mismatch (" + FILE + "): L" + (i + 2) + ": " + changed(now, was));
            }
        }
        return known.getFirst().equals(HASH + total())
                ? Optional.empty()
                : Optional.of("checksum mismatch (" + FILE + "): its first line does not fit the lines below");
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
}
