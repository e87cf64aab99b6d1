package dev.countersign.deprecation;

import java.util.ArrayList;
import java.util.List;

/**
 * Every record of a rename to a deprecated name, and what we saw of one database.
 *
 * @param records renames in signed plans and migrations
 * @param departures names that were given up in signed plans and migrations
 * @param observations what was seen of this database, oldest first
 * @param remarks why something that was found is no record, one sentence each
 */
public record RecordBook(
        List<RenameRecord> records, List<Departure> departures, List<Observation> observations, List<String> remarks) {
    public RecordBook {
        records = List.copyOf(records);
        departures = List.copyOf(departures);
        observations = List.copyOf(observations);
        remarks = List.copyOf(remarks);
    }

    /** With nothing in it. */
    static RecordBook empty() {
        return new RecordBook(List.of(), List.of(), List.of(), List.of());
    }

    /** With nothing but remarks. */
    static RecordBook remarks(List<String> remarks) {
        return new RecordBook(List.of(), List.of(), List.of(), remarks);
    }

    /** Everything that these and those say. */
    RecordBook and(RecordBook other) {
        return new RecordBook(
                joined(records, other.records()),
                joined(departures, other.departures()),
                joined(observations, other.observations()),
                joined(remarks, other.remarks()));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
