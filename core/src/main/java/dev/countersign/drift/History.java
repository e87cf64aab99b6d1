package dev.countersign.drift;

import dev.countersign.drift.FileStanding.Standing;
import dev.countersign.drift.HistoryFinding.Kind;
import dev.countersign.source.directory.DirectorySum;
import dev.countersign.source.directory.MigrationDirectory;
import dev.countersign.source.directory.MigrationFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a migration directory beside what a database records of them: what ran, what did not, and what is not as it was when it ran. */
public final class History {
    private static final String HASH = "h1:";

    private final MigrationDirectory directory;
    private final Comparator<String> order;
    private final Map<String, Revision> rows;
    private final Optional<String> execOrder;
    private final Optional<String> first;
    private final Optional<String> last;
    private final List<HistoryFinding> findings = new ArrayList<>();
    private final List<FileStanding> standings = new ArrayList<>();

    /**
     * @param revisions what the database records
     * @param execOrder LINEAR, LINEAR_SKIP or NON_LINEAR: what the project file says of files that come between others; empty for LINEAR
     */
    public History(MigrationDirectory directory, List<Revision> revisions, Optional<String> execOrder) {
        this.directory = directory;
        this.order = directory.versionOrder();
        this.execOrder = execOrder;
        this.rows = revisions.stream()
                .filter(r -> !directory.isOfRepeatable(r.version()))
                .collect(Collectors.toMap(Revision::version, Function.identity(), (a, b) -> b));
        this.first = rows.keySet().stream().min(order);
        this.last = rows.keySet().stream().max(order);
        files().forEach(file -> standings.add(new FileStanding(
                file.name(),
                directory.version(file),
                file.description(),
                ran(file) ? Standing.APPLIED : notRun(file))));
        rows.values().stream()
                .sorted(Comparator.comparing(Revision::version, order))
                .forEach(this::row);
        edited();
        repeatable(revisions);
    }

    private void repeatable(List<Revision> revisions) {
        List<String> names = Stream.concat(
                        directory.files().stream().filter(directory::repeats).map(MigrationFile::name),
                        revisions.stream()
                                .map(Revision::version)
                                .filter(directory::isOfRepeatable)
                                .map(version -> "version " + version))
                .toList();
        if (!names.isEmpty()) {
            add(
                    Kind.UNKNOWN,
                    "R",
                    "Files that run again whenever they change are not compared with the record: "
                            + String.join(", ", names) + ".");
        }
    }

    /** What is between the files and the record, problems of the record behind files that did not run. */
    public List<HistoryFinding> findings() {
        return List.copyOf(findings);
    }

    /** Every file and whether it ran, in the order of the directory. */
    public List<FileStanding> standings() {
        return List.copyOf(standings);
    }

    /** The last version that is recorded. */
    public Optional<String> current() {
        return last;
    }

    /** The files that made what is recorded, from the newest checkpoint on. */
    public List<MigrationFile> recorded() {
        List<MigrationFile> ran = files().filter(f -> ran(f) || stands(f)).toList();
        return MigrationFile.sinceCheckpoint(ran);
    }

    /** How many statements of the last of these files ran, when not all did. */
    public OptionalLong ranOfLast() {
        return last.map(rows::get)
                .filter(Revision::isUnfinished)
                .map(row -> OptionalLong.of(row.applied()))
                .orElse(OptionalLong.empty());
    }

    /** Whether there is one file of everything that ran. */
    public boolean replayable() {
        return rows.keySet().stream().allMatch(version -> of(version).size() == 1);
    }

    private Stream<MigrationFile> files() {
        return directory.files().stream().filter(f -> !directory.repeats(f));
    }

    private List<MigrationFile> of(String version) {
        return files().filter(f -> directory.version(f).equals(version)).toList();
    }

    private boolean ran(MigrationFile file) {
        return rows.containsKey(directory.version(file));
    }

    /** Whether it counts as run although no row names it: a baseline or a checkpoint holds it, or it is a checkpoint among files that ran. */
    private boolean stands(MigrationFile file) {
        if (last.isEmpty() || order.compare(directory.version(file), last.get()) > 0) {
            return false;
        }
        return file.isCheckpoint() || isBeforeFirst(file) && coversOlder();
    }

    private boolean isBeforeFirst(MigrationFile file) {
        return first.filter(f -> order.compare(directory.version(file), f) < 0).isPresent();
    }

    private boolean coversOlder() {
        return first.map(rows::get).filter(Revision::isBaseline).isPresent()
                || files().anyMatch(f -> f.isCheckpoint()
                        && first.filter(directory.version(f)::equals).isPresent());
    }

    private Standing notRun(MigrationFile file) {
        String version = directory.version(file);
        boolean behind = last.filter(l -> order.compare(version, l) < 0).isEmpty();
        if (stands(file) || file.isCheckpoint() && !rows.isEmpty() || rows.isEmpty() && isBeforeCheckpoint(file)) {
            return Standing.COVERED;
        }
        if (behind) {
            add(Kind.PENDING, version, file.name() + " did not run yet.");
            return Standing.PENDING;
        }
        if (isBeforeFirst(file)) {
            add(
                    Kind.BEFORE_FIRST,
                    version,
                    file.name() + " comes before version " + first.orElseThrow()
                            + ", the first that is recorded; it did not run and will not.");
            return Standing.BEFORE_FIRST;
        }
        outOfOrder(file, version);
        return Standing.OUT_OF_ORDER;
    }

    /** Whether a database on which nothing ran yet does not need it. */
    private boolean isBeforeCheckpoint(MigrationFile file) {
        return !MigrationFile.sinceCheckpoint(files().toList()).contains(file);
    }

    private void outOfOrder(MigrationFile file, String version) {
        String text = file.name() + " comes before version " + last.orElseThrow() + ", which ran; it did not run";
        switch (execOrder.orElse("LINEAR")) {
            case "NON_LINEAR" ->
                add(Kind.OUT_OF_ORDER_ALLOWED, version, text + " yet, and exec_order = NON_LINEAR lets it.");
            case "LINEAR_SKIP" ->
                add(Kind.OUT_OF_ORDER_ALLOWED, version, text + ", and exec_order = LINEAR_SKIP leaves it out.");
            default -> add(Kind.OUT_OF_ORDER, version, text + ".");
        }
    }

    private void row(Revision row) {
        List<MigrationFile> files = of(row.version());
        if (files.isEmpty()) {
            add(Kind.MISSING, row.version(), "Version " + row.version() + " ran, and there is no file of it.");
        }
        if (files.size() > 1) {
            add(
                    Kind.UNKNOWN,
                    row.version(),
                    "Several files have the version " + row.version() + ": "
                            + files.stream().map(MigrationFile::name).collect(Collectors.joining(", "))
                            + "; the record says not which of them ran.");
        }
        if (row.isUnfinished()) {
            add(
                    Kind.UNFINISHED,
                    row.version(),
                    "Of version " + row.version() + ", " + row.applied() + " of " + row.total() + " statements ran"
                            + (row.error().isBlank()
                                    ? "."
                                    : ": " + row.error().strip().replaceAll("\\s+", " ")));
        }
    }

    /**
     * A row's hash is over everything up to its file, as the directory was then. What came into the directory later explains another hash as long as leaving it
     * out gives the recorded one; the first row for which nothing does is of a file with another text, and nothing can be told of those behind it.
     */
    private void edited() {
        List<DirectorySum> now = List.of(
                DirectorySum.of(directory.files()),
                DirectorySum.of(directory.files().stream()
                        .filter(f -> ran(f) || stands(f))
                        .toList()));
        boolean unclear = false;
        List<MigrationFile> untold = new ArrayList<>();
        for (Revision row : rows.values().stream()
                .sorted(Comparator.comparing(Revision::version, order))
                .toList()) {
            List<MigrationFile> files = of(row.version());
            unclear |= files.size() != 1;
            if (files.isEmpty() || row.hash().isBlank() || explained(row, files.getFirst(), now)) {
                continue;
            }
            MigrationFile file = files.getFirst();
            if (file.isLeftOutOfSum()) {
                continue;
            }
            if (unclear) {
                untold.add(file);
            } else {
                unclear = true;
                add(
                        Kind.EDITED,
                        row.version(),
                        file.name() + " is not what ran as version " + row.version()
                                + ": its text was changed since, or that of an older file that is not recorded.");
            }
        }
        if (!untold.isEmpty()) {
            add(
                    Kind.UNKNOWN,
                    directory.version(untold.getFirst()),
                    "Whether these were edited too cannot be told, as the recorded sums are over all files before them: "
                            + untold.stream().map(MigrationFile::name).collect(Collectors.joining(", ")) + ".");
        }
    }

    /**
     * Holds the statements of a file that ran in part against what ran of it.
     *
     * @param statements the statements of that file, in order
     */
    public void comparePart(List<String> statements) {
        Optional<Revision> row = last.map(rows::get).filter(Revision::isUnfinished);
        OptionalInt changed = row.map(r -> StatementSums.firstChanged(r.statements(), statements))
                .orElse(OptionalInt.empty());
        if (changed.isPresent()) {
            add(
                    Kind.EDITED,
                    row.orElseThrow().version(),
                    "Statement " + changed.getAsInt() + " of version "
                            + row.orElseThrow().version()
                            + " is not the one that ran: the rest of the file cannot run on what is there.");
        }
    }

    private boolean explained(Revision row, MigrationFile file, List<DirectorySum> now) {
        String recorded = row.hash().startsWith(HASH) ? row.hash().substring(HASH.length()) : row.hash();
        return Stream.concat(now.stream(), Stream.of(row).map(this::sumThen))
                .flatMap(sum -> sum.hash(file.name()).stream())
                .anyMatch(recorded::equals);
    }

    /** The sum over the files that had run when this one did. */
    private DirectorySum sumThen(Revision row) {
        Set<String> before = rows.values().stream()
                .filter(r -> r.executedAt().compareTo(row.executedAt()) <= 0)
                .map(Revision::version)
                .collect(Collectors.toSet());
        return DirectorySum.of(directory.files().stream()
                .filter(f -> before.contains(directory.version(f)) || stands(f) && !ran(f))
                .toList());
    }

    private void add(Kind kind, String version, String text) {
        findings.add(new HistoryFinding(kind, version, text));
    }
}
