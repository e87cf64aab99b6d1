package dev.countersign.postgres.inspect;

import java.util.Optional;

/**
 * Values by OID, or by catalog and OID. An inspection asks it about every row of {@code pg_depend} twice, and a map of objects for keys would have to make and
 * move one for each. Keys are never 0.
 */
final class OidMap<V> {
    private static final int SMALLEST = 16;

    private long[] keys = new long[SMALLEST];
    private Object[] values = new Object[SMALLEST];
    private int taken;

    /** The value of the key. */
    Optional<V> get(long key) {
        @SuppressWarnings("unchecked")
        Optional<V> found = Optional.ofNullable((V) values[place(key)]);
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

    /** Where the key is or could be put. */
    private int place(long key) {
        int mask = keys.length - 1;
        long mixed = key * 0x9E3779B97F4A7C15L;
        int place = (int) (mixed >>> 32) & mask;
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
