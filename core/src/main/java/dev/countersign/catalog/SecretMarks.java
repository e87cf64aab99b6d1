package dev.countersign.catalog;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether secrets of two catalogs that one process read are the same, without keeping them: HMAC-SHA-256 under a random key that exists in this
 * process only. Never part of a comparison, a fingerprint, a file or a text.
 */
public final class SecretMarks {
    private static final String ALGORITHM = "HmacSHA256";
    private static final SecretKeySpec KEY = randomKey();
    private static final SecretMarks NONE = new SecretMarks(new TreeMap<>());

    private final SortedMap<ObjectRef, SortedMap<String, byte[]>> marks;

    private SecretMarks(SortedMap<ObjectRef, SortedMap<String, byte[]>> marks) {
        this.marks = Collections.unmodifiableSortedMap(marks);
    }

    /** No secrets. */
    public static SecretMarks none() {
        return NONE;
    }

    /**
     * A secret.
     *
     * @param object whose it is
     * @param name what holds it, e.g. {@code option password}
     */
    public record Secret(ObjectRef object, String name) {}

    /** The secrets that both have, with different values. */
    public List<Secret> differing(SecretMarks other) {
        List<Secret> differing = new ArrayList<>();
        marks.forEach((object, own) -> {
            Map<String, byte[]> theirs = other.marks.getOrDefault(object, new TreeMap<>());
            own.forEach((name, mark) -> {
                if (theirs.containsKey(name) && !MessageDigest.isEqual(mark, theirs.get(name))) {
                    differing.add(new Secret(object, name));
                }
            });
        });
        return differing;
    }

    /** Says nothing about the secrets. */
    @Override
    public String toString() {
        return "SecretMarks";
    }

    /** Collects secrets while a catalog is read. */
    public static final class Collector {
        private final SortedMap<ObjectRef, SortedMap<String, byte[]>> marks = new TreeMap<>();

        /** Notes a secret; the value is forgotten at once. */
        public void add(ObjectRef object, String name, String value) {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(KEY);
                mac.update((object + "\0" + name + "\0").getBytes(StandardCharsets.UTF_8));
                marks.computeIfAbsent(object, o -> new TreeMap<>())
                        .put(name, mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
            }
        }

        /** What was collected. */
        public SecretMarks marks() {
            return marks.isEmpty() ? none() : new SecretMarks(new TreeMap<>(marks));
        }
    }

    private static SecretKeySpec randomKey() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return new SecretKeySpec(random, ALGORITHM);
    }
}
