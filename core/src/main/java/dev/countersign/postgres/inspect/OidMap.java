package dev.countersign.postgres.inspect;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Values by OID, or by catalog and OID. An inspection asks it about every row of {@code pg_depend} twice, and a map of objects for keys would have to make and
 * move one for each. Keys are never 0.
 */
final class OidMap<V> {
    private static final int SMALLEST = 16;
    private static final int NEIGHBOURS_BITS = 3;
    private static final int NEIGHBOURS = 1 << NEIGHBOURS_BITS;

    private long[] keys = new long[SMALLEST];
    private Object[] values = new Object[SMALLEST];
    private int taken;

    /** The value of the key. */
    Optional<V> get(long key) {
        @SuppressWarnings("unchecked")
        Optional<V> found = Optional.ofNullable((V) values[place(key)]);
        return found;
    }

    /** The value of the key, which is made and put in when there is none. */
    V computeIfAbsent(long key, Supplier<? extends V> maker) {
        return get(key).orElseGet(() -> {
            V value = maker.get();
            put(key, value);
            return value;
        });
    }

    /** All values, in no order. */
    Stream<V> values() {
        @SuppressWarnings("unchecked")
        Stream<V> found = Arrays.stream(values).filter(Objects::nonNull).map(value -> (V) value);
        return found;
    }

    void put(long key, V value) {
        if (2 * (taken + 1) > keys.length) {
            grow();
        }
        int place = place(key);
        if (keys[place] == 0) {
            keys[place] = key;
            taken++;
        }
        values[place] = value;
    }

    /** The key's place stays taken, as others may have been put behind it. */
    void remove(long key) {
        values[place(key)] = null;
    }

    /** Where the key is or could be put. Neighbours stay together, as many as a line of the processor's cache holds: OIDs are mostly asked for in order. */
    private int place(long key) {
        int mask = keys.length - 1;
        long mixed = (key >>> NEIGHBOURS_BITS) * 0x9E3779B97F4A7C15L;
        int place = ((int) (mixed >>> 32) << NEIGHBOURS_BITS | (int) key & NEIGHBOURS - 1) & mask;
        while (keys[place] != 0 && keys[place] != key) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        Object[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new Object[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                values[place] = oldValues[i];
            }
        }
    }
}
