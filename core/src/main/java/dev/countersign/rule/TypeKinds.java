package dev.countersign.rule;

import static dev.countersign.rule.Kinds.many;
import static dev.countersign.rule.Kinds.one;
import static dev.countersign.rule.Kinds.optional;
import static dev.countersign.rule.Kinds.plain;
import static dev.countersign.rule.Kinds.text;
import static dev.countersign.rule.Kinds.texts;

import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.DomainType;
import dev.countersign.catalog.EnumType;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.SequenceOptions;
import dev.countersign.catalog.Table;
import dev.countersign.hcl.HclValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Types, sequences, and the partitions of tables, in the words of schemas. */
final class TypeKinds {

    void addTo(Kinds kinds) {
        kinds.addPart("field", CompositeType.Attribute.class, Map.of());
        kinds.addPart("domain_check", DomainType.DomainCheck.class, domainCheck());
        kinds.add("composite", CompositeType.class, composite());
        kinds.add("domain", DomainType.class, domain());
        kinds.add(
                "enum",
                EnumType.class,
                Map.of(
                        "values",
                        plain(s ->
                                texts(s.as(EnumType.class).map(EnumType::labels).orElse(List.of())))));
        kinds.add("sequence", Sequence.class, sequence());
        kinds.extend("table", partitions());
    }

    private static Map<String, Kind.Attribute> composite() {
        Kind.Attribute fields = many(
                "field",
                s -> s.as(CompositeType.class).map(CompositeType::attributes).orElse(List.of()).stream()
                        .map(f -> s.world().part(s, "field", f))
                        .toList());
        return Map.of("field", fields, "fields", fields);
    }

    private static Map<String, Kind.Attribute> domain() {
        Map<String, Kind.Attribute> own = new HashMap<>();
        own.put(
                "type",
                plain(s -> text(s.as(DomainType.class).map(DomainType::baseType).orElse(""))));
        own.put(
                "null",
                plain(s -> HclValue.of(
                        s.as(DomainType.class).map(d -> !d.notNull()).orElse(true))));
        own.put("default", plain(s -> optional(s.as(DomainType.class).flatMap(DomainType::defaultExpression))));
        own.put(
                "check",
                many(
                        "domain_check",
                        s -> s.as(DomainType.class).map(DomainType::checks).orElse(List.of()).stream()
                                .map(c -> s.world().part(s, "domain_check", c))
                                .toList()));
        return own;
    }

    private static Map<String, Kind.Attribute> domainCheck() {
        return Map.of(
                "expr",
                plain(s -> text(Definitions.check(s.as(DomainType.DomainCheck.class)
                        .map(DomainType.DomainCheck::definition)
                        .orElse("")))));
    }

    private static Map<String, Kind.Attribute> sequence() {
        Map<String, Kind.Attribute> own = new HashMap<>();
        own.put("type", option(o -> text(o.type())));
        own.put("start", option(o -> HclValue.of(o.start())));
        own.put("increment", option(o -> HclValue.of(o.increment())));
        own.put("min_value", option(o -> HclValue.of(o.minValue())));
        own.put("max_value", option(o -> HclValue.of(o.maxValue())));
        own.put("cache", option(o -> HclValue.of(o.cache())));
        own.put("cycle", option(o -> HclValue.of(o.cycle())));
        return own;
    }

    private static Kind.Attribute option(Function<SequenceOptions, HclValue> read) {
        return plain(s -> s.as(Sequence.class).map(Sequence::options).map(read).orElse(HclValue.Null.NULL));
    }

    private static Map<String, Kind.Attribute> partitions() {
        Kind.Attribute partitions = many(
                "table",
                s -> s.world().all("partition").stream()
                        .filter(p -> p.as(Table.class)
                                .flatMap(Table::partitionOf)
                                .filter(of -> of.parent().equals(s.ref()))
                                .isPresent())
                        .toList());
        Map<String, Kind.Attribute> own = new HashMap<>();
        own.put("partition", partitions);
        own.put("partitions", partitions);
        own.put(
                "parent",
                one(
                        "table",
                        s -> s.as(Table.class)
                                .flatMap(Table::partitionOf)
                                .flatMap(of -> s.world().find(of.parent()))));
        own.put(
                "unlogged",
                plain(s -> HclValue.of(s.as(Table.class)
                        .map(t -> "unlogged".equals(t.attributes().get("persistence")))
                        .orElse(false))));
        return own;
    }
}
