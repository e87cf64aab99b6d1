package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Dependency;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.SecretMarks;
import dev.countersign.catalog.Uncompared;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an inspection has read so far; the readers fill it one after the other. */
final class Reading {
    private final Session session;
    private final boolean wholeDatabase;
    private final boolean repeated;
    private final boolean literal;
    private final Optional<Narrowing> narrowing;
    private final Addresses addresses;
    private final OidMap<Map<Integer, Comment>> comments;
    private final TreeMap<Long, String> namespaces;
    private String namespaceCondition = "false";
    private final OidMap<Relation> relations;
    private final List<Relation> relationsRead = new ArrayList<>();
    private final Map<Long, ObjectRef> partsRead = new HashMap<>();
    /** Views by schema and name: asked about every column that something depends on, so without making an identity to ask with. */
    private final Map<String, Map<String, ObjectRef>> views;

    private final Set<ObjectRef> schemas;
    private final List<SchemaObject> objects = new ArrayList<>();
    private final DependencySet dependencies = new DependencySet();
    private final SecretMarks.Collector secrets = new SecretMarks.Collector();
    private final List<Uncompared> uncompared;

    /**
     * @param repeated whether the queries should have the same text in every database, so that they can be kept prepared
     * @param literal whether the server prints every definition of every object
     */
    Reading(Session session, boolean wholeDatabase, boolean repeated, boolean literal, List<Uncompared> uncompared) {
        this.session = session;
        this.wholeDatabase = wholeDatabase;
        this.repeated = repeated;
        this.literal = literal;
        this.uncompared = uncompared;
        this.narrowing = Optional.empty();
        this.addresses = new Addresses();
        this.comments = new OidMap<>();
        this.namespaces = new TreeMap<>();
        this.relations = new OidMap<>();
        this.views = new HashMap<>();
        this.schemas = new HashSet<>();
    }

    private Reading(Reading earlier, Session session, Narrowing narrowing) {
        this.session = session;
        this.wholeDatabase = earlier.wholeDatabase;
        this.repeated = earlier.repeated;
        this.literal = earlier.literal;
        this.namespaceCondition = earlier.namespaceCondition;
        this.uncompared = new ArrayList<>();
        this.narrowing = Optional.of(narrowing);
        this.addresses = earlier.addresses;
        this.comments = earlier.comments;
        this.namespaces = earlier.namespaces;
        this.relations = earlier.relations;
        this.views = earlier.views;
        this.schemas = earlier.schemas;
    }

    /**
     * A reading of some objects only. What this one knows of the others it shares, so it takes this one's place: identities, names of columns, comments.
     *
     * @param former what the objects to be read were until now
     */
    Reading narrowed(Session other, Narrowing some, Set<ObjectRef> former) {
        former.forEach(ref -> views.getOrDefault(ref.schema(), new HashMap<>()).remove(ref.name(), ref));
        some.relations().forEach(relations::remove);
        addresses.startNoting(some.relations());
        return new Reading(this, other, some);
    }

    /** Whether some objects only are read. */
    boolean isNarrowed() {
        return narrowing.isPresent();
    }

    /** Whether the server prints every definition of every object, also where it is known how it would read. */
    boolean isLiteral() {
        return literal;
    }

    /** Whether objects that say the same get one text; a handful of tables is not worth the questions that this takes. */
    boolean sharesTexts() {
        return !literal && !isNarrowed();
    }

    /** A condition for queries that leaves out what is not to be read. */
    String only(Narrowing.Part part, String oid) {
        return narrowing.isPresent() ? Narrowing.condition(part, oid) : "";
    }

    /** The same for {@code pg_depend}, once everything else has been read. */
    String onlyRead() {
        return narrowing.isPresent() ? Narrowing.readCondition() : "";
    }

    Session session() {
        return session;
    }

    /** Whether objects outside all schemas are looked at as well. */
    boolean wholeDatabase() {
        return wholeDatabase;
    }

    Addresses addresses() {
        return addresses;
    }

    List<SchemaObject> objects() {
        return objects;
    }

    List<Dependency> dependencies() {
        return dependencies.inOrder();
    }

    List<Uncompared> uncompared() {
        return uncompared;
    }

    /** Where secrets are noted so that a changed one is seen. */
    SecretMarks.Collector secrets() {
        return secrets;
    }

    /** The relation of that OID, if it is one that is compared. */
    Optional<Relation> relation(long oid) {
        return relations.get(oid);
    }

    /** The relations that this reading has read itself. */
    List<Relation> relationsRead() {
        return relationsRead;
    }

    /** The constraints and indexes that this reading has read itself, by their OIDs. */
    Map<Long, ObjectRef> partsRead() {
        return partsRead;
    }

    void addRelation(Relation relation) {
        relations.put(relation.oid(), relation);
        relationsRead.add(relation);
        if (relation.ref().kind() == ObjectKind.VIEW || relation.ref().kind() == ObjectKind.MATERIALIZED_VIEW) {
            views.computeIfAbsent(relation.ref().schema(), schema -> new HashMap<>())
                    .put(relation.ref().name(), relation.ref());
        }
    }

    /** @param condition which rows of {@code pg_namespace}, called {@code n}, are the schemas to be inspected */
    void namespacesAre(String condition) {
        namespaceCondition = condition;
    }

    void addNamespace(long oid, String name) {
        namespaces.put(oid, name);
    }

    /** A reading of the same schemas in which nothing has been read yet. */
    Reading unread(Session other) {
        Reading unread = new Reading(other, wholeDatabase, repeated, literal, new ArrayList<>());
        unread.namespaceCondition = namespaceCondition;
        unread.namespaces.putAll(namespaces);
        return unread;
    }

    /** The schema's name; only for schemas that are inspected. */
    String namespace(long oid) {
        return namespaces.get(oid);
    }

    boolean inScope(String schema) {
        return namespaces.containsValue(schema);
    }

    /** The OIDs of the inspected schemas as an SQL list, so that the filter runs in the server. Never empty. */
    String namespaceList() {
        if (repeated) {
            return "(SELECT n.oid FROM pg_catalog.pg_namespace n WHERE " + namespaceCondition + ")";
        }
        return namespaces.isEmpty()
                ? "(0)"
                : namespaces.keySet().stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
    }

    void putComment(long catalog, long oid, int column, String text) {
        comments.computeIfAbsent(Addresses.key(catalog, oid), HashMap::new)
                .put(column, new Comment(catalog, oid, text));
    }

    /** Forgets the comments on a row and its columns. */
    void forgetComments(CatalogRow row) {
        comments.remove(Addresses.key(row.catalog(), row.oid()));
    }

    Optional<String> comment(CatalogClass catalog, long oid) {
        return comment(catalog, oid, 0);
    }

    Optional<String> comment(CatalogClass catalog, long oid, int column) {
        Optional<Comment> comment =
                comments.get(Addresses.key(catalog.oid(), oid)).map(found -> found.get(column));
        comment.ifPresent(Comment::use);
        return comment.map(Comment::text);
    }

    /** Comments on parts that have no place of their own in the catalog, such as the index behind a key or a domain's check. */
    void addUnusedComments() {
        comments.values()
                .flatMap(byColumn -> byColumn.values().stream())
                .filter(comment -> !comment.used)
                .forEach(comment -> addresses
                        .find(comment.catalog, comment.oid)
                        .or(() -> addresses.findReferenced(comment.catalog, comment.oid, 0))
                        .filter(ref -> ref.kind() != ObjectKind.EXTENSION && ref.kind() != ObjectKind.SCHEMA)
                        .ifPresent(ref -> uncompared.add(new Uncompared(
                                "comment", "on a part of " + ref, "comments on such parts are not compared"))));
    }

    /** A row of {@code pg_description}, and whether some object has taken it. */
    private static final class Comment {
        private final long catalog;
        private final long oid;
        private final String text;
        private boolean used;

        Comment(long catalog, long oid, String text) {
            this.catalog = catalog;
            this.oid = oid;
            this.text = text;
        }

        void use() {
            used = true;
        }

        String text() {
            return text;
        }
    }

    /** Takes the object under its identity and remembers which catalog row it is. */
    void add(CatalogClass catalog, long oid, SchemaObject object) {
        addresses.put(catalog, oid, object.ref());
        if (object.ref().kind() == ObjectKind.SCHEMA) {
            schemas.add(object.ref());
        }
        if (Identities.isOnTable(object)) {
            partsRead.put(oid, object.ref());
        }
        objects.add(object);
    }

    /** The view or materialized view that has the column. */
    Optional<ObjectRef> viewOf(ObjectRef column) {
        Map<String, ObjectRef> ofSchema = views.get(column.schema());
        return ofSchema == null
                ? Optional.empty()
                : Optional.ofNullable(ofSchema.get(column.path().get(1)));
    }

    /** Whether the schema is an object of the catalog; schemas that extensions made for themselves are not. */
    boolean hasSchema(ObjectRef schema) {
        return schemas.contains(schema);
    }

    void depend(ObjectRef dependent, ObjectRef referenced) {
        if (!dependent.equals(referenced)) {
            dependencies.add(new Dependency(dependent, referenced));
        }
    }

    /**
     * A condition for queries: the row is not a member of an extension. Asked about one after the other where there are few; of a whole database all
     * members are found at once, by their extension.
     */
    String notMember(CatalogClass catalog, String oidColumn) {
        return " NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend member WHERE member.refclassid = "
                + CatalogClass.EXTENSION.oid() + " AND member.classid = " + catalog.oid() + " AND member.objid = "
                + oidColumn + " AND member.deptype = 'e'" + (isNarrowed() ? " OFFSET 0" : "") + ")";
    }
}
