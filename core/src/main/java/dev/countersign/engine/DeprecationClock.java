package dev.countersign.engine;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.deprecation.Deprecations;
import dev.countersign.deprecation.Deprecations.Counters;
import dev.countersign.deprecation.RecordReader;
import dev.countersign.deprecation.Terms;
import dev.countersign.dialect.Dialect;
import dev.countersign.dialect.TableUse;
import dev.countersign.lint.preflight.Answer;
import dev.countersign.lint.preflight.DataFacts;
import dev.countersign.lint.preflight.Question;
import dev.countersign.source.LoadedState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Judges deprecated objects of one current state. The database's counters are read once, before anything else is asked of its tables. */
final class DeprecationClock {
    private final Dialect dialect;
    private final LoadedState current;
    private final String database;
    private final InstantSource clock;
    private Optional<Counters> counters = Optional.empty();

    /** @param directory of the project, part of the name of databases that have no identity of their own */
    DeprecationClock(Dialect dialect, LoadedState current, Path directory, InstantSource clock) {
        this.dialect = dialect;
        this.current = current;
        this.database = database(current, directory);
        this.clock = clock;
    }

    private static String database(LoadedState state, Path directory) {
        return state.identity()
                .map(i -> i.kind() + ":" + i.value() + "/" + i.database())
                .orElseGet(() -> directory.toAbsolutePath().normalize() + "#" + state.label());
    }

    /** The name under which the database is observed. */
    String database() {
        return database;
    }

    /** What the terms make of the state, now. */
    synchronized Deprecations judge(Terms terms) {
        RecordReader reader = new RecordReader(
                dialect.defaultSchema(), dialect.scripts().syntax(), current.identity(), database, clock);
        return new Deprecations(terms, reader.read(terms), counters(), current.catalog(), clock.instant());
    }

    /** The counters of the live database. */
    synchronized Counters counters() {
        if (counters.isEmpty()) {
            counters = Optional.of(asked());
        }
        return counters.get();
    }

    private Counters asked() {
        Optional<LoadedState.Rows> live = current.rows().filter(LoadedState.Rows::live);
        if (live.isEmpty()) {
            return new Counters(Map.of(), "the current state is no live database");
        }
        try (Connection connection = live.get().open()) {
            Map<ObjectRef, TableUse> uses = dialect.tableUse(connection);
            return new Counters(uses, dialect.product() + " keeps no statistics of use here");
        } catch (SQLException e) {
            return new Counters(Map.of(), "the server does not tell its statistics (" + e.getMessage() + ")");
        }
    }

    /** The facts without questions whose answering would count as reading what is called deprecated. */
    static DataFacts sparing(DataFacts facts, Terms terms) {
        if (!terms.requireEvidence() && !terms.restartOnRead()) {
            return facts;
        }
        return question -> {
            boolean deprecated = question.table().name().startsWith(terms.prefix())
                    || question instanceof Question.Values(ObjectRef ignored, String column)
                            && column.startsWith(terms.prefix());
            return deprecated
                    ? new Answer.Unknown("counting its rows would count as a read of what is called deprecated")
                    : facts.ask(question);
        };
    }
}
