package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Attributes;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.Identity;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SequenceOptions;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A row of {@code pg_class} while its columns and parents are being collected. */
final class Relation {
    private final long oid;
    private final ObjectRef ref;
    private final Optional<String> comment;
    private final SortedMap<String, String> attributes = new TreeMap<>();
    private final List<Integer> numbers = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private final List<CompositeType.Attribute> compositeAttributes = new ArrayList<>();
    private final List<ObjectRef> parents = new ArrayList<>();
    private final Map<String, SequenceOptions> identitySequences = new HashMap<>();
    private final Map<String, SortedMap<String, String>> identityAttributes = new HashMap<>();
    private Optional<String> partitionBy = Optional.empty();
    private Optional<String> bound = Optional.empty();
    private String query = "";

    Relation(long oid, ObjectRef ref, Optional<String> comment) {
        this.oid = oid;
        this.ref = ref;
        this.comment = comment;
    }

    long oid() {
        return oid;
    }

    ObjectRef ref() {
        return ref;
    }

    SortedMap<String, String> attributes() {
        return attributes;
    }

    void partitionBy(Optional<String> clause) {
        partitionBy = clause;
    }

    void bound(Optional<String> clause) {
        bound = clause;
    }

    void query(String text) {
        query = text;
    }

    /** @param number its place: columns may come in any order, but nearly always come in theirs */
    void addColumn(int number, Column column) {
        columns.add(place(number), column);
    }

    /** The place of a number among those that have come. */
    private int place(int number) {
        int place = numbers.size();
        while (place > 0 && numbers.get(place - 1) > number) {
            place--;
        }
        numbers.add(place, number);
        return place;
    }

    /** The numbers of its columns, by their names. */
    Map<String, Integer> columnNumbers() {
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            byName.put(columns.get(i).name(), numbers.get(i));
        }
        return byName;
    }

    /** Adds attributes to a column that has been read already. */
    void addToColumn(String name, SortedMap<String, String> more) {
        columns.replaceAll(column -> {
            if (!column.name().equals(name)) {
                return column;
            }
            SortedMap<String, String> all = new TreeMap<>(column.attributes());
            all.putAll(more);
            return column.withAttributes(all);
        });
    }

    /** Whether the column is there only because a parent has it. */
    boolean inherits(String column) {
        return columns.stream().anyMatch(c -> c.name().equals(column) && c.inherited());
    }

    /** @param number its place, as with columns */
    void addAttribute(int number, CompositeType.Attribute attribute) {
        compositeAttributes.add(place(number), attribute);
    }

    void addParent(ObjectRef parent) {
        parents.add(parent);
    }

    /** @param settings what the sequence has that the server would not have given it */
    void identitySequence(String column, SequenceOptions options, SortedMap<String, String> settings) {
        identitySequences.put(column, options);
        identityAttributes.put(column, settings);
    }

    /** What the column's generator has beside its options, as attributes of the column. */
    SortedMap<String, String> identityAttributes(String column) {
        return identityAttributes.getOrDefault(column, Attributes.none());
    }

    /** The generator of an identity column, read before the columns are. */
    Optional<Identity> identity(String column, char letter) {
        if (letter != 'a' && letter != 'd') {
            return Optional.empty();
        }
        return Optional.ofNullable(identitySequences.get(column))
                .map(options -> new Identity(
                        letter == 'a' ? Identity.Generation.ALWAYS : Identity.Generation.BY_DEFAULT, options));
    }

    Table table() {
        Optional<Table.PartitionOf> partitionOf = bound.isPresent() && !parents.isEmpty()
                ? Optional.of(new Table.PartitionOf(parents.getFirst(), bound.get()))
                : Optional.empty();
        return new Table(
                ref,
                columns,
                partitionBy,
                partitionOf,
                partitionOf.isPresent() ? List.of() : parents,
                attributes,
                comment);
    }

    View view() {
        List<View.ViewColumn> output = columns.stream()
                .map(c -> new View.ViewColumn(c.name(), c.type(), c.defaultExpression(), c.comment()))
                .toList();
        SortedMap<String, String> all = new TreeMap<>(attributes);
        columns.forEach(c ->
                c.attributes().forEach((name, value) -> all.put("column." + name + "." + c.name(), value)));
        return new View(ref, output, query, all, comment);
    }

    CompositeType composite() {
        return new CompositeType(ref, compositeAttributes, comment);
    }
}
