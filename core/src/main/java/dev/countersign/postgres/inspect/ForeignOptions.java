package dev.countersign.postgres.inspect;

import dev.countersign.catalog.DefinedObject.Part;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SecretMarks;
import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The options of a foreign object, in the order of their names, secrets replaced. */
final class ForeignOptions {
    private final SortedMap<String, String> values = new TreeMap<>();
    /** Values that never leave this object but as marks. */
    private final SortedMap<String, String> hidden = new TreeMap<>();

    private final Predicate<String> secret;

    /**
     * @param options each {@code name=value}, as the catalog has them
     * @param secret whether an option of that name may be a secret
     */
    ForeignOptions(List<String> options, Predicate<String> secret) {
        this.secret = secret;
        for (String option : options) {
            int equals = option.indexOf('=');
            String name = option.substring(0, equals);
            String value = option.substring(equals + 1);
            values.put(name, secret.test(name) ? SecretOptions.STAND_IN : value);
            if (secret.test(name)) {
                hidden.put(name, value);
            }
        }
    }

    /** Puts the options as attributes of a table or column: {@code foreign_option.name}, those whose value was not read {@code foreign_secret.name}. */
    void putAll(Map<String, String> attributes) {
        values.forEach((name, value) ->
                attributes.put((secret.test(name) ? "foreign_secret." : "foreign_option.") + name, value));
    }

    /** Notes the secret values, so that a changed one is seen. */
    void mark(ObjectRef object, SecretMarks.Collector secrets) {
        hidden.forEach((name, value) -> secrets.add(object, "option " + name, value));
    }

    /** The names of the options whose values were not read. */
    List<String> secrets() {
        return values.keySet().stream().filter(secret).toList();
    }

    /** {@code OPTIONS (...)} with a space in front; empty without options. */
    String clause() {
        return values.isEmpty()
                ? ""
                : values.entrySet().stream()
                        .map(e -> Ident.quote(e.getKey()) + " " + Literal.quote(e.getValue()))
                        .collect(Collectors.joining(", ", " OPTIONS (", ")"));
    }

    /** @param alter the statement that changes the object, up to and without {@code OPTIONS} */
    List<Part> parts(String alter) {
        List<Part> parts = new ArrayList<>();
        values.forEach((option, value) -> {
            String name = Ident.quote(option);
            String text = name + " " + Literal.quote(value) + ")";
            parts.add(new Part(
                    "option " + option,
                    alter + " OPTIONS (ADD " + text,
                    alter + " OPTIONS (SET " + text,
                    alter + " OPTIONS (DROP " + name + ")",
                    false,
                    secret.test(option)));
        });
        return parts;
    }
}
