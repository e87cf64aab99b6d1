package dev.countersign.sqlite.inspect;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.progress.Progress;
import dev.countersign.sqlite.sql.Lexer;
import dev.countersign.sqlite.sql.Token;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Keeps up with one database: takes everything apart once, later only the texts that changed and those that name a table or view of which the text changed.
 * What a text means depends on nothing else, because SQLite keeps no dependencies beside the texts. It compares all texts each time, as SQLite does not say
 * which were written. With virtual tables everything is read each time: only SQLite knows which tables are theirs.
 */
public final class SchemaFollower {
    private final Connection connection;
    private final String version;
    private final Map<Key, Known> known = new HashMap<>();
    private final Map<String, Set<Key>> naming = new HashMap<>();
    private Mentions mentions;
    private Catalog state;
    /** Whether everything here is of one state; not so after a reading that failed halfway. */
    private boolean sound;

    /** What tells the rows of sqlite_schema apart. */
    private record Key(String type, String name) {
        static Key of(SchemaRows.Entry entry) {
            return new Key(entry.type(), entry.name());
        }
    }

    /**
     * A text that was taken apart.
     *
     * @param names everything in it that can be a name, folded
     * @param objects what it makes
     */
    private record Known(SchemaRows.Entry entry, Set<String> names, List<ObjectRef> objects) {}

    /**
     * Starts with a complete reading.
     *
     * @param connection stays open while the follower is used; between calls it may be used for anything
     */
    public SchemaFollower(Connection connection, Progress progress) throws SQLException {
        this.connection = connection;
        this.version = SqliteInspector.version(connection);
        readAll(progress);
    }

    /** The state at the last reading. */
    public Catalog state() {
        return state;
    }

    /** Reads everything. */
    public Catalog readAll(Progress progress) throws SQLException {
        SchemaRows rows = SqliteInspector.atOnce(connection, SchemaRows::read);
        sound = false;
        mentions = new Mentions(rows);
        known.clear();
        naming.clear();
        CatalogReader reader = new CatalogReader(rows, mentions);
        List<SchemaObject> objects = new ArrayList<>();
        for (SchemaRows.Entry entry : rows.entries()) {
            objects.addAll(note(entry, reader.objects(entry)));
        }
        progress.checkCancelled();
        state = new Catalog(SqliteInspector.DIALECT, version, objects, mentions.dependencies(objects), List.of())
                .in(CatalogReader.surroundings(rows.entries()));
        sound = true;
        return state;
    }

    /** Reads what has changed, or everything where that is the only safe way. */
    public Catalog catchUp(Progress progress) throws SQLException {
        if (!sound || known.values().stream().anyMatch(k -> k.entry().virtual())) {
            return readAll(progress);
        }
        Map<Key, SchemaRows.Entry> now = new LinkedHashMap<>();
        boolean partly = SqliteInspector.atOnce(connection, statement -> catchUp(statement, now));
        progress.checkCancelled();
        return partly ? state : readAll(progress);
    }

    private boolean catchUp(Statement statement, Map<Key, SchemaRows.Entry> now) throws SQLException {
        for (SchemaRows.Entry entry : SchemaRows.entries(statement)) {
            if (entry.isWrittenAsVirtual()) {
                return false;
            }
            now.put(Key.of(entry), entry);
        }
        Set<Key> affected = affected(now);
        if (affected.isEmpty()) {
            return true;
        }
        sound = false;
        Set<ObjectRef> gone = new HashSet<>();
        List<SchemaRows.Entry> read = new ArrayList<>();
        for (Key key : affected) {
            if (known.containsKey(key)) {
                gone.addAll(forget(key));
            }
            if (now.containsKey(key)) {
                read.add(now.get(key));
            }
        }
        SchemaRows rows = SchemaRows.about(read, connection);
        mentions.add(rows);
        CatalogReader reader = new CatalogReader(rows, mentions);
        List<SchemaObject> come = new ArrayList<>();
        for (SchemaRows.Entry entry : read) {
            come.addAll(note(entry, reader.objects(entry)));
        }
        state = state.after(gone, come, mentions.dependencies(come)).in(CatalogReader.surroundings(now.values()));
        sound = true;
        return true;
    }

    /** The texts that have to be taken apart again, or are gone. */
    private Set<Key> affected(Map<Key, SchemaRows.Entry> now) {
        Set<Key> changed = new LinkedHashSet<>();
        now.forEach((key, entry) -> {
            Known before = known.get(key);
            if (before == null || !before.entry().equals(entry)) {
                changed.add(key);
            }
        });
        known.keySet().stream().filter(key -> !now.containsKey(key)).forEach(changed::add);
        Set<Key> affected = new LinkedHashSet<>(changed);
        for (Key key : changed) {
            SchemaRows.Entry entry = Objects.requireNonNullElseGet(
                    now.get(key), () -> known.get(key).entry());
            if (entry.isRelation()) {
                affected.addAll(naming.getOrDefault(Token.fold(entry.name()), Set.of()));
            }
        }
        return affected;
    }

    private List<SchemaObject> note(SchemaRows.Entry entry, List<SchemaObject> objects) {
        Key key = Key.of(entry);
        Set<String> names = new HashSet<>();
        names.add(Token.fold(entry.table()));
        Lexer.tokens(entry.sql()).stream().filter(Token::canName).forEach(t -> names.add(Token.fold(t.name())));
        known.put(
                key,
                new Known(entry, names, objects.stream().map(SchemaObject::ref).toList()));
        names.forEach(name -> naming.computeIfAbsent(name, n -> new HashSet<>()).add(key));
        return objects;
    }

    /** @return the objects that the text made */
    private List<ObjectRef> forget(Key key) {
        Known gone = known.remove(key);
        gone.names().forEach(name -> naming.get(name).remove(key));
        if (gone.entry().isRelation()) {
            mentions.remove(gone.entry());
        }
        return gone.objects();
    }
}
