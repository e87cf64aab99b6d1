package dev.countersign.policy;

import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the blocks that <code>dynamic "TYPE" { for_each, iterator, labels, content }</code> stands for: one for each item, in the place of the
 * {@code dynamic} block. Their expressions see the item as {@code TYPE.key} and {@code TYPE.value}, or under the iterator's name.
 */
final class DynamicBlocks {
    /** How many attributes and blocks may be made in one body: a few words could stand for more than any memory holds. */
    static final int MAX_MADE = 50_000;

    static final String DYNAMIC = "dynamic";
    static final String FOR_EACH = "for_each";
    private static final String ITERATOR = "iterator";
    private static final String LABELS = "labels";
    static final String CONTENT = "content";
    static final List<String> ARGUMENTS = List.of(FOR_EACH, ITERATOR, LABELS);

    /** Labels that say what a block is, for blocks whose labels nobody knows. */
    private static final Map<String, String> USUAL_LABELS =
            Map.of("check", "schema_apply", "diff", "postgres", "ownership", "github", "rule", "hcl");

    private static final HclValue IMAGINED = new HclValue.Unknown("there is no such item");

    private final Evaluation evaluation;
    private int made;

    DynamicBlocks(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** The block with everything made that is to be made inside. */
    HclBlock in(HclBlock block) {
        return with(block, in(block.body(), block.title()));
    }

    /** The body with everything made that is to be made inside. */
    HclBody in(HclBody body, String title) {
        return isWithout(body) ? body : body(body, title, evaluation);
    }

    /**
     * The file with everything made that is to be made at its top and in blocks of these types. All others are read where they are used, or before anything can
     * be evaluated.
     */
    HclBody ofFile(HclBody file, List<String> types) {
        List<HclBlock> blocks = new ArrayList<>();
        List<HclBlock> imagined = new ArrayList<>();
        for (HclBlock block : file.blocks()) {
            if (isOfOne(block, types)) {
                (evaluation.isImagining() ? imagined : blocks).addAll(dynamic(block, "", evaluation));
            } else {
                blocks.add(types.contains(block.type()) ? in(block) : block);
            }
        }
        blocks.addAll(0, merged(imagined));
        return new HclBody(file.attributes(), blocks, file.range());
    }

    private static boolean isOfOne(HclBlock block, List<String> types) {
        return block.type().equals(DYNAMIC)
                && block.label().filter(types::contains).isPresent();
    }

    /** The block as if each {@code dynamic} directly in it made one block that nobody evaluates: the names that it has inside. */
    static HclBlock shape(HclBlock block) {
        List<HclBlock> blocks = block.body().blocks().stream()
                .map(inner -> inner.type().equals(DYNAMIC) ? content(inner) : inner)
                .toList();
        return with(
                block,
                new HclBody(block.body().attributes(), blocks, block.body().range()));
    }

    /** The name under which the item is seen; the type's where nothing else is said in a way that can be understood. */
    static String iterator(HclBlock dynamic) {
        return dynamic.body()
                .attribute(ITERATOR)
                .map(HclAttribute::value)
                .map(value -> value instanceof HclExpression.Name(String name, SourceRange ignored) ? name : "")
                .filter(name -> !name.isEmpty())
                .orElseGet(() -> dynamic.label().orElse(DYNAMIC));
    }

    /** Names an iterator that nothing inside reads: probably another one is meant. */
    static void checkIterator(HclBlock dynamic, String what, Evaluation evaluation) {
        dynamic.body()
                .attribute(ITERATOR)
                .filter(iterator -> iterator.value() instanceof HclExpression.Name(String name, SourceRange ignored)
                        && !readsIn(content(dynamic).body(), name)
                        && dynamic.body()
                                .attribute(LABELS)
                                .filter(labels -> reads(labels.value(), name))
                                .isEmpty())
                .ifPresent(iterator -> evaluation.note(
                        what + "." + ITERATOR,
                        iterator.value().range(),
                        "nothing inside reads " + iterator.value().range().text()));
    }

    private static boolean readsIn(HclBody body, String name) {
        return body.attributes().stream().anyMatch(a -> reads(a.value(), name))
                || body.blocks().stream().anyMatch(b -> readsIn(b.body(), name));
    }

    /** One block as {@code dynamic} makes it, not evaluated. */
    static HclBlock content(HclBlock dynamic) {
        HclBody inside = dynamic.body().blocks(CONTENT).stream()
                .findFirst()
                .map(HclBlock::body)
                .orElseGet(
                        () -> new HclBody(List.of(), List.of(), dynamic.body().range()));
        return new HclBlock(dynamic.label().orElse(DYNAMIC), dynamic.typeRange(), List.of(), inside, dynamic.range());
    }

    private static boolean isWithout(HclBody body) {
        return body.blocks().stream().allMatch(b -> !b.type().equals(DYNAMIC) && isWithout(b.body()));
    }

    private static HclBlock with(HclBlock block, HclBody body) {
        return new HclBlock(block.type(), block.typeRange(), block.labels(), body, block.range());
    }

    private static HclBlock named(HclBlock dynamic, HclBlock content, List<HclBlock.Label> labels) {
        HclBlock.Label type = dynamic.labels().getFirst();
        return new HclBlock(type.value(), type.range(), labels, content.body(), dynamic.range());
    }

    private HclBody body(HclBody body, String title, Evaluation seen) {
        List<HclBlock> blocks = new ArrayList<>();
        List<HclBlock> imagined = new ArrayList<>();
        for (HclBlock block : body.blocks()) {
            if (block.type().equals(DYNAMIC) && seen.isImagining()) {
                imagined.addAll(dynamic(block, title, seen));
            } else if (block.type().equals(DYNAMIC)) {
                List<HclBlock> made = dynamic(block, title, seen);
                // one that makes nothing stays, so that who reads the body looks at the name of what it would make
                blocks.addAll(made.isEmpty() ? List.of(block) : made);
            } else {
                blocks.add(with(block, body(block.body(), path(title, block.title()), seen)));
            }
        }
        blocks.addAll(0, merged(imagined));
        return new HclBody(body.attributes(), blocks, body.range());
    }

    /** Imagined blocks that only one of could stand there are one, so that whoever reads the one sees the names of all. */
    private static List<HclBlock> merged(List<HclBlock> blocks) {
        Map<String, List<HclBlock>> same = new LinkedHashMap<>();
        blocks.forEach(block ->
                same.computeIfAbsent(block.title(), title -> new ArrayList<>()).add(block));
        List<HclBlock> merged = new ArrayList<>();
        for (List<HclBlock> all : same.values()) {
            List<HclAttribute> attributes =
                    all.stream().flatMap(b -> b.body().attributes().stream()).toList();
            List<HclBlock> inner =
                    merged(all.stream().flatMap(b -> b.body().blocks().stream()).toList());
            HclBlock first = all.getFirst();
            merged.add(with(first, new HclBody(attributes, inner, first.body().range())));
        }
        return merged;
    }

    private static String path(String title, String name) {
        return title.isEmpty() ? name : title + "." + name;
    }

    /** One item, as the iterator gives it. */
    private record Item(HclValue key, HclValue value) {
        HclValue asObject() {
            return HclValue.of(Map.of("key", key, "value", value));
        }
    }

    private List<HclBlock> dynamic(HclBlock block, String title, Evaluation seen) {
        BlockReader reader = new BlockReader(path(title, block.title()), block.body(), seen);
        Optional<HclAttribute> forEach = reader.attribute(FOR_EACH);
        Optional<HclAttribute> labels = reader.attribute(LABELS);
        Optional<HclAttribute> iterator = reader.attribute(ITERATOR);
        List<HclBlock> contents = reader.blocks(CONTENT);
        reader.finish();
        checkIterator(block, path(title, block.title()), seen);
        if (block.labels().size() != 1) {
            seen.problem(block.typeRange(), "\"dynamic\" takes one label, the type of the blocks it makes");
            return List.of();
        }
        if (forEach.isEmpty() || contents.size() != 1) {
            seen.problem(block.typeRange(), "\"dynamic\" needs for_each and one block \"content\"");
            return List.of();
        }
        HclBlock content = contents.getFirst();
        if (!content.labels().isEmpty()) {
            seen.problem(
                    content.labels().getFirst().range(),
                    "\"content\" takes no label; those of the blocks that are made stand in labels = [...]");
        }
        Optional<String> name = iterator.isEmpty() ? block.label() : name(iterator.get(), seen);
        List<HclBlock> blocks = new ArrayList<>();
        List<Item> items = name.isEmpty() ? List.of() : items(forEach.get(), reader, seen);
        seen.multiplicity().add(block.range(), items.size());
        for (Item item : items) {
            Evaluation inside = seen.seeing(seen.scope().with(name.get(), item.asObject()));
            Optional<List<HclBlock.Label>> own = labels.isEmpty()
                    ? Optional.of(List.of())
                    : labels(block, labels.get(), reader.path(LABELS), inside);
            if (own.isPresent()) {
                HclBlock one = named(block, content, own.get());
                HclBody expanded = body(content.body(), path(title, one.title()), inside);
                blocks.add(bound(with(one, expanded), name.get(), item, forEach.get()));
            }
        }
        return blocks;
    }

    private static Optional<String> name(HclAttribute iterator, Evaluation seen) {
        if (iterator.value() instanceof HclExpression.Name(String name, SourceRange ignored)) {
            return Optional.of(name);
        }
        seen.problem(iterator.value().range(), "\"iterator\" must be a name without quotes");
        return Optional.empty();
    }

    private static Optional<List<HclBlock.Label>> labels(
            HclBlock dynamic, HclAttribute attribute, String what, Evaluation seen) {
        SourceRange range = attribute.value().range();
        Optional<HclValue> value = seen.value(attribute.value());
        if (seen.isImagining()) {
            return Optional.of(imagined(dynamic.label().orElse(""), value.orElse(IMAGINED), range));
        }
        if (value.isEmpty()) {
            return Optional.empty();
        }
        List<HclValue> items = value.get() instanceof HclValue.Items(List<HclValue> list) ? list : List.of(value.get());
        List<HclBlock.Label> labels = new ArrayList<>();
        for (HclValue item : items) {
            if (item instanceof HclValue.Unknown(String reason)) {
                seen.note(what, attribute.range(), reason);
                return Optional.empty();
            }
            Conversions.text(item).ifPresent(text -> labels.add(new HclBlock.Label(text, range)));
        }
        if (!(value.get() instanceof HclValue.Items) || labels.size() < items.size()) {
            seen.problem(range, "\"labels\" must be a list of strings");
            return Optional.empty();
        }
        return Optional.of(labels);
    }

    private static List<HclBlock.Label> imagined(String type, HclValue labels, SourceRange range) {
        List<HclValue> items = labels instanceof HclValue.Items(List<HclValue> list) ? list : List.of(labels);
        List<HclBlock.Label> imagined = new ArrayList<>();
        for (HclValue item : items) {
            String usual = imagined.isEmpty() ? USUAL_LABELS.getOrDefault(type, type) : type;
            imagined.add(new HclBlock.Label(
                    item instanceof HclValue.Unknown
                            ? usual
                            : Conversions.text(item).orElse(usual),
                    range));
        }
        return imagined;
    }

    private List<Item> items(HclAttribute forEach, BlockReader reader, Evaluation seen) {
        if (seen.isImagining()) {
            return List.of(new Item(IMAGINED, IMAGINED));
        }
        Optional<HclValue> value = seen.value(forEach.value());
        List<Item> items = new ArrayList<>();
        switch (value.orElse(HclValue.of(List.of()))) {
            case HclValue.Items(List<HclValue> list) -> {
                // the items of a set are their own keys, those of a list have their places
                boolean isSet = seen.influence().isSet(forEach.value());
                for (HclValue item : list) {
                    items.add(new Item(isSet ? item : HclValue.of(items.size()), item));
                }
            }
            case HclValue.Fields(var fields) ->
                fields.forEach((key, item) -> items.add(new Item(HclValue.of(key), item)));
            case HclValue.Unknown(String reason) -> seen.note(reader.path(FOR_EACH), forEach.range(), reason);
            case HclValue.Text text -> notIterable(forEach, text, seen);
            case HclValue.Number number -> notIterable(forEach, number, seen);
            case HclValue.Bool bool -> notIterable(forEach, bool, seen);
            case HclValue.Null nothing -> notIterable(forEach, nothing, seen);
        }
        return items;
    }

    private static void notIterable(HclAttribute forEach, HclValue value, Evaluation seen) {
        seen.problem(
                forEach.value().range(),
                "\"for_each\" must be a list, a set, a map or an object, not " + value.typeName());
    }

    private HclBlock bound(HclBlock block, String name, Item item, HclAttribute forEach) {
        made++;
        List<HclAttribute> attributes = new ArrayList<>();
        for (HclAttribute attribute : block.body().attributes()) {
            made++;
            attributes.add(
                    reads(attribute.value(), name) || isMadeBy(forEach, attribute.value())
                            ? new HclAttribute(
                                    attribute.name(),
                                    attribute.nameRange(),
                                    new HclExpression.Bound(name, item.asObject(), forEach.value(), attribute.value()),
                                    attribute.range())
                            : attribute);
        }
        if (made > MAX_MADE) {
            throw new HclException(HclProblem.at(
                    forEach.range(), "the blocks that are made here hold more than " + MAX_MADE + " settings"));
        }
        List<HclBlock> blocks = block.body().blocks().stream()
                .map(inner -> bound(inner, name, item, forEach))
                .toList();
        return with(block, new HclBody(attributes, blocks, block.body().range()));
    }

    /** Whether variables decide about the items, and so about each setting that is not a bare word: also about one that reads no item. */
    private boolean isMadeBy(HclAttribute forEach, HclExpression setting) {
        return !(setting instanceof HclExpression.Name)
                && !evaluation.influence().variablesOf(forEach.value()).isEmpty();
    }

    private static boolean reads(HclExpression expression, String name) {
        return expression instanceof HclExpression.Name(String root, SourceRange ignored) && root.equals(name)
                || expression.children().stream().anyMatch(part -> reads(part, name));
    }
}
