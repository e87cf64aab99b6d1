package dev.countersign.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;

/**
 * A digest of what a catalog or an object is: SHA-256 over the {@link CanonicalText} of every object in order of identity. Equal catalogs have equal
 * fingerprints on every machine; the algorithm's name is part of every signed plan.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record Fingerprint(String value) {

    /** Name of this algorithm and version of the normaliser. */
    public static final String ALGORITHM = "sfp1";

    private static final int OBJECTS_AT_ONCE = 2_000;

    /** The fingerprint of all compared objects of the database, without roles, which belong to the server; independent of the server's version and of everything that is not compared. */
    public static Fingerprint of(Catalog catalog) {
        MessageDigest digest = sha256();
        digest.update((ALGORITHM + " " + catalog.dialect() + "\n").getBytes(StandardCharsets.UTF_8));
        Iterator<SchemaObject> objects = catalog.objects().values().iterator();
        byte[] texts = nextTexts(objects);
        while (objects.hasNext()) {
            // of a large catalog, the next texts are written while these are digested
            CompletableFuture<byte[]> next = CompletableFuture.supplyAsync(() -> nextTexts(objects));
            digest.update(texts);
            texts = next.join();
        }
        digest.update(texts);
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    private static byte[] nextTexts(Iterator<SchemaObject> objects) {
        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < OBJECTS_AT_ONCE && objects.hasNext(); i++) {
            SchemaObject object = objects.next();
            if (!object.ref().kind().isOfServer()) {
                CanonicalText.append(texts, inNameOrder(object));
                texts.append('\n');
            }
        }
        return texts.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The fingerprint of a single object. */
    public static Fingerprint of(SchemaObject object) {
        return new Fingerprint(HexFormat.of()
                .formatHex(sha256().digest(CanonicalText.of(inNameOrder(object)).getBytes(StandardCharsets.UTF_8))));
    }

    /** The first twelve digits, for people. */
    public String abbreviated() {
        return value.substring(0, 12);
    }

    @Override
    public String toString() {
        return ALGORITHM + ":" + value;
    }

    /** Column order is never a planned difference, so it must not be one here either. */
    private static SchemaObject inNameOrder(SchemaObject object) {
        if (!(object instanceof Table table)) {
            return object;
        }
        return new Table(
                table.ref(),
                table.columns().stream()
                        .sorted(Comparator.comparing(Column::name))
                        .toList(),
                table.partitionBy(),
                table.partitionOf(),
                table.inherits(),
                table.attributes(),
                table.comment());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
