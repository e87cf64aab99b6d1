package dev.countersign.ddl;

import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclValue;
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
import java.util.function.Function;
import java.util.stream.Stream;

/** One block of a schema document. It remembers what it was asked for, so that {@link #finish()} can name the rest. */
public final class DdlBlock {
    private final DdlDocument document;
    private final HclBlock block;
    private final List<String> labels;
    private final Optional<String> key;
    private final Place around;
    private final Place place;
    private final Scope scope;
    private final TreeSet<String> knownAttributes = new TreeSet<>();
    private final TreeSet<String> knownBlocks = new TreeSet<>();
    private final TreeSet<String> idle = new TreeSet<>();
    private final Map<String, List<DdlBlock>> inner = new LinkedHashMap<>();

    /** @param key which of the blocks that {@code for_each} makes of one text it is */
    DdlBlock(
            DdlDocument document,
            HclBlock block,
            List<String> labels,
            Optional<String> key,
            Place around,
            Scope scope) {
        this.document = document;
        this.block = block;
        this.labels = List.copyOf(labels);
        this.key = key;
        this.around = around;
        this.place = around.block(block.type(), labels, key);
        this.scope = scope;
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
        return place.path();
    }

    /** Where problems go. */
    public Findings findings() {
        return document.findings();
    }

    /** The value of an attribute. */
    public Optional<DdlValue> value(String name) {
        return attribute(name).map(HclAttribute::value).flatMap(this::evaluated);
    }

    private Optional<DdlValue> evaluated(HclExpression expression) {
        try {
            HclValue value = document.evaluate(expression, scope);
            if (value instanceof HclValue.Unknown(String reason)) {
                findings().problem(expression.range(), "this cannot be decided: " + reason);
                return Optional.empty();
            }
            return Optional.of(new DdlValue(value, expression.range()));
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

    private <T> Optional<T> typed(String name, String wanted, Function<DdlValue, Optional<T>> conversion) {
        return value(name).filter(v -> !v.isNull()).flatMap(v -> {
            Optional<T> converted = conversion.apply(v);
            if (converted.isEmpty()) {
                findings().problem(v.range(), "\"" + name + "\" must be " + wanted);
            }
            return converted;
        });
    }

    /** The items of a list attribute, each with its own place where it is written as an item. */
    public List<DdlValue> list(String name) {
        Optional<HclExpression> written = attribute(name).map(HclAttribute::value);
        if (written.isPresent() && written.get() instanceof HclExpression.ListLiteral(var items, var ignored)) {
            return items.stream().flatMap(item -> evaluated(item).stream()).toList();
        }
        return value(name).filter(v -> !v.isNull()).map(DdlValue::items).orElse(List.of());
    }

    /** The blocks of a type, {@code dynamic} ones expanded, in text order. */
    public List<DdlBlock> blocks(String type) {
        knownBlocks.add(type);
        return inner.computeIfAbsent(type, t -> document.expand(block.body(), t, place, scope));
    }

    /** The only block of a type. */
    public Optional<DdlBlock> block(String type) {
        List<DdlBlock> found = blocks(type);
        if (document.isImagined() && found.size() > 1) {
            found = List.of(together(found));
            inner.put(type, found);
        }
        found.stream()
                .skip(1)
                .forEach(b -> findings().problem(b.range(), "there can be only one block \"" + type + "\" here"));
        return found.stream().findFirst();
    }

    /** One block with all that several hold. */
    private static DdlBlock together(List<DdlBlock> blocks) {
        DdlBlock first = blocks.getFirst();
        HclBody body = new HclBody(
                blocks.stream()
                        .flatMap(b -> b.block.body().attributes().stream())
                        .toList(),
                blocks.stream().flatMap(b -> b.block.body().blocks().stream()).toList(),
                first.block.body().range());
        HclBlock all =
                new HclBlock(first.type(), first.block.typeRange(), first.block.labels(), body, first.block.range());
        return new DdlBlock(first.document, all, first.labels, first.key, first.around, first.scope);
    }

    /** Attributes that nothing asked for yet; asking makes them known. */
    public Map<String, DdlValue> otherAttributes() {
        Map<String, DdlValue> others = new LinkedHashMap<>();
        for (HclAttribute attribute : block.body().attributes()) {
            if (!knownAttributes.contains(attribute.name()) && !attribute.name().equals(DdlDocument.FOR_EACH)) {
                value(attribute.name()).ifPresent(v -> others.put(attribute.name(), v));
            }
        }
        return others;
    }

    /** Says that an attribute or block is known and why it has no effect. */
    public void withoutEffect(String name, String reason) {
        idle.add(name);
        block.body()
                .attribute(name)
                .ifPresent(a -> findings().notEvaluated(a.nameRange(), path() + "." + name, reason, Optional.empty()));
        block.body()
                .blocks(name)
                .forEach(b ->
                        findings().notEvaluated(b.typeRange(), path() + "." + b.title(), reason, Optional.empty()));
    }

    /** Names every attribute and block that nothing asked for as not evaluated. */
    public void finish() {
        document.names().known(place.kind(), knownAttributes, knownBlocks);
        List<String> known = new ArrayList<>(knownAttributes);
        known.addAll(knownBlocks);
        known.addAll(idle);
        known.addAll(List.of(DdlDocument.FOR_EACH, DdlDocument.DYNAMIC));
        for (HclAttribute attribute : block.body().attributes()) {
            String name = attribute.name();
            if (!knownAttributes.contains(name) && !idle.contains(name) && !name.equals(DdlDocument.FOR_EACH)) {
                findings().unknownName(attribute.nameRange(), path() + "." + name, name, known);
            }
        }
        for (HclBlock child : block.body().blocks()) {
            boolean dynamic = child.type().equals(DdlDocument.DYNAMIC);
            String what = dynamic ? child.label().orElse("") : child.type();
            if (!knownBlocks.contains(what) && !idle.contains(what)) {
                findings().unknownName(child.typeRange(), path() + "." + child.title(), what, known);
            }
        }
        inner.values().forEach(blocks -> blocks.forEach(DdlBlock::finish));
    }
}
