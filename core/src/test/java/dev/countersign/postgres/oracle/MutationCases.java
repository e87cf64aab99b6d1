package dev.countersign.postgres.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The cases of {@code mutations.sql}: schemas that differ in one attribute. */
final class MutationCases {
    private static final String CASE = "-- case ";
    private static final String OR = "-- or";

    private MutationCases() {}

    /**
     * A case.
     *
     * @param privileged whether only a superuser can make it
     * @param oneWay whether the server itself knows no way back
     * @param variants the first is the one from which the others are reached, and back
     */
    record MutationCase(String name, boolean privileged, boolean oneWay, List<String> variants) {
        MutationCase {
            variants = List.copyOf(variants);
        }
    }

    static List<MutationCase> all() {
        List<MutationCase> cases = new ArrayList<>();
        for (String block : text().split("(?m)^" + CASE)) {
            if (block.startsWith("--")) {
                continue;
            }
            int end = block.indexOf('\n');
            String name = block.substring(0, end).strip();
            String[] parts = block.substring(end).split("(?m)^" + OR + "$", -1);
            List<String> variants = new ArrayList<>();
            for (int i = 1; i < parts.length; i++) {
                variants.add((parts[0].strip() + "\n" + parts[i].strip()).strip());
            }
            cases.add(new MutationCase(
                    name.replace(" superuser", "").replace(" oneway", ""),
                    name.contains(" superuser"),
                    name.contains(" oneway"),
                    variants));
        }
        return cases;
    }

    private static String text() {
        try (InputStream resource = MutationCases.class.getResourceAsStream("mutations.sql")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
