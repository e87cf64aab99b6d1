package dev.countersign.deprecation;

import java.util.ArrayList;
import java.util.List;

/**
 * Every record of a rename to a deprecated name, and what we saw of one database.
 *
 * @param records renames in signed plans and migrations
 * @param observations what was seen of this database, oldest first
 * @param remarks why something that was found is no record, one sentence each
 */
public record RecordBook(List<RenameRecord> records, List<Observation> observations, List<String> remarks) {
    public RecordBook {
        records = List.copyOf(records);
        observations = List.copyOf(observations);
        remarks = List.copyOf(remarks);
    }

    /** Everything that these and those say. */
    RecordBook and(RecordBook other) {
        return new RecordBook(
                joined(records, other.records()),
                joined(observations, other.observations()),
                joined(remarks, other.remarks()));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
