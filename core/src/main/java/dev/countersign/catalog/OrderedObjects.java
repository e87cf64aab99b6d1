package dev.countersign.catalog;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.IntFunction;

/**
 * Objects by identity, sorted, in two arrays or a part of them. A large catalog is made once and walked through many times, which a tree makes slower: each
 * step of it is somewhere else in memory. Unmodifiable.
 */
final class OrderedObjects extends AbstractMap<ObjectRef, SchemaObject> implements SortedMap<ObjectRef, SchemaObject> {
    private final ObjectRef[] refs;
    private final SchemaObject[] objects;
    private final int from;
    private final int to;

    private OrderedObjects(ObjectRef[] refs, SchemaObject[] objects, int from, int to) {
        this.refs = refs;
        this.objects = objects;
        this.from = from;
        this.to = to;
    }

    /** The objects of the map in the order of their identities. */
    static OrderedObjects of(HashMap<ObjectRef, SchemaObject> byRef) {
        ObjectRef[] refs = byRef.keySet().toArray(ObjectRef[]::new);
        Arrays.sort(refs);
        SchemaObject[] objects = new SchemaObject[refs.length];
        for (int i = 0; i < refs.length; i++) {
            objects[i] = byRef.get(refs[i]);
        }
        return new OrderedObjects(refs, objects, 0, refs.length);
    }

    @Override
    public int size() {
        return to - from;
    }

    @Override
    public SchemaObject get(Object key) {
        int place = key instanceof ObjectRef ref ? Arrays.binarySearch(refs, from, to, ref) : -1;
        return place < 0 ? null : objects[place];
    }

    @Override
    public boolean containsKey(Object key) {
        return key instanceof ObjectRef ref && Arrays.binarySearch(refs, from, to, ref) >= 0;
    }

    @Override
    public Comparator<? super ObjectRef> comparator() {
        return null; // the natural order, as the interface has it
    }

    @Override
    public SortedMap<ObjectRef, SchemaObject> subMap(ObjectRef first, ObjectRef end) {
        return tailMap(first).headMap(end);
    }

    @Override
    public SortedMap<ObjectRef, SchemaObject> headMap(ObjectRef end) {
        return new OrderedObjects(refs, objects, from, placeOf(end));
    }

    @Override
    public SortedMap<ObjectRef, SchemaObject> tailMap(ObjectRef first) {
        return new OrderedObjects(refs, objects, placeOf(first), to);
    }

    /** Where the identity is, or would be. */
    private int placeOf(ObjectRef ref) {
        int place = Arrays.binarySearch(refs, from, to, ref);
        return place < 0 ? -place - 1 : place;
    }

    @Override
    public ObjectRef firstKey() {
        return refs[occupied(from)];
    }

    @Override
    public ObjectRef lastKey() {
        return refs[occupied(to - 1)];
    }

    private int occupied(int place) {
        if (from == to) {
            throw new NoSuchElementException("no objects");
        }
        return place;
    }

    @Override
    public Set<ObjectRef> keySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<ObjectRef> iterator() {
                return walk(i -> refs[i]);
            }

            @Override
            public int size() {
                return OrderedObjects.this.size();
            }

            @Override
            public boolean contains(Object key) {
                return containsKey(key);
            }
        };
    }

    @Override
    public Collection<SchemaObject> values() {
        return new AbstractCollection<>() {
            @Override
            public Iterator<SchemaObject> iterator() {
                return walk(i -> objects[i]);
            }

            @Override
            public int size() {
                return OrderedObjects.this.size();
            }
        };
    }

    @Override
    public Set<Map.Entry<ObjectRef, SchemaObject>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<ObjectRef, SchemaObject>> iterator() {
                return walk(i -> Map.entry(refs[i], objects[i]));
            }

            @Override
            public int size() {
                return OrderedObjects.this.size();
            }
        };
    }

    private <T> Iterator<T> walk(IntFunction<T> at) {
        return new Iterator<>() {
            private int next = from;

            @Override
            public boolean hasNext() {
                return next < to;
            }

            @Override
            public T next() {
                if (next >= to) {
                    throw new NoSuchElementException("no more objects");
                }
                return at.apply(next++);
            }
        };
    }
}
