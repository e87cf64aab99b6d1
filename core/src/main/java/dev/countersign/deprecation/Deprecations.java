package dev.countersign.deprecation;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Schema;
import dev.countersign.catalog.Table;
import dev.countersign.deprecation.RenameRecord.Proof;
import dev.countersign.deprecation.Standing.State;
import dev.countersign.dialect.TableUse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says of every object of a database whether policy lets it be dropped at a moment: the clock of deprecation. */
public final class Deprecations {
    private final Terms terms;
    private final RecordBook book;
    private final Counters counters;
    private final Catalog current;
    private final Instant now;

    /**
     * The counters of a live database.
     *
     * @param uses by table; empty when there are none
     * @param whyNone why there are none, as a clause
     */
    public record Counters(Map<ObjectRef, TableUse> uses, String whyNone) {
        public Counters {
            uses = Map.copyOf(uses);
        }
    }

    /**
     * @param book records of this database
     * @param current the state before any drop
     * @param now the moment that is judged
     */
    public Deprecations(Terms terms, RecordBook book, Counters counters, Catalog current, Instant now) {
        this.terms = terms;
        this.book = book;
        this.counters = counters;
        this.current = current;
        this.now = now;
    }

    /** What the policy asks. */
    public Terms terms() {
        return terms;
    }

    /** The moment that is judged. */
    public Instant now() {
        return now;
    }

    /** What was found and is no record, one sentence each. */
    public List<String> remarks() {
        return book.remarks();
    }

    /** Every schema, table and column that is called deprecated, in order of name. */
    public List<Standing> all() {
        return deprecated(current, terms.prefix()).stream().map(this::of).toList();
    }

    /** The objects of a catalog whose names have the prefix. */
    static List<ObjectRef> deprecated(Catalog catalog, String prefix) {
        List<ObjectRef> found = new ArrayList<>();
        catalog.all(Schema.class).stream()
                .map(Schema::ref)
                .filter(s -> s.name().startsWith(prefix))
                .forEach(found::add);
        for (Table table : catalog.all(Table.class)) {
            if (table.ref().name().startsWith(prefix)) {
                found.add(table.ref());
            }
            table.columns().stream()
                    .filter(c -> c.name().startsWith(prefix))
                    .forEach(c -> found.add(ObjectRef.column(table.ref(), c.name())));
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    /** This look as an observation of the database. */
    public Observation observation(String database, boolean complete) {
        return new Observation(
                now,
                database,
                terms.prefix(),
                complete,
                deprecated(current, terms.prefix()).stream()
                        .map(ref -> Observation.Seen.of(
                                ref,
                                table(ref)
                                        .flatMap(t -> Optional.ofNullable(
                                                counters.uses().get(t)))))
                        .toList());
    }

    private static Optional<ObjectRef> table(ObjectRef object) {
        return switch (object.kind()) {
            case TABLE -> Optional.of(object);
            case COLUMN ->
                Optional.of(new ObjectRef(
                        ObjectKind.TABLE, object.path().subList(0, object.path().size() - 1)));
            default -> Optional.empty();
        };
    }

    /** Where the object stands. */
    public Standing of(ObjectRef object) {
        String name = object.kind().label() + " \"" + display(object) + "\"";
        if (!object.name().startsWith(terms.prefix())) {
            return new Standing(
                    object,
                    State.NOT_ANNOUNCED,
                    Optional.empty(),
                    Optional.empty(),
                    Usage.unknown("it is not called deprecated"),
                    "The " + name + " is not announced: rename it to \"" + terms.prefix() + object.name() + "\", wait "
                            + terms.windowText() + ", then drop it (" + terms.where() + ").",
                    List.of());
        }
        List<String> remarks = new ArrayList<>();
        Optional<RenameRecord> record = record(object, remarks);
        if (record.isEmpty()) {
            return new Standing(
                    object,
                    State.NAMED,
                    Optional.empty(),
                    Optional.empty(),
                    usage(object, Instant.MIN),
                    "The " + name + " must not be dropped: nothing records since when it has this name ("
                            + terms.where()
                            + "). A signed plan, a migration whose version is a time, or an observation ('countersign deprecations') does.",
                    remarks);
        }
        return since(object, name, record.get(), remarks);
    }

    private Standing since(ObjectRef object, String name, RenameRecord record, List<String> remarks) {
        Usage usage = usage(object, record.at());
        Instant start = record.at();
        boolean restarted = false;
        Optional<Departure> later = object.kind() == ObjectKind.SCHEMA ? putIn(object, start) : Optional.empty();
        if (later.isPresent()) {
            start = later.get().at();
        }
        if (terms.restartOnRead()) {
            Optional<Instant> read = usage.lastRead().filter(start::isBefore);
            boolean surely = usage.readUnknownWhen()
                    && usage.counters()
                            .flatMap(TableUse::countedSince)
                            .filter(s -> !s.isBefore(record.at()))
                            .isPresent();
            if (read.isPresent() || surely) {
                start = read.orElse(now);
                restarted = true;
            }
        }
        Instant opensAt = start.plus(terms.window());
        String how = record.text()
                + later.map(l -> ", " + l.object().display() + " put there " + l.at() + " by " + l.where())
                        .orElse("")
                + ", window " + terms.windowText() + " (" + terms.where() + ")";
        if (now.isBefore(opensAt)) {
            String why = restarted
                    ? "; it was read after that, last "
                            + (usage.lastRead().isPresent() ? start : "at a time that nothing tells")
                            + ", and the window runs again"
                    : "";
            return new Standing(
                    object,
                    restarted ? State.STALLED : State.DRAINING,
                    Optional.of(record),
                    Optional.of(opensAt),
                    usage,
                    "The " + name + " must not be dropped before " + opensAt + " (" + left(opensAt) + " left): " + how
                            + why + ".",
                    remarks);
        }
        if (!usage.text().isEmpty()) {
            remarks.add(sentence(usage.text()));
        }
        if (terms.requireEvidence() && !evidence(usage, start)) {
            return new Standing(
                    object,
                    State.NO_EVIDENCE,
                    Optional.of(record),
                    Optional.of(opensAt),
                    usage,
                    "The " + name
                            + " must not be dropped: the window is over, but the policy asks for evidence that nobody uses it, and "
                            + usage.text() + " (" + terms.where() + ").",
                    remarks);
        }
        return new Standing(
                object,
                State.OPEN,
                Optional.of(record),
                Optional.of(opensAt),
                usage,
                "The " + name + " may be dropped since " + opensAt + ": " + how + ".",
                remarks);
    }

    /** The last table that came into a schema which was called deprecated already: it waits as long as everything else. */
    private Optional<Departure> putIn(ObjectRef schema, Instant since) {
        return book.departures().stream()
                .filter(d -> d.given() && d.object().kind() == ObjectKind.TABLE)
                .filter(d -> d.object().schema().equals(schema.name()) && current.contains(d.object()))
                .filter(d -> d.at().isAfter(since) && !d.at().isAfter(now))
                .max(Comparator.comparing(Departure::at));
    }

    /** Quiet since the window began, or for as long as a window takes. */
    private boolean evidence(Usage usage, Instant start) {
        return usage.quietSince()
                .filter(quiet ->
                        !quiet.isAfter(start) || !quiet.plus(terms.window()).isAfter(now))
                .isPresent();
    }

    private Usage usage(ObjectRef object, Instant start) {
        if (counters.uses().isEmpty()) {
            return Usage.unknown(counters.whyNone());
        }
        Optional<ObjectRef> table = table(object);
        if (table.isEmpty()) {
            return Usage.unknown("the server counts by table, not by schema");
        }
        return Optional.ofNullable(counters.uses().get(table.get()))
                .map(use -> Usage.of(object, use, book.observations(), start))
                .orElseGet(() -> Usage.unknown("the server has no counters of the table"));
    }

    /** The earliest record that nothing speaks against. What was not there when we looked had not been renamed yet, or was renamed back. */
    private Optional<RenameRecord> record(ObjectRef object, List<String> remarks) {
        List<RenameRecord> candidates = new ArrayList<>(
                book.records().stream().filter(r -> matches(r.object(), object)).toList());
        Optional<Instant> absent = book.observations().stream()
                .filter(o -> o.complete() && o.prefix().equals(terms.prefix()) && !o.at().isAfter(now))
                .filter(o -> o.seen(object).isEmpty())
                .map(Observation::at)
                .max(Comparator.naturalOrder());
        book.observations().stream()
                .filter(o -> o.seen(object).isPresent())
                .filter(o -> absent.filter(a -> !o.at().isAfter(a)).isEmpty())
                .findFirst()
                .map(o -> new RenameRecord(
                        object,
                        Optional.empty(),
                        o.at(),
                        Proof.OBSERVATION,
                        "of " + o.at(),
                        Optional.empty(),
                        Optional.empty()))
                .ifPresent(candidates::add);
        List<RenameRecord> counting = new ArrayList<>();
        for (RenameRecord candidate : candidates) {
            if (candidate.at().isAfter(now)) {
                remarks.add("The " + candidate.proof().label() + " " + candidate.where() + " lies in the future ("
                        + candidate.at() + ") and does not count.");
            } else if (absent.filter(a -> !candidate.at().isAfter(a)).isPresent()) {
                remarks.add("The " + candidate.proof().label() + " " + candidate.where() + " does not count: at "
                        + absent.get() + " nothing had this name.");
            } else if (departure(candidate).isPresent()) {
                remarks.add("The " + candidate.proof().label() + " " + candidate.where() + " does not count: "
                        + departure(candidate).get().text() + ".");
            } else {
                counting.add(candidate);
            }
        }
        return counting.stream().min(Comparator.comparing(RenameRecord::at));
    }

    /** The later record that took the name of this one away; within one plan or migration that is settled already. */
    private Optional<Departure> departure(RenameRecord candidate) {
        return book.departures().stream()
                .filter(d -> d.covers(candidate.object()) || matches(d.object(), candidate.object()))
                .filter(d -> d.outdates(candidate.at()) && !d.at().isAfter(now))
                .filter(d -> !d.where().equals(candidate.where()))
                .findFirst();
    }

    /** Names without quotes are folded in statements; where a product keeps their case, the name must still mean one object only. */
    private boolean matches(ObjectRef recorded, ObjectRef object) {
        if (recorded.equals(object)) {
            return true;
        }
        return sameIgnoringCase(recorded, object)
                && deprecated(current, terms.prefix()).stream()
                                .filter(other -> sameIgnoringCase(other, recorded))
                                .count()
                        == 1;
    }

    private static boolean sameIgnoringCase(ObjectRef one, ObjectRef other) {
        if (one.kind() != other.kind() || one.path().size() != other.path().size()) {
            return false;
        }
        for (int i = 0; i < one.path().size(); i++) {
            if (!one.path().get(i).equalsIgnoreCase(other.path().get(i))) {
                return false;
            }
        }
        return true;
    }

    private String left(Instant until) {
        Duration left = Duration.between(now, until);
        if (left.compareTo(Duration.ofDays(1)) >= 0) {
            return Terms.counted(left.toDays(), "day");
        }
        if (left.compareTo(Duration.ofHours(1)) >= 0) {
            return Terms.counted(left.toHours(), "hour");
        }
        return Terms.counted(Math.max(1, left.toMinutes()), "minute");
    }

    private static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
    }

    private static String display(ObjectRef object) {
        return String.join(".", object.path());
    }
}
