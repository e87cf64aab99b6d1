package dev.countersign.deprecation;

import dev.countersign.dialect.DatabaseIdentity;
import dev.countersign.signing.trust.TrustFolder;
import dev.countersign.sql.Syntax;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Reads every record of renames that the policy names. */
public final class RecordReader {
    private final String defaultSchema;
    private final Syntax syntax;
    private final Optional<DatabaseIdentity> identity;
    private final String database;
    private final InstantSource clock;

    /**
     * @param defaultSchema the schema that names without a schema mean
     * @param syntax how migration files are cut
     * @param identity which live database is judged, when it tells
     * @param database the name under which it is observed
     */
    public RecordReader(
            String defaultSchema,
            Syntax syntax,
            Optional<DatabaseIdentity> identity,
            String database,
            InstantSource clock) {
        this.defaultSchema = defaultSchema;
        this.syntax = syntax;
        this.identity = identity;
        this.database = database;
        this.clock = clock;
    }

    /**
     * The records.
     *
     * @throws dev.countersign.progress.CountersignException when a file that is there cannot be read, or the observations were tampered with
     */
    public RecordBook read(Terms terms) {
        DeprecatedNames names = new DeprecatedNames(terms.prefix(), defaultSchema);
        List<Observation> observations = new ObservationStore(terms.sources().observations())
                .read().stream().filter(o -> o.database().equals(database)).toList();
        RecordBook book = new RecordBook(List.of(), List.of(), observations, List.of());
        Optional<TrustFolder> trust = terms.sources().trust().map(TrustFolder::load);
        PlanRecords plans = new PlanRecords(names, identity, trust, clock);
        for (Path path : terms.sources().plans()) {
            book = book.and(plans.read(path));
        }
        MigrationRecords migrations = new MigrationRecords(names, syntax);
        for (Path directory : terms.sources().migrations()) {
            book = book.and(migrations.read(directory));
        }
        return book;
    }
}
