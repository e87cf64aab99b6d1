package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.CompositeType.Attribute;
import dev.countersign.catalog.DomainType;
import dev.countersign.catalog.Extension;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.diff.CatalogDiffer;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Extensions that go into another schema take their types along. Columns, domains and attributes of such a type have it afterwards under its new name without a
 * statement of their own, which would write every row anew.
 */
final class MovedExtensions {
    private final SchemaDiff diff;
    private final TreeMap<ObjectRef, Extension> moved = new TreeMap<>();

    private MovedExtensions(SchemaDiff diff) {
        this.diff = diff;
        for (Extension before : diff.current().all(Extension.class)) {
            diff.desired()
                    .find(before.ref(), Extension.class)
                    .filter(after -> !after.schema().equals(before.schema()))
                    .ifPresent(after -> moved.put(after.ref(), after));
        }
    }

    /** What is left to plan, beside the moves themselves. */
    static SchemaDiff applied(SchemaDiff diff) {
        MovedExtensions extensions = new MovedExtensions(diff);
        if (extensions.moved.isEmpty()) {
            return diff;
        }
        Catalog current = diff.current();
        List<SchemaObject> objects = new ArrayList<>();
        current.objects().values().forEach(object -> objects.add(extensions.rewritten(object)));
        Catalog after = current.with(objects, current.dependencies(), current.uncompared());
        return new CatalogDiffer().diff(after, diff.desired(), List.of());
    }

    /** Whether the object, which uses the extension, is named by types of it: by their old names it is there only until the extension moves. */
    static boolean name(ObjectRef extension, ObjectRef object) {
        return extension.kind() == ObjectKind.EXTENSION
                && switch (object.kind()) {
                    case FUNCTION, PROCEDURE, AGGREGATE, OPERATOR, CAST, TRANSFORM, OPERATOR_CLASS, OPERATOR_FAMILY ->
                        true;
                    default -> false;
                };
    }

    private SchemaObject rewritten(SchemaObject object) {
        return switch (object) {
            case Table t ->
                new Table(
                        t.ref(),
                        t.columns().stream()
                                .map(c -> c.withType(type(ObjectRef.column(t.ref(), c.name()), c.type())))
                                .toList(),
                        t.partitionBy(),
                        t.partitionOf(),
                        t.inherits(),
                        t.attributes(),
                        t.comment());
            case DomainType d ->
                new DomainType(
                        d.ref(),
                        type(d.ref(), d.baseType()),
                        d.collation(),
                        d.defaultExpression(),
                        d.notNull(),
                        d.checks(),
                        d.comment());
            case CompositeType c ->
                new CompositeType(
                        c.ref(),
                        c.attributes().stream()
                                .map(a -> new Attribute(a.name(), type(c.ref(), a.type()), a.collation(), a.comment()))
                                .toList(),
                        c.comment());
            default -> object;
        };
    }

    /** The type as it reads after the moves. Where something else of the old schema is used as well, it is not certain whose type it is, and it stays as it reads. */
    private String type(ObjectRef user, String type) {
        SortedSet<ObjectRef> used = diff.current().references(user);
        for (ObjectRef reference : used) {
            Extension after = moved.get(reference);
            if (after != null) {
                String from = diff.current()
                        .find(reference, Extension.class)
                        .orElseThrow()
                        .schema();
                if (type.startsWith(Ident.quote(from) + ".")
                        && used.stream().allMatch(u -> goesAlong(u, from, after))) {
                    return Ident.quote(after.schema())
                            + type.substring(Ident.quote(from).length());
                }
            }
        }
        return type;
    }

    private boolean goesAlong(ObjectRef used, String from, Extension with) {
        return switch (used.kind()) {
            case EXTENSION ->
                diff.current()
                                .find(used, Extension.class)
                                .filter(e -> e.schema().equals(from))
                                .isEmpty()
                        || moved.containsKey(used) && moved.get(used).schema().equals(with.schema());
            case ENUM, DOMAIN, COMPOSITE, RANGE, SHELL_TYPE, BASE_TYPE, TABLE, VIEW, MATERIALIZED_VIEW ->
                !used.schema().equals(from);
            default -> true;
        };
    }
}
