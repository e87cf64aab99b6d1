package dev.countersign.postgres.locks;

import dev.countersign.dialect.StatementTraits;
import java.util.List;
import java.util.stream.Stream;

/** What a statement, or one action of it, does to existing tables. */
record Effect(LockMode lock, boolean rewrite, boolean scan, List<String> notes) {
    static final Effect NOTHING = of(LockMode.NONE);

    static Effect of(LockMode lock, String... notes) {
        return new Effect(lock, false, false, List.of(notes));
    }

    Effect scanning() {
        return new Effect(lock, rewrite, true, notes);
    }

    Effect scanning(boolean scans) {
        return scans ? scanning() : this;
    }

    /** Writing a table anew reads all of it. */
    Effect rewriting(boolean rewrites) {
        return rewrites ? new Effect(lock, true, true, notes) : this;
    }

    Effect note(String note) {
        return new Effect(
                lock,
                rewrite,
                scan,
                Stream.concat(notes.stream(), Stream.of(note)).toList());
    }

    /** Both together: of several actions in one statement the strongest lock counts for all. */
    Effect and(Effect other) {
        return new Effect(
                lock.strongest(other.lock),
                rewrite || other.rewrite,
                scan || other.scan,
                Stream.concat(notes.stream(), other.notes.stream()).distinct().toList());
    }

    StatementTraits traits() {
        return new StatementTraits(lock.words(), rewrite, scan, notes);
    }
}
