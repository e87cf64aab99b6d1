package dev.countersign.deprecation;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.time.Instant;

/**
 * A name, and every name inside, no longer means what it meant: what records it from before counts no longer.
 *
 * @param object what had the name, as it was called
 * @param given whether something else has the name from then on; else it became free
 * @param at when, as the plan or migration says
 * @param where which plan or file, for people
 */
public record Departure(ObjectRef object, boolean given, Instant at, String where) {

    /** Whether it is about the object itself or what the object is in, in the same letters. */
    boolean covers(ObjectRef other) {
        return object.equals(other)
                || (object.kind() == ObjectKind.SCHEMA || object.kind() == ObjectKind.TABLE)
                        && other.path().size() > object.path().size()
                        && other.path().subList(0, object.path().size()).equals(object.path());
    }

    /** Whether a record of that time counts no longer; two records of one time may be of one rename. */
    boolean outdates(Instant record) {
        return given ? at.isAfter(record) : !at.isBefore(record);
    }

    /** What happened, as a sentence without its end. */
    String text() {
        return where + (given ? " gave the name to something else" : " took the name away again");
    }
}
