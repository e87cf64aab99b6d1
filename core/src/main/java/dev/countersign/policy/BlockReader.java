package dev.countersign.policy;

import com.google.re2j.PatternSyntaxException;
import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.NearestName;
import dev.countersign.hcl.SourceRange;
import dev.countersign.hcl.UserPattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Reads typed settings from one body and remembers what it was asked for, so that {@link #finish()} can report the rest
 * as not evaluated.
 */
final class BlockReader {

    private final String title;
    private final HclBody body;
    private final Evaluation evaluation;
    private final TreeSet<String> knownAttributes = new TreeSet<>();
    private final TreeSet<String> knownBlocks = new TreeSet<>();

    BlockReader(String title, HclBody body, Evaluation evaluation) {
        this.title = title;
        this.body = body;
        this.evaluation = evaluation;
    }

    Evaluation evaluation() {
        return evaluation;
    }

    Optional<Setting<Boolean>> bool(String name) {
        return typed(name, "true or false", true, Conversions::bool);
    }

    /** A whole number that is not negative. */
    Optional<Setting<Long>> count(String name) {
        return typed(
                name,
                "a whole number from 0",
                true,
                value -> Conversions.number(value)
                        .filter(n -> n.signum() >= 0 && n.stripTrailingZeros().scale() <= 0)
                        .filter(n -> n.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0)
                        .map(BigDecimal::longValueExact));
    }

    Optional<Setting<String>> text(String name) {
        return typed(name, "a string", false, Conversions::text);
    }

    /** A text that people read: one that a sensitive variable has to do with is not shown to them. */
    Optional<Setting<String>> shown(String name) {
        Optional<String> hidden = attribute(name).flatMap(a -> evaluation.hidden(a.value()));
        return text(name)
                .map(setting -> new Setting<>(hidden.orElse(setting.value()), setting.range(), setting.variables()));
    }

    /** A list of strings; one string alone when {@code single} allows it. */
    Optional<Setting<List<String>>> texts(String name, boolean single) {
        return typed(name, single ? "a string or a list of strings" : "a list of strings", false, value -> {
            if (value instanceof HclValue.Items(List<HclValue> items)) {
                List<String> texts = items.stream()
                        .flatMap(v -> Conversions.text(v).stream())
                        .toList();
                return texts.size() == items.size() ? Optional.of(texts) : Optional.empty();
            }
            return single ? Conversions.text(value).map(List::of) : Optional.empty();
        });
    }

    /** One of an enum's words, bare or as a string, in any case. */
    <E extends Enum<E>> Optional<Setting<E>> keyword(String name, Class<E> type) {
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        Optional<HclAttribute> attribute = attribute(name);
        if (attribute.isPresent()
                && attribute.get().value() instanceof HclExpression.Name(String word, SourceRange range)
                && !words.contains(word.toUpperCase(Locale.ROOT))) {
            evaluation.problem(HclProblem.unknownName(
                    range, "\"" + name + "\" must be one of " + String.join(", ", words), word, words));
            return Optional.empty();
        }
        if (attribute.isPresent()
                && attribute.get().value() instanceof HclExpression.Name(String word, SourceRange ignored)) {
            return Optional.of(new Setting<>(
                    Enum.valueOf(type, word.toUpperCase(Locale.ROOT)),
                    Optional.of(attribute.get().range()),
                    new TreeSet<>()));
        }
        return typed(
                name,
                "one of " + String.join(", ", words),
                true,
                value -> Conversions.text(value)
                        .map(t -> t.toUpperCase(Locale.ROOT))
                        .filter(words::contains)
                        .map(word -> Enum.valueOf(type, word)));
    }

    Optional<Setting<NamePattern>> pattern(String name) {
        return text(name).flatMap(setting -> {
            try {
                boolean secret = attribute(name)
                        .flatMap(a -> evaluation.hidden(a.value()))
                        .isPresent();
                return Optional.of(new Setting<>(
                        new NamePattern(UserPattern.compile(setting.value()), secret),
                        setting.range(),
                        setting.variables()));
            } catch (PatternSyntaxException e) {
                evaluation.problem(
                        setting.range().orElseThrow(),
                        "\"" + name + "\" is not a regular expression (RE2): " + e.getDescription());
                return Optional.empty();
            }
        });
    }

    List<HclBlock> blocks(String type) {
        knownBlocks.add(type);
        evaluation.vocabulary().add(title, type, true);
        return body.blocks(type);
    }

    /** The only block of that type. Of several the first counts, as in Atlas, and the others are not evaluated. */
    Optional<HclBlock> block(String type) {
        List<HclBlock> found = blocks(type);
        found.stream().skip(1).forEach(again -> evaluation.again(path(again.title()), again, found.getFirst()));
        return found.stream().findFirst();
    }

    /** A reader of a block inside this one. */
    BlockReader inside(HclBlock block) {
        return new BlockReader(path(block.title()), block.body(), evaluation);
    }

    Optional<HclAttribute> attribute(String name) {
        knownAttributes.add(name);
        evaluation.vocabulary().add(title, name, false);
        return body.attribute(name);
    }

    /** Whether the attribute's value is known, or what is wrong with it; also where there is none. */
    boolean isKnown(String name) {
        return attribute(name)
                .flatMap(a -> evaluation.value(a.value()))
                .flatMap(BlockReader::unknown)
                .isEmpty();
    }

    /** Attributes that nothing asked for. */
    List<HclAttribute> otherAttributes() {
        return body.attributes().stream()
                .filter(a -> !knownAttributes.contains(a.name()))
                .toList();
    }

    /** Says of an attribute that somebody has looked at it. */
    void seen(HclAttribute attribute) {
        knownAttributes.add(attribute.name());
        evaluation.vocabulary().add(title, attribute.name(), false);
    }

    /** Settings that are known and have no effect here. */
    void withoutEffect(String reason, String... names) {
        each((what, range) -> evaluation.note(what, range, reason), names);
    }

    /** Settings that are known and cannot change what a review or a lint finds. */
    void notices(String reason, String... names) {
        each((what, range) -> evaluation.notice(what, range, reason), names);
    }

    private void each(BiConsumer<String, SourceRange> told, String... names) {
        ElsewhereNames elsewhere = new ElsewhereNames(evaluation);
        for (String name : names) {
            knownAttributes.add(name);
            knownBlocks.add(name);
            body.attribute(name).ifPresent(a -> told.accept(path(name), a.range()));
            for (HclBlock block : body.blocks(name)) {
                told.accept(path(block.title()), block.typeRange());
                elsewhere.check(path(block.title()), block);
            }
        }
    }

    /** Reports every attribute and block that nothing asked for. */
    void finish() {
        for (HclAttribute attribute : otherAttributes()) {
            boolean isBlock = knownBlocks.contains(attribute.name());
            evaluation.unknownName(new NotEvaluated(
                    path(attribute.name()),
                    Optional.of(attribute.range()),
                    isBlock
                            ? "it is written as a block: " + attribute.name() + " { ... }"
                            : "the name is not known here",
                    isBlock ? Optional.empty() : suggestion(attribute.name())));
        }
        for (HclBlock block : body.blocks()) {
            boolean makesNone = block.type().equals(DynamicBlocks.DYNAMIC)
                    && !block.labels().isEmpty();
            String type = makesNone ? block.labels().getFirst().value() : block.type();
            if (!knownBlocks.contains(type)) {
                boolean isAttribute = knownAttributes.contains(type);
                evaluation.unknownName(new NotEvaluated(
                        path(block.title()),
                        Optional.of(block.typeRange()),
                        isAttribute
                                ? "it is written as an attribute: " + type + " = ..."
                                : "the name is not known here",
                        isAttribute ? Optional.empty() : suggestion(type)));
            }
        }
    }

    String path(String name) {
        return title.isEmpty() ? name : title + "." + name;
    }

    Optional<String> suggestion(String name) {
        List<String> known = new ArrayList<>(knownAttributes);
        known.addAll(knownBlocks);
        return NearestName.of(name, known);
    }

    /** With {@code decides} a value that is not known is an error: a policy is not guessed. */
    private <T> Optional<Setting<T>> typed(
            String name, String wanted, boolean decides, Function<HclValue, Optional<T>> conversion) {
        Optional<HclAttribute> attribute = attribute(name);
        if (attribute.isEmpty()) {
            return Optional.empty();
        }
        HclExpression expression = attribute.get().value();
        SourceRange range = attribute.get().range();
        Optional<HclValue> value = evaluation.value(expression);
        if (value.isEmpty() || value.get() == HclValue.Null.NULL) {
            return Optional.empty();
        }
        Optional<HclValue.Unknown> unknown = unknown(value.get());
        if (unknown.isPresent()) {
            String reason = unknown.get().reason();
            if (decides) {
                evaluation.problem(expression.range(), "\"" + name + "\" cannot be decided: " + reason);
            } else {
                evaluation.note(path(name), range, reason);
            }
            return Optional.empty();
        }
        Optional<T> converted = conversion.apply(value.get());
        if (converted.isEmpty()) {
            evaluation.problem(
                    expression.range(),
                    "\"" + name + "\" must be " + wanted + ", not "
                            + (value.get().equals(HclValue.of(""))
                                    ? "an empty one"
                                    : "this " + value.get().typeName()));
        }
        return converted.map(
                v -> new Setting<>(v, Optional.of(range), evaluation.influence().variablesOf(expression)));
    }

    /** Settings are plain values or lists of them; a list with something unknown in it is not known either. */
    private static Optional<HclValue.Unknown> unknown(HclValue value) {
        List<HclValue> parts = value instanceof HclValue.Items(List<HclValue> items) ? items : List.of(value);
        return parts.stream()
                .filter(HclValue.Unknown.class::isInstance)
                .map(HclValue.Unknown.class::cast)
                .findFirst();
    }
}
