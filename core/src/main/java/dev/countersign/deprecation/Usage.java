package dev.countersign.deprecation;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.dialect.TableUse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What is known of the use of a deprecated object.
 *
 * @param quietSince from when it is known that nobody read or wrote it; empty when that is not known
 * @param lastRead when it was read last, or by when at the latest; empty when it never was, or when that is not known
 * @param readUnknownWhen whether it was read since the counters count, and nothing tells when
 * @param counters the counters behind this; empty when there are none
 * @param text for people
 */
public record Usage(
        Optional<Instant> quietSince,
        Optional<Instant> lastRead,
        boolean readUnknownWhen,
        Optional<TableUse> counters,
        String text) {
    private static final String REPLICAS = "; replicas count by themselves and were not asked";

    /** Nothing is known, and why. */
    static Usage unknown(String why) {
        return new Usage(
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                "whether it is still used is not known: " + why);
    }

    /**
     * What counters and earlier observations tell of an object.
     *
     * @param use the counters of its table
     * @param earlier observations of the same database, oldest first
     * @param start when the object got its name
     */
    static Usage of(ObjectRef object, TableUse use, List<Observation> earlier, Instant start) {
        if (use.countedSince().isEmpty()) {
            return unknown("the server does not say since when it counts");
        }
        Instant since = use.countedSince().get();
        Optional<Instant> reads = readsQuiet(object, use, earlier, since);
        Optional<Instant> writes = use.writes() == 0
                ? Optional.of(since)
                : unchanged(
                        object, earlier, since, use.writes(), s -> s.writes().orElse(-1L));
        Optional<Instant> quiet = reads.flatMap(r -> writes.map(w -> r.isAfter(w) ? r : w));
        Optional<Instant> lastRead =
                use.reads() == 0 ? Optional.empty() : use.lastRead().or(() -> reads);
        boolean unknownWhen = use.reads() > 0 && lastRead.isEmpty();
        boolean column = object.kind() == ObjectKind.COLUMN;
        String counted = Terms.counted(use.reads(), "read") + " and " + Terms.counted(use.writes(), "written row")
                + " of the table counted since " + since
                + (lastRead.isPresent() ? ", last read " + lastRead.get() : "");
        if (column && (unknownWhen || lastRead.filter(start::isBefore).isPresent())) {
            return new Usage(
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.of(use),
                    "whether the column is still read is not known: the server counts reads by table, not by column ("
                            + counted + ")" + REPLICAS);
        }
        // writing other columns of the table is no use of this one
        return new Usage(column ? reads : quiet, lastRead, unknownWhen, Optional.of(use), counted + REPLICAS);
    }

    private static Optional<Instant> readsQuiet(
            ObjectRef object, TableUse use, List<Observation> earlier, Instant since) {
        if (use.reads() == 0) {
            return Optional.of(since);
        }
        if (use.datesReads()) {
            return use.lastRead().map(last -> last.isAfter(since) ? last : since);
        }
        return unchanged(object, earlier, since, use.reads(), s -> s.reads().orElse(-1L));
    }

    /** The first of the last observations in a row that saw the same count, without a reset in between. */
    private static Optional<Instant> unchanged(
            ObjectRef object,
            List<Observation> earlier,
            Instant since,
            long now,
            ToLongFunction<Observation.Seen> counter) {
        Optional<Instant> first = Optional.empty();
        for (Observation observation : earlier.reversed()) {
            Optional<Observation.Seen> seen = observation.seen(object);
            if (seen.isEmpty() || counter.applyAsLong(seen.get()) != now || since.isAfter(observation.at())) {
                break;
            }
            first = Optional.of(observation.at());
        }
        return first;
    }
}
