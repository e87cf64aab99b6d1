package dev.countersign.deprecation;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.dialect.TableUse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was called deprecated in a database at a moment.
 *
 * @param at when it was looked at
 * @param database which database it was
 * @param prefix the prefix that was looked for
 * @param complete whether all of the database was looked at, so that what is not listed was not there
 * @param objects the objects found
 */
public record Observation(Instant at, String database, String prefix, boolean complete, List<Seen> objects) {
    public Observation {
        objects = List.copyOf(objects);
    }

    /**
     * An object with the prefix.
     *
     * @param kind its kind
     * @param path its qualified name
     * @param reads how often its table had been read
     * @param writes how many rows of its table had been written
     * @param countedSince from when these were counted
     */
    public record Seen(
            ObjectKind kind,
            List<String> path,
            Optional<Long> reads,
            Optional<Long> writes,
            Optional<Instant> countedSince) {
        public Seen {
            path = List.copyOf(path);
        }

        /** An object with the use of its table. */
        static Seen of(ObjectRef ref, Optional<TableUse> use) {
            return new Seen(
                    ref.kind(),
                    ref.path(),
                    use.map(TableUse::reads),
                    use.map(TableUse::writes),
                    use.flatMap(TableUse::countedSince));
        }

        /** The object's identity. */
        public ObjectRef ref() {
            return new ObjectRef(kind, path);
        }
    }

    /** The object as it was seen, if it was. */
    Optional<Seen> seen(ObjectRef ref) {
        return objects.stream().filter(s -> s.ref().equals(ref)).findFirst();
    }
}
