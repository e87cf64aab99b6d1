package dev.countersign.ddl;

import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.NearestName;
import dev.countersign.hcl.Scope;
import dev.countersign.hcl.SourceRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One block of a schema document. It remembers what it was asked for, so that {@link #finish()} can name the rest. */
public final class DdlBlock {
    private final DdlDocument document;
    private final HclBlock block;
    private final List<String> labels;
    private final Optional<String> key;
    private final String path;
    private final Scope scope;
    private final TreeSet<String> knownAttributes = new TreeSet<>();
    private final TreeSet<String> knownBlocks = new TreeSet<>();
    private final Map<String, List<DdlBlock>> inner = new LinkedHashMap<>();

    /** @param key which of the blocks that {@code for_each} makes of one text it is */
    DdlBlock(
            DdlDocument document,
            HclBlock block,
            List<String> labels,
            Optional<String> key,
            String parent,
            Scope scope) {
        this.document = document;
        this.block = block;
        this.labels = List.copyOf(labels);
        this.key = key;
        StringBuilder title = new StringBuilder(parent.isEmpty() ? "" : parent + ".").append(block.type());
        labels.forEach(label -> title.append(" \"").append(label).append('"'));
        key.ifPresent(k -> title.append("[\"").append(k).append("\"]"));
        this.path = title.toString();
        this.scope = scope;
        knownAttributes.add("for_each");
    }

    /** The first word. */
    public String type() {
        return block.type();
    }

    /** What stands behind the first word. */
    public List<String> labels() {
        return labels;
    }

    /** The whole reference to it: the first word, the labels, and the key when {@code for_each} made it. */
    List<String> address() {
        return Stream.of(Stream.of(type()), labels.stream(), key.stream())
                .flatMap(parts -> parts)
                .toList();
    }

    /** The last label, or the {@code name} attribute where there is one; empty when there is neither. */
    public String name() {
        return text("name").orElse(labels.isEmpty() ? "" : labels.getLast());
    }

    /** The parts of the reference to its schema; empty when it has none. */
    List<String> schemaPath() {
        return block.body().attribute("schema").isEmpty()
                ? List.of()
                : value("schema").flatMap(DdlValue::path).orElse(List.of());
    }

    /** The place of the first word and the labels. */
    public SourceRange range() {
        SourceRange type = block.typeRange();
        int end = block.labels().isEmpty()
                ? type.end()
                : block.labels().getLast().range().end();
        return new SourceRange(type.source(), type.offset(), Math.max(end, type.end()), type.line(), type.column());
    }

    /** The block with the blocks around it, for people. */
    public String path() {
        return path;
    }

    /** Where problems go. */
    public Findings findings() {
        return document.findings();
    }

    /** The value of an attribute. */
    public Optional<DdlValue> value(String name) {
        return attribute(name).flatMap(this::evaluated);
    }

    private Optional<DdlValue> evaluated(HclAttribute attribute) {
        try {
            HclValue value = document.evaluate(attribute.value(), scope);
            if (value instanceof HclValue.Unknown(String reason)) {
                findings().problem(attribute.value().range(), "this cannot be decided: " + reason);
                return Optional.empty();
            }
            return Optional.of(new DdlValue(value, attribute.value().range()));
        } catch (HclException e) {
            findings().problems(e.problems());
            return Optional.empty();
        }
    }

    /** The attribute as written, if it is there. */
    public Optional<HclAttribute> attribute(String name) {
        knownAttributes.add(name);
        return block.body().attribute(name);
    }

    /** A string. */
    public Optional<String> text(String name) {
        return typed(name, "a string", DdlValue::text);
    }

    /** SQL text: {@code sql("...")} or a string. */
    public Optional<DdlSql> sql(String name) {
        return value(name).filter(v -> !v.isNull()).flatMap(v -> {
            Optional<String> text = v.sqlOrText();
            if (text.isEmpty()) {
                findings().problem(v.range(), "\"" + name + "\" must be SQL text: a string or sql(\"...\")");
            }
            return text.map(t -> new DdlSql(withoutEnd(t), v.range()));
        });
    }

    private static String withoutEnd(String sql) {
        String text = sql.strip();
        return text.endsWith(";") ? text.substring(0, text.length() - 1).strip() : text;
    }

    /** Whether it is said to be true. */
    public boolean flag(String name) {
        return bool(name).orElse(false);
    }

    /** True or false. */
    public Optional<Boolean> bool(String name) {
        return typed(name, "true or false", v -> Conversions.bool(v.value()));
    }

    /** A number's digits. */
    public Optional<String> number(String name) {
        return typed(name, "a number", v -> Conversions.number(v.value()).map(BigDecimal::toPlainString));
    }

    /** One of some words, bare or as a string, in capitals and with spaces for underscores. */
    public Optional<String> keyword(String name, String... words) {
        return value(name).filter(v -> !v.isNull()).flatMap(v -> {
            String word = v.word()
                    .or(v::sqlOrText)
                    .orElse("")
                    .toUpperCase(Locale.ROOT)
                    .replace(' ', '_');
            if (!Arrays.asList(words).contains(word)) {
                findings()
                        .unknown(
                                v.range(),
                                "\"" + name + "\" must be one of " + String.join(", ", words),
                                word,
                                List.of(words));
                return Optional.empty();
            }
            return Optional.of(word.replace('_', ' '));
        });
    }

    private <T> Optional<T> typed(
            String name, String wanted, java.util.function.Function<DdlValue, Optional<T>> conversion) {
        return value(name).filter(v -> !v.isNull()).flatMap(v -> {
            Optional<T> converted = conversion.apply(v);
            if (converted.isEmpty()) {
                findings().problem(v.range(), "\"" + name + "\" must be " + wanted);
            }
            return converted;
        });
    }

    /** The items of a list attribute. */
    public List<DdlValue> list(String name) {
        return value(name).filter(v -> !v.isNull()).map(DdlValue::items).orElse(List.of());
    }

    /** The blocks of a type, {@code dynamic} ones expanded, in text order. */
    public List<DdlBlock> blocks(String type) {
        knownBlocks.add(type);
        return inner.computeIfAbsent(type, t -> document.expand(block.body(), t, path, scope));
    }

    /** The only block of a type. */
    public Optional<DdlBlock> block(String type) {
        List<DdlBlock> found = blocks(type);
        found.stream()
                .skip(1)
                .forEach(b -> findings().problem(b.range(), "there can be only one block \"" + type + "\" here"));
        return found.stream().findFirst();
    }

    /** Attributes that nothing asked for yet; asking makes them known. */
    public Map<String, DdlValue> otherAttributes() {
        Map<String, DdlValue> others = new LinkedHashMap<>();
        for (HclAttribute attribute : block.body().attributes()) {
            if (!knownAttributes.contains(attribute.name())) {
                value(attribute.name()).ifPresent(v -> others.put(attribute.name(), v));
            }
        }
        return others;
    }

    /** Says that an attribute or block is known and why it has no effect. */
    public void withoutEffect(String name, String reason) {
        attribute(name)
                .ifPresent(a -> findings().notEvaluated(a.nameRange(), path + "." + name, reason, Optional.empty()));
        knownBlocks.add(name);
        block.body()
                .blocks(name)
                .forEach(b -> findings().notEvaluated(b.typeRange(), path + "." + b.title(), reason, Optional.empty()));
    }

    /** Names every attribute and block that nothing asked for as not evaluated. */
    public void finish() {
        List<String> known = new ArrayList<>(knownAttributes);
        known.addAll(knownBlocks);
        for (HclAttribute attribute : block.body().attributes()) {
            if (!knownAttributes.contains(attribute.name())) {
                findings().unknownName(attribute.nameRange(), path + "." + attribute.name(), attribute.name(), known);
            }
        }
        for (HclBlock child : block.body().blocks()) {
            boolean dynamic = child.type().equals("dynamic");
            String what = dynamic ? child.label().orElse("") : child.type();
            if (!knownBlocks.contains(what)) {
                findings()
                        .notEvaluated(
                                child.typeRange(),
                                path + "." + child.title(),
                                "the name is not known here",
                                NearestName.of(what, known));
            }
        }
        inner.values().forEach(blocks -> blocks.forEach(DdlBlock::finish));
    }
}
