package dev.countersign.rule;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One object as a rule sees it. What is asked of it is computed when it is asked for, so that objects may lead to one another in circles.
 *
 * @param kind what can be asked
 * @param record the catalog's record, or a part of one
 * @param ref what a finding about it is about; for parts of objects the object's identity
 * @param parent the object it is inside of
 * @param world the state it belongs to
 */
record Subject(Kind kind, Object record, ObjectRef ref, Optional<Subject> parent, World world) {

    /** How deep an object is turned into a value: its own attributes, and the plain ones of what it leads to. */
    private static final int DEPTH = 1;

    /** The names below {@code self}. Its names alone are the plain ones: an object taken as a whole does not drag all others along. */
    Scope scope() {
        return new Scope() {
            @Override
            public Optional<Binding> find(String name) {
                return Optional.ofNullable(kind.attributes().get(name)).map(Subject.this::binding);
            }

            @Override
            public Collection<String> names() {
                return kind.attributes().entrySet().stream()
                        .filter(e -> e.getValue() instanceof Kind.Attribute.Plain)
                        .map(Map.Entry::getKey)
                        .toList();
            }
        };
    }

    private Scope.Binding binding(Kind.Attribute attribute) {
        return switch (attribute) {
            case Kind.Attribute.Plain plain ->
                new Scope.Binding.Value(plain.read().apply(this));
            case Kind.Attribute.One one when one.byName() -> new Scope.Binding.Value(named(one));
            case Kind.Attribute.One one ->
                one.read()
                        .apply(this)
                        .<Scope.Binding>map(s -> new Scope.Binding.Names(s.scope()))
                        .orElse(new Scope.Binding.Value(HclValue.Null.NULL));
            case Kind.Attribute.Many many -> new Scope.Binding.Value(values(many, DEPTH));
        };
    }

    private HclValue named(Kind.Attribute.One one) {
        return one.read()
                .apply(this)
                .<HclValue>map(s -> HclValue.of(s.ref().name()))
                .orElse(HclValue.Null.NULL);
    }

    private HclValue values(Kind.Attribute.Many many, int depth) {
        List<HclValue> values = new ArrayList<>();
        many.read().apply(this).forEach(s -> values.add(s.value(depth)));
        return HclValue.of(values);
    }

    private HclValue value(int depth) {
        Map<String, HclValue> values = new TreeMap<>();
        kind.attributes().forEach((name, attribute) -> {
            switch (attribute) {
                case Kind.Attribute.Plain plain -> values.put(name, plain.read().apply(this));
                case Kind.Attribute.One one when one.byName() -> values.put(name, named(one));
                case Kind.Attribute.One one -> {
                    if (depth > 0) {
                        values.put(
                                name,
                                one.read()
                                        .apply(this)
                                        .map(s -> s.value(depth - 1))
                                        .orElse(HclValue.Null.NULL));
                    }
                }
                case Kind.Attribute.Many many -> {
                    if (depth > 0) {
                        values.put(name, values(many, depth - 1));
                    }
                }
            }
        });
        return HclValue.of(values);
    }

    /** The record as what it is, if it is that. */
    <T> Optional<T> as(Class<T> type) {
        return type.isInstance(record) ? Optional.of(type.cast(record)) : Optional.empty();
    }

    /** Without contents, which may be large. */
    @Override
    public String toString() {
        return kind.name() + " " + ref.display();
    }
}
