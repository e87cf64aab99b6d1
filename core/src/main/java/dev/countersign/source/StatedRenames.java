package dev.countersign.source;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Rename;
import dev.countersign.sql.RenameDirective;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds in a catalog the objects that {@code renamed_from} directives of its script stand above. */
final class StatedRenames {
    /** What SQL calls a constraint of whatever kind. */
    private static final String CONSTRAINT = "constraint";

    private StatedRenames() {}

    /** The renames, in the order of the directives; a directive whose object the script did not make is left out. */
    static List<Rename> of(List<RenameDirective> directives, Catalog catalog, String defaultSchema) {
        List<Rename> stated = directives.stream()
                .flatMap(d -> object(d, catalog, defaultSchema).map(to -> new Rename(older(to, d), to)).stream())
                .distinct()
                .toList();
        return stated.stream().map(rename -> inOldTable(rename, stated)).toList();
    }

    /** A column of a table that is renamed as well is, before that, one of the table under its old name. */
    private static Rename inOldTable(Rename rename, List<Rename> stated) {
        if (!rename.to().kind().isTableChild() || rename.to().path().size() != 3) {
            return rename;
        }
        return stated.stream()
                .filter(t -> t.to().kind() == ObjectKind.TABLE)
                .filter(t -> t.to().path().equals(rename.to().path().subList(0, 2)))
                .findFirst()
                .map(t -> new Rename(
                        t.from().child(rename.from().kind(), rename.from().name()), rename.to()))
                .orElse(rename);
    }

    private static Optional<ObjectRef> object(RenameDirective directive, Catalog catalog, String defaultSchema) {
        return switch (directive.kind()) {
            case TABLE ->
                named(directive, directive.newName(), catalog, defaultSchema, ref -> ref.kind() == ObjectKind.TABLE);
            case COLUMN ->
                table(directive, catalog, defaultSchema)
                        .flatMap(t -> t.column(directive.newName())
                                .map(Column::name)
                                .map(name -> ObjectRef.column(t.ref(), name)));
            case CONSTRAINT ->
                relation(directive, catalog, defaultSchema)
                        .flatMap(relation -> catalog.tableObjects(relation).stream()
                                .map(SchemaObject::ref)
                                .filter(ref -> ref.name().equals(directive.newName()))
                                .filter(ref -> directive.objectKind().equals(CONSTRAINT)
                                        || ref.kind().label().equals(directive.objectKind()))
                                .findFirst());
            case OTHER ->
                named(
                        directive,
                        directive.newName(),
                        catalog,
                        defaultSchema,
                        ref -> ref.kind() != ObjectKind.TABLE && isKind(directive.objectKind(), ref.kind()));
        };
    }

    private static Optional<ObjectRef> relation(RenameDirective directive, Catalog catalog, String defaultSchema) {
        return named(directive, directive.table().orElse(""), catalog, defaultSchema, ref -> switch (ref.kind()) {
            case TABLE, VIEW, MATERIALIZED_VIEW -> true;
            default -> false;
        });
    }

    private static Optional<Table> table(RenameDirective directive, Catalog catalog, String defaultSchema) {
        return named(
                        directive,
                        directive.table().orElse(""),
                        catalog,
                        defaultSchema,
                        ref -> ref.kind() == ObjectKind.TABLE)
                .flatMap(ref -> catalog.find(ref, Table.class));
    }

    /** Without a schema in the statement the object may be anywhere; the default one is the first guess, as in a new database. */
    private static Optional<ObjectRef> named(
            RenameDirective directive, String name, Catalog catalog, String defaultSchema, Predicate<ObjectRef> kind) {
        return catalog.objects().keySet().stream()
                .filter(kind)
                .filter(ref -> ref.name().equals(name))
                .filter(ref -> directive.schema().isEmpty() || ref.schema().equals(directive.schema()))
                .min(Comparator.comparing((ObjectRef ref) -> !ref.schema().equals(defaultSchema))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code CREATE TYPE} makes several kinds of types; every other statement names its kind. */
    private static boolean isKind(String words, ObjectKind kind) {
        return switch (words) {
            case "type" ->
                kind == ObjectKind.ENUM
                        || kind == ObjectKind.COMPOSITE
                        || kind == ObjectKind.RANGE
                        || kind == ObjectKind.BASE_TYPE
                        || kind == ObjectKind.SHELL_TYPE;
            case "statistics" -> kind == ObjectKind.STATISTICS;
            default -> kind.label().equals(words);
        };
    }

    private static ObjectRef older(ObjectRef ref, RenameDirective directive) {
        List<String> path = new ArrayList<>(ref.path());
        boolean routine = ref.kind() == ObjectKind.FUNCTION
                || ref.kind() == ObjectKind.PROCEDURE
                || ref.kind() == ObjectKind.AGGREGATE;
        path.set(routine ? 1 : path.size() - 1, directive.oldName());
        if (path.size() > 1) {
            directive.oldSchema().ifPresent(schema -> path.set(0, schema));
        }
        return new ObjectRef(ref.kind(), path);
    }
}
