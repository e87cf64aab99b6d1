package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a catalog as JSON. It walks the records' components, so a new attribute is written without anybody remembering to add it. */
final class CatalogJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    String write(Inspection inspection) {
        Catalog catalog = inspection.catalog();
        ObjectNode root = NODES.objectNode();
        root.put("label", inspection.info().label());
        root.put("dialect", catalog.dialect());
        root.put("server", inspection.info().server());
        root.put("readAt", inspection.info().readAt().toString());
        root.put("fingerprint", inspection.info().fingerprint().toString());
        ArrayNode objects = root.putArray("objects");
        for (SchemaObject object : catalog.objects().values()) {
            ObjectNode node = NODES.objectNode();
            node.put("kind", object.ref().kind().label());
            node.put("name", object.ref().display());
            ((ObjectNode) record((Record) object)).properties().forEach(e -> {
                if (!e.getKey().equals("ref")) {
                    node.set(e.getKey(), e.getValue());
                }
            });
            objects.add(node);
        }
        ArrayNode uncompared = root.putArray("notCompared");
        catalog.uncompared().forEach(u -> uncompared.add(record(u)));
        return mapper.writeValueAsString(root) + "\n";
    }

    private static JsonNode node(Object value) {
        return switch (value) {
            case String s -> NODES.stringNode(s);
            case Boolean b -> NODES.booleanNode(b);
            case Long n -> NODES.numberNode(n);
            case Integer n -> NODES.numberNode(n);
            case Enum<?> e -> NODES.stringNode(e.name());
            case ObjectRef ref -> NODES.stringNode(ref.display());
            case Collection<?> all -> {
                ArrayNode array = NODES.arrayNode();
                all.forEach(item -> array.add(node(item)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                map.forEach((k, v) -> object.set(k.toString(), node(v)));
                yield object;
            }
            case Record r -> record(r);
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        };
    }

    /** Absent values are left out. */
    private static JsonNode record(Record record) {
        ObjectNode object = NODES.objectNode();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(record);
                if (value instanceof Optional<?> optional) {
                    optional.ifPresent(v -> object.set(component.getName(), node(v)));
                } else {
                    object.set(component.getName(), node(value));
                }
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }
        return object;
    }
}
