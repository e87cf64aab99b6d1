package dev.countersign.ddl;

import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.SourceRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An evaluated value of a schema document: plain, raw SQL, or a reference such as {@code table.users.column.id}. */
public record DdlValue(HclValue value, SourceRange range) {
    /** No HCL text can write these keys. */
    private static final String SQL = "\u0000sql";

    private static final String PATH = "\u0000path";

    /** Raw SQL text as a value. */
    static HclValue sql(String text) {
        return HclValue.of(Map.of(SQL, HclValue.of(text)));
    }

    /** A reference made of parts of another one. */
    public static DdlValue reference(List<String> path, SourceRange range) {
        return new DdlValue(
                HclValue.of(
                        Map.of(PATH, HclValue.of(path.stream().map(HclValue::of).toList()))),
                range);
    }

    /** The name under which a scope of references shows its path. */
    static String pathKey() {
        return PATH;
    }

    /** The text of {@code sql("...")} or of a type with parameters. */
    public Optional<String> rawSql() {
        return field(SQL).flatMap(Conversions::text);
    }

    /** The parts of a reference; a bare word is a reference of one part. */
    public Optional<List<String>> path() {
        return field(PATH)
                .filter(HclValue.Items.class::isInstance)
                .map(v -> ((HclValue.Items) v)
                        .values().stream()
                                .flatMap(part -> Conversions.text(part).stream())
                                .toList());
    }

    /** A bare word. */
    public Optional<String> word() {
        return path().filter(p -> p.size() == 1).map(List::getFirst);
    }

    /** A string, or a number or bool as text. */
    public Optional<String> text() {
        return value instanceof HclValue.Fields ? Optional.empty() : Conversions.text(value);
    }

    /** Raw SQL or plain text. */
    public Optional<String> sqlOrText() {
        return rawSql().or(this::text);
    }

    /** Whether it is {@code null}. */
    public boolean isNull() {
        return value == HclValue.Null.NULL;
    }

    /** The items of a list; a single value is a list of one. */
    public List<DdlValue> items() {
        return value instanceof HclValue.Items(List<HclValue> items)
                ? items.stream().map(v -> new DdlValue(v, range)).toList()
                : List.of(this);
    }

    /** Whether it is an object, with or without entries. */
    public boolean isObject() {
        return value instanceof HclValue.Fields && rawSql().isEmpty() && path().isEmpty();
    }

    /** The entries of an object, in order of their names. */
    public Map<String, DdlValue> entries() {
        if (value instanceof HclValue.Fields fields && rawSql().isEmpty() && path().isEmpty()) {
            return fields.values().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            e -> new DdlValue(e.getValue(), range),
                            (a, b) -> b,
                            LinkedHashMap::new));
        }
        return Map.of();
    }

    private Optional<HclValue> field(String name) {
        return value instanceof HclValue.Fields fields
                ? Optional.ofNullable(fields.values().get(name))
                : Optional.empty();
    }
}
