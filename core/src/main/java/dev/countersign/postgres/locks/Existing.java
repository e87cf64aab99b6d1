package dev.countersign.postgres.locks;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.DomainType;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Routine;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.postgres.name.Identifiers;
import dev.countersign.sql.postgres.Volatility;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What exists before a statement, asked by the names that its text uses. Only existing tables have anybody to wait for a lock. */
final class Existing {
    /** Functions of the server itself whose results differ from row to row. */
    private static final Set<String> VOLATILE = Set.of(
            "random",
            "random_normal",
            "clock_timestamp",
            "timeofday",
            "gen_random_uuid",
            "uuidv4",
            "uuidv7",
            "nextval",
            "setval",
            "uuid_generate_v1",
            "uuid_generate_v1mc",
            "uuid_generate_v4");

    private static final String DEFAULT_SCHEMA = "public";

    private final Catalog catalog;

    Existing(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The table, view or materialized view of that name, which may lack its schema. */
    Optional<ObjectRef> relation(List<String> path) {
        return find(path, Set.of(ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW));
    }

    boolean hasRelation(List<String> path) {
        return relation(path).isPresent();
    }

    Optional<Index> index(List<String> path) {
        return find(path, Set.of(ObjectKind.INDEX)).flatMap(ref -> catalog.find(ref, Index.class));
    }

    boolean hasSequence(List<String> path) {
        return find(path, Set.of(ObjectKind.SEQUENCE)).isPresent();
    }

    Optional<Table> table(List<String> path) {
        return relation(path).flatMap(ref -> catalog.find(ref, Table.class));
    }

    boolean isPartitioned(List<String> path) {
        return table(path).flatMap(Table::partitionBy).isPresent();
    }

    Optional<Column> column(List<String> path, String name) {
        return table(path).flatMap(table -> table.column(name));
    }

    /** Whether the type is a domain whose values the server must check. */
    boolean isConstrainedDomain(List<String> path) {
        return find(path, Set.of(ObjectKind.DOMAIN))
                .flatMap(ref -> catalog.find(ref, DomainType.class))
                .filter(Existing::isConstrained)
                .isPresent();
    }

    /** The base type when the type, as the server prints it, is a domain. */
    Optional<String> baseOfDomain(String type) {
        return domain(type).map(DomainType::baseType);
    }

    /** Whether the type, as the server prints it, is a domain whose values the server must check. */
    boolean isConstrainedDomain(String type) {
        return domain(type).filter(Existing::isConstrained).isPresent();
    }

    private Optional<DomainType> domain(String type) {
        return catalog.ofKind(ObjectKind.DOMAIN).stream()
                .map(DomainType.class::cast)
                .filter(domain -> Identifiers.of(domain.ref()).equals(type)
                        || domain.ref().display().equals(type)
                        || domain.ref().name().equals(type))
                .findFirst();
    }

    private static boolean isConstrained(DomainType domain) {
        return domain.notNull() || !domain.checks().isEmpty();
    }

    /** Whether tables have columns of that type. */
    boolean isUsedByColumns(List<String> path, ObjectKind kind) {
        return find(path, Set.of(kind)).stream()
                .flatMap(type -> catalog.dependents(type).stream())
                .anyMatch(user -> user.kind() == ObjectKind.COLUMN);
    }

    /** Whether a valid check or the primary key already says that the column is never NULL, so that the server need not look. */
    boolean isProvenNotNull(List<String> path, String column) {
        String proof = column + " IS NOT NULL";
        String quotedProof = '"' + column.replace("\"", "\"\"") + "\" IS NOT NULL";
        return children(path).stream().anyMatch(child -> switch (child) {
            case CheckConstraint check ->
                check.validated()
                        && !check.definition().contains(" OR ")
                        && (check.definition().contains("(" + proof)
                                || check.definition().contains("(" + quotedProof));
            case KeyConstraint key ->
                key.ref().kind() == ObjectKind.PRIMARY_KEY && key.columns().contains(column);
            default -> false;
        });
    }

    /** Whether one of the index's columns may be NULL, so that a primary key made of it must look at the rows. */
    boolean coversNullable(List<String> path, String index) {
        return children(path).stream()
                .filter(child -> child instanceof Index && child.ref().name().equals(index))
                .flatMap(child -> ((Index) child).parts().stream())
                .map(Index.Part::text)
                .anyMatch(name -> column(path, name).filter(Column::notNull).isEmpty() && !isProvenNotNull(path, name));
    }

    boolean hasCheckOn(List<String> path, String column) {
        return children(path).stream()
                .anyMatch(child -> child instanceof CheckConstraint check
                        && check.columns().contains(column));
    }

    /** Whether an index holds the column in an expression or its condition, so that the server builds it anew when the type changes. */
    boolean hasComputedIndexOn(List<String> path, String column) {
        return children(path).stream()
                .filter(Index.class::isInstance)
                .map(Index.class::cast)
                .filter(index ->
                        index.predicate().isPresent() || index.parts().stream().anyMatch(Index.Part::expression))
                .anyMatch(index -> relation(path)
                        .filter(table -> catalog.references(index.ref()).contains(ObjectRef.column(table, column)))
                        .isPresent());
    }

    /** Whether a foreign key leads from or to the column. */
    boolean hasForeignKeyOn(List<String> path, String column) {
        Optional<ObjectRef> table = relation(path);
        return table.isPresent()
                && catalog.dependents(ObjectRef.column(table.get(), column)).stream()
                        .flatMap(user -> catalog.find(user, ForeignKey.class).stream())
                        .anyMatch(key -> (key.table().equals(table.get())
                                        && key.columns().contains(column))
                                || (key.referencedTable().equals(table.get())
                                        && key.referencedColumns().contains(column)));
    }

    Optional<TableObject> child(List<String> path, String name) {
        return children(path).stream()
                .filter(child -> child.ref().path().getLast().equals(name))
                .findFirst();
    }

    /** Whether the table has a default partition, which must be searched for rows of a new one. */
    boolean hasDefaultPartition(List<String> path) {
        Optional<ObjectRef> parent = relation(path);
        return parent.isPresent()
                && catalog.dependents(parent.get()).stream()
                        .flatMap(user -> catalog.find(user, Table.class).stream())
                        .flatMap(table -> table.partitionOf().stream())
                        .anyMatch(place -> place.parent().equals(parent.get())
                                && place.bound().equals("DEFAULT"));
    }

    /** Whether a function of that name may give another result for every row; an unknown function of the server counts as harmless. */
    boolean isVolatile(List<String> function) {
        String name = function.getLast();
        List<Routine> own = Stream.of(ObjectKind.FUNCTION, ObjectKind.PROCEDURE, ObjectKind.AGGREGATE)
                .flatMap(kind -> catalog.ofKind(kind).stream())
                .filter(Routine.class::isInstance)
                .map(Routine.class::cast)
                .filter(routine -> routine.ref().name().equals(name))
                .filter(routine ->
                        function.size() == 1 || routine.ref().schema().equals(function.getFirst()))
                .toList();
        boolean builtIn = function.size() == 1 || function.getFirst().equals("pg_catalog") || own.isEmpty();
        return (builtIn && VOLATILE.contains(name))
                || own.stream().anyMatch(routine -> Volatility.declaredIn(routine.definition()) == Volatility.VOLATILE);
    }

    private List<TableObject> children(List<String> path) {
        return relation(path).map(catalog::tableObjects).orElse(List.of());
    }

    private Optional<ObjectRef> find(List<String> path, Set<ObjectKind> kinds) {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        if (path.size() > 1) {
            return kinds.stream()
                    .sorted()
                    .map(kind -> new ObjectRef(kind, path.subList(path.size() - 2, path.size())))
                    .filter(catalog::contains)
                    .findFirst();
        }
        // a name without its schema is first that of the schema where such names are looked up
        return catalog.objects().keySet().stream()
                .filter(ref -> kinds.contains(ref.kind()) && ref.name().equals(path.getFirst()))
                .min(Comparator.comparing(ref -> !ref.schema().equals(DEFAULT_SCHEMA)));
    }
}
