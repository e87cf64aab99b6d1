package dev.countersign.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a {@code test} block is about; its first label. */
public enum TestKind {
    /** Starts from the desired state. */
    SCHEMA(Set.of()),
    /** Starts from an empty database, which {@code migrate} brings to versions of the migration directory. */
    MIGRATE(Set.of("migrate")),
    /** Starts from an empty database, which {@code schema} brings to a state and {@code apply} changes by a plan. */
    PLAN(Set.of("schema", "apply")),
    /** Starts from an empty database. */
    SCRIPT(Set.of("schema"));

    private final Set<String> own;

    TestKind(Set<String> own) {
        this.own = own;
    }

    /** The label, e.g. {@code schema}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The commands that only tests of this and some other kinds have. */
    Set<String> own() {
        return own;
    }

    /** The block inside {@code test} of a project file that names the files: plans are named beside schemas. */
    String settings() {
        return this == PLAN ? SCHEMA.word() : word();
    }

    /** The kind of that label. */
    static Optional<TestKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** All labels. */
    static List<String> words() {
        return Arrays.stream(values()).map(TestKind::word).toList();
    }
}
