package dev.countersign.postgres.hcl;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.ddl.HclWriter;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Under which block type and labels an object is written, and how others refer to it. */
final class Labels {
    private final Map<ObjectRef, List<String>> labels = new HashMap<>();
    private final Map<ObjectRef, String> types = new HashMap<>();
    private final Map<String, ObjectRef> namedTypes = new HashMap<>();

    Labels(Catalog catalog) {
        Map<String, List<ObjectRef>> sameName = new HashMap<>();
        for (SchemaObject object : catalog.objects().values()) {
            type(object).ifPresent(type -> {
                types.put(object.ref(), type);
                switch (object.ref().kind()) {
                    case ENUM, DOMAIN, COMPOSITE, RANGE ->
                        namedTypes.put(
                                Ident.qualified(
                                        object.ref().schema(), object.ref().name()),
                                object.ref());
                    default -> {
                        // no type, or none that is used as one
                    }
                }
                sameName.computeIfAbsent(type + "\u0000" + object.ref().name(), k -> new ArrayList<>())
                        .add(object.ref());
            });
        }
        sameName.values().forEach(this::label);
    }

    private void label(List<ObjectRef> sameName) {
        for (ObjectRef ref : sameName) {
            long inSchema = sameName.stream()
                    .filter(r -> r.schema().equals(ref.schema()))
                    .count();
            boolean others = sameName.size() > inSchema;
            String name = inSchema > 1 ? ref.name() + "(" + ref.path().getLast() + ")" : ref.name();
            labels.put(ref, others ? List.of(ref.schema(), name) : List.of(name));
        }
    }

    private static Optional<String> type(SchemaObject object) {
        if (object instanceof Table table) {
            return Optional.of(
                    table.attributes().containsKey("foreign_server")
                            ? "foreign_table"
                            : table.partitionOf().isPresent() ? "partition" : "table");
        }
        return switch (object.ref().kind()) {
            case SCHEMA -> Optional.of("schema");
            case EXTENSION -> Optional.of("extension");
            case ENUM -> Optional.of("enum");
            case DOMAIN -> Optional.of("domain");
            case COMPOSITE -> Optional.of("composite");
            case RANGE -> Optional.of("range");
            case SEQUENCE -> Optional.of("sequence");
            case VIEW -> Optional.of("view");
            case MATERIALIZED_VIEW -> Optional.of("materialized");
            case FUNCTION -> Optional.of("function");
            case PROCEDURE -> Optional.of("procedure");
            case AGGREGATE -> Optional.of("aggregate");
            case EVENT_TRIGGER -> Optional.of("event_trigger");
            case COLLATION -> Optional.of("collation");
            case FOREIGN_SERVER -> Optional.of("server");
            case ROLE -> Optional.of("role");
            default -> Optional.empty();
        };
    }

    /** Whether the object has a block of its own. */
    boolean has(ObjectRef ref) {
        return labels.containsKey(ref);
    }

    /** Opens the object's block; a label that is not the name is followed by the name. */
    void open(HclWriter out, ObjectRef ref) {
        List<String> own = labels.get(ref);
        out.open(types.get(ref), own.toArray(String[]::new));
        if (!own.getLast().equals(ref.name())) {
            out.attribute("name", HclWriter.text(ref.name()));
        }
        if (ref.kind() != ObjectKind.SCHEMA && ref.path().size() > 1) {
            out.attribute("schema", HclWriter.reference("schema", ref.schema()));
        }
    }

    /** How others refer to the object. */
    String reference(ObjectRef ref) {
        return HclWriter.reference(types.get(ref), labels.get(ref).toArray(String[]::new));
    }

    /** A type as the server prints it: a reference where it has a block of its own. */
    String type(String type) {
        ObjectRef ref = namedTypes.get(type);
        return ref == null ? TypeWords.hcl(type) : reference(ref);
    }

    /** How others refer to a column of it. */
    String column(ObjectRef table, String column) {
        String[] path = Stream.concat(labels.get(table).stream(), Stream.of("column", column))
                .toArray(String[]::new);
        return HclWriter.reference(types.get(table), path);
    }

    /** A table, view or the like under its qualified name, whatever it is. */
    Optional<ObjectRef> relation(String schema, String name) {
        return Stream.of(ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW)
                .map(kind -> ObjectRef.of(kind, schema, name))
                .filter(this::has)
                .findFirst();
    }
}
