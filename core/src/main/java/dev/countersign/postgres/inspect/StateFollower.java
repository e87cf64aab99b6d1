package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.dialect.Scope;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps up with one database: reads it completely once, later only the objects that changed and those that depend on them. What such a state names as not
 * compared is what the last complete reading named, because kinds that are not compared are always read completely.
 */
public final class StateFollower {
    private static final Logger LOG = LoggerFactory.getLogger(StateFollower.class);

    private final PostgresInspector inspector;
    private final Connection connection;
    private final Scope scope;
    private PostgresInspector.Read last;
    private ObjectParts parts;
    private Identities identities;
    private Set<ObjectRef> made = Set.of();
    /** A reading in part was given up halfway, so what it shares with the one before it is neither the one nor the other. */
    private boolean interrupted;

    /**
     * Starts with a complete reading.
     *
     * @param connection stays open while the follower is used; between calls it may be used for anything
     */
    public StateFollower(PostgresInspector inspector, Connection connection, Scope scope, Progress progress)
            throws SQLException {
        this.inspector = inspector.ofOneConnection();
        this.connection = connection;
        this.scope = scope;
        this.last = this.inspector.readFully(connection, Optional.empty(), scope, progress);
        this.parts = new ObjectParts(last.catalog());
        this.identities = Identities.of(last.reading());
    }

    /** The state at the last reading. */
    public Catalog state() {
        return last.catalog();
    }

    /** The tables, columns, constraints and indexes that were not there at the reading before, whatever was there under their names. */
    public Set<ObjectRef> made() {
        return made;
    }

    /** Reads everything. */
    public Catalog readAll(Progress progress) throws SQLException {
        last = inspector.readFully(connection, Optional.empty(), scope, progress);
        parts = new ObjectParts(last.catalog());
        Identities read = Identities.of(last.reading());
        made = read.newSince(identities);
        identities = read;
        interrupted = false;
        return last.catalog();
    }

    /**
     * Reads what has changed, or everything where that is the only safe way.
     *
     * @param touched every row of the catalogs that was written or deleted since the last reading
     */
    public Catalog catchUp(Set<CatalogRow> touched, Progress progress) throws SQLException {
        if (touched.isEmpty()) {
            made = Set.of();
            return last.catalog();
        }
        if (interrupted) {
            return readAll(progress);
        }
        interrupted = true;
        Optional<PostgresInspector.Read> partly;
        try {
            partly = inspector.inTransaction(
                    connection, (rows, versionText, version) -> readPartly(touched, rows, version, progress));
        } catch (SQLException e) {
            LOG.debug("an object could not be read by itself; reading everything", e);
            return readAll(progress);
        }
        if (partly.isEmpty()) {
            return readAll(progress);
        }
        last = partly.get();
        interrupted = false;
        return last.catalog();
    }

    private Optional<PostgresInspector.Read> readPartly(
            Set<CatalogRow> touched, DirectRows rows, int version, Progress progress) throws SQLException {
        Optional<Narrowing> narrowing = Narrowing.of(touched, connection, inspector.prepared());
        if (narrowing.isEmpty()) {
            return Optional.empty();
        }
        Set<ObjectRef> former = narrowing.get().rows().stream()
                .map(row -> last.reading().addresses().find(row.catalog(), row.oid()))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        if (former.stream().anyMatch(ref -> ref.kind() == ObjectKind.EXTENSION) || !parts.areComplete()) {
            return Optional.empty();
        }
        Reading reading = last.reading()
                .narrowed(new Session(rows, version, progress, new ArrayList<>()), narrowing.get(), former);
        read(reading, narrowing.get(), touched);
        if (reading.relationsRead().stream()
                .anyMatch(relation -> relation.attributes().containsKey("foreign_server"))) {
            // their options may hold secrets, which are marked for the whole catalog
            return Optional.empty();
        }
        Set<ObjectRef> gone = parts.of(former);
        Catalog next = last.catalog().after(gone, reading.objects(), reading.dependencies());
        parts.replace(gone, next, reading.objects());
        Identities read = Identities.of(reading);
        made = read.newSince(identities);
        identities.replace(gone, read);
        return Optional.of(new PostgresInspector.Read(next, reading));
    }

    private void read(Reading reading, Narrowing narrowing, Collection<CatalogRow> touched) throws SQLException {
        touched.forEach(reading::forgetComments);
        new SchemaReader(reading).readTouchedComments();
        if (!narrowing.types().isEmpty()) {
            new TypeReader(reading).read();
        }
        if (!narrowing.relations().isEmpty()) {
            new RelationReader(reading).read();
            new ConstraintReader(reading).read();
            new IndexReader(reading).read();
        }
        if (!narrowing.routines().isEmpty()) {
            new RoutineReader(reading).read();
        }
        if (!narrowing.relations().isEmpty()) {
            new TableObjectReader(reading).read();
        }
        new OwnerReader(reading).read();
        new PrivilegeReader(reading).read();
        Narrowing.setRead(connection, reading.addresses().noted());
        new DependencyReader(reading).read();
    }
}
