package dev.countersign.ddl;

import dev.countersign.hcl.Budget;
import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.Evaluator;
import dev.countersign.hcl.Functions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.Multiplicity;
import dev.countersign.hcl.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The files of one schema in HCL, with variables, locals, {@code for_each} and {@code dynamic} resolved. */
public final class DdlDocument {
    static final String FOR_EACH = "for_each";
    static final String DYNAMIC = "dynamic";
    private static final String CONTENT = "content";
    private static final Set<String> DYNAMIC_ARGUMENTS = Set.of(FOR_EACH, "iterator", "labels");
    private static final Set<String> NO_OBJECTS = Set.of("variable", "locals");

    private final List<HclFile> files;
    private final Evaluator evaluator;
    private final Findings findings = new Findings();
    private final KnownNames names = new KnownNames();
    private final List<DdlBlock> blocks = new ArrayList<>();
    private final Map<List<String>, List<DdlBlock>> byAddress = new HashMap<>();
    private final Set<String> asked = new TreeSet<>();
    private final Set<String> idle = new TreeSet<>();
    private final Multiplicity multiplicity = new Multiplicity();
    private final Map<String, List<String>> given;
    private final boolean imagined;

    private DdlDocument(
            List<HclFile> files, SchemaLanguage language, Map<String, List<String>> given, boolean imagined) {
        this.files = List.copyOf(files);
        this.given = Map.copyOf(given);
        this.imagined = imagined;
        Functions functions = Functions.standard()
                .with("sql", call -> DdlValue.sql(call.expect(1, 1).text(0)));
        for (String name : language.typeFunctions()) {
            functions = functions.with(
                    name,
                    call -> DdlValue.sql(language.type(
                            name,
                            call.arguments().stream()
                                    .map(v -> new DdlValue(
                                            v, files.getFirst().body().range()))
                                    .map(v -> v.word()
                                            .or(v::sqlOrText)
                                            .orElseThrow(() -> call.fail("a type takes numbers")))
                                    .collect(Collectors.joining(", ")))));
        }
        this.evaluator = new Evaluator(
                functions,
                Budget.forTexts(files.stream()
                        .mapToLong(f -> f.body().range().source().text().length())
                        .sum()));
    }

    /**
     * @param files one schema's files, without syntax errors
     * @param variables values given from outside, several for a list; those that no file declares are reported when {@code strict}
     */
    public static DdlDocument of(List<HclFile> files, SchemaLanguage language, Map<String, List<String>> variables) {
        DdlDocument document = new DdlDocument(files, language, variables, false);
        document.read();
        return document;
    }

    /**
     * Looks at the names in blocks of which {@code for_each} makes none, once the statements have been made: with the first item they would be mistakes. The
     * document is read once more as if everything that goes over items had exactly one, and of that reading only those names count.
     */
    public void lookIntoNothing(SchemaLanguage language) {
        if (multiplicity.hasNothing()) {
            DdlDocument one = new DdlDocument(files, language, given, true);
            one.read();
            language.statements(one);
            one.findings.unknownNames().stream()
                    .filter(name -> multiplicity.isInNothing(name.range()))
                    .forEach(findings::notEvaluated);
        }
    }

    /** Whether blocks that go over items are read as if there were one, so that several of them may stand where only one could. */
    boolean isImagined() {
        return imagined;
    }

    /** Problems and what is not evaluated. */
    public Findings findings() {
        return findings;
    }

    /** Every attribute and block that was asked for, by the blocks around it; complete when the document is finished. */
    public SortedSet<String> vocabulary() {
        return names.entries();
    }

    KnownNames names() {
        return names;
    }

    /** The top-level blocks of a type; every type that nobody asks for is reported as not evaluated. */
    public List<DdlBlock> blocks(String type) {
        asked.add(type);
        return blocks.stream().filter(b -> b.type().equals(type)).toList();
    }

    /**
     * The block that a reference names: its type, then its labels. Where the name alone is clear, outer labels may be left out, or the schema may stand
     * before it.
     */
    public Optional<DdlBlock> find(List<String> path) {
        List<DdlBlock> found = all(path);
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** The references that each mean one of several blocks of the same name; empty where a reference does not mean several. */
    public List<String> clearer(List<String> path) {
        List<DdlBlock> found = all(path);
        return found.size() < 2
                ? List.of()
                : found.stream()
                        .filter(b -> b.schemaPath().size() > 1)
                        .map(b -> b.type() + "." + b.schemaPath().getLast() + "."
                                + b.labels().getLast())
                        .sorted()
                        .toList();
    }

    private List<DdlBlock> all(List<String> path) {
        List<DdlBlock> exact = byAddress.getOrDefault(path, List.of());
        if (!exact.isEmpty()) {
            return exact;
        }
        List<String> wanted = path.subList(1, path.size());
        return switch (wanted.size()) {
            case 1 ->
                such(
                        path.getFirst(),
                        b -> !b.labels().isEmpty() && b.labels().getLast().equals(wanted.getFirst()));
            case 2 ->
                such(
                        path.getFirst(),
                        b -> b.labels().equals(wanted.subList(1, 2))
                                && b.schemaPath().equals(List.of("schema", wanted.getFirst())));
            default -> List.of();
        };
    }

    private List<DdlBlock> such(String type, Predicate<DdlBlock> wanted) {
        return blocks.stream().filter(b -> b.type().equals(type)).filter(wanted).toList();
    }

    /** Names that references of a type could mean. */
    public List<String> names(String type) {
        return blocks.stream()
                .filter(b -> b.type().equals(type) && !b.labels().isEmpty())
                .map(b -> b.labels().getLast())
                .toList();
    }

    /** Says that the top-level blocks of a type are known and why they have no effect. */
    public void withoutEffect(String type, String reason) {
        idle.add(type);
        blocks.stream()
                .filter(b -> b.type().equals(type))
                .forEach(b -> findings.notEvaluated(b.range(), b.path(), reason, Optional.empty()));
        blocks.removeIf(b -> b.type().equals(type));
    }

    /** Reports everything that nobody asked for. */
    public void finish() {
        List<String> known = new ArrayList<>(asked);
        known.addAll(NO_OBJECTS);
        names.known("", List.of(), known);
        known.addAll(idle);
        for (HclFile file : files) {
            for (HclAttribute attribute : file.body().attributes()) {
                findings.unknownName(attribute.nameRange(), attribute.name(), attribute.name(), known);
            }
        }
        for (DdlBlock block : blocks) {
            if (asked.contains(block.type())) {
                block.finish();
            } else {
                findings.unknownName(block.range(), block.path(), block.type(), known);
            }
        }
    }

    HclValue evaluate(HclExpression expression, Scope scope) {
        return evaluator.evaluate(expression, scope);
    }

    private void read() {
        BlockNames named = new BlockNames(this, files);
        Scope references = new References(List.of(), named);
        Variables variables = new Variables(this, files, given);
        Scope seeing = references.with("var", Scope.of(variables.read(references)));
        variables.validate(seeing);
        Scope scope = seeing.with("local", new Locals(this, files, seeing));
        named.seeing(scope);
        for (HclFile file : files) {
            for (HclBlock block : file.body().blocks()) {
                if (block.type().equals(DYNAMIC)) {
                    // none is made here, and its name is found to be unknown
                    blocks.add(new DdlBlock(this, block, labels(block), Optional.empty(), Place.TOP, scope));
                } else if (!NO_OBJECTS.contains(block.type())) {
                    blocks.addAll(expanded(block, labels(block), Place.TOP, scope));
                }
            }
        }
        blocks.forEach(b ->
                byAddress.computeIfAbsent(b.address(), a -> new ArrayList<>()).add(b));
    }

    private static List<String> labels(HclBlock block) {
        return block.labels().stream().map(HclBlock.Label::value).toList();
    }

    /** The blocks of a type in a body, with those that {@code dynamic} makes. */
    List<DdlBlock> expand(HclBody body, String type, Place around, Scope scope) {
        List<DdlBlock> found = new ArrayList<>();
        for (HclBlock block : body.blocks()) {
            if (block.type().equals(type)) {
                found.addAll(expanded(block, labels(block), around, scope));
            } else if (block.type().equals(DYNAMIC)
                    && block.label().filter(type::equals).isPresent()) {
                found.addAll(dynamic(block, type, around, scope));
            }
        }
        return found;
    }

    private List<DdlBlock> expanded(HclBlock block, List<String> labels, Place around, Scope scope) {
        Optional<HclAttribute> each = block.body().attribute(FOR_EACH);
        if (each.isEmpty()) {
            return List.of(new DdlBlock(this, block, labels, Optional.empty(), around, scope));
        }
        List<DdlBlock> made = new ArrayList<>();
        items(block, each.get(), scope)
                .forEach((key, value) -> made.add(new DdlBlock(
                        this, block, labels, Optional.of(key), around, scope.with("each", each(key, value)))));
        return made;
    }

    private static Scope each(String key, HclValue value) {
        return Scope.of(Map.of("key", HclValue.of(key), "value", value));
    }

    private List<DdlBlock> dynamic(HclBlock block, String type, Place around, Scope scope) {
        Optional<HclAttribute> each = block.body().attribute(FOR_EACH);
        List<HclBlock> content = block.body().blocks(CONTENT);
        unknown(block, around.path() + "." + block.title());
        if (each.isEmpty() || content.size() != 1) {
            findings.problem(block.typeRange(), "\"dynamic\" needs for_each and one block \"content\"");
            return List.of();
        }
        String iterator = block.body()
                .attribute("iterator")
                .map(HclAttribute::value)
                .map(e -> e instanceof HclExpression.Name(String name, var ignored) ? name : "")
                .filter(name -> !name.isEmpty())
                .orElse(type);
        HclBlock inside = content.getFirst();
        HclBlock typed = new HclBlock(type, block.typeRange(), inside.labels(), inside.body(), inside.range());
        List<DdlBlock> made = new ArrayList<>();
        items(block, each.get(), scope).forEach((key, value) -> {
            Scope own = scope.with(iterator, each(key, value));
            List<String> labels =
                    block.body().attribute("labels").map(a -> texts(a, own)).orElseGet(() -> labels(inside));
            made.add(new DdlBlock(this, typed, labels, Optional.empty(), around, own));
        });
        return made;
    }

    private void unknown(HclBlock dynamic, String path) {
        names.known(DYNAMIC, DYNAMIC_ARGUMENTS, Set.of(CONTENT));
        for (HclAttribute attribute : dynamic.body().attributes()) {
            if (!DYNAMIC_ARGUMENTS.contains(attribute.name())) {
                findings.unknownName(
                        attribute.nameRange(), path + "." + attribute.name(), attribute.name(), DYNAMIC_ARGUMENTS);
            }
        }
        for (HclBlock inner : dynamic.body().blocks()) {
            if (!inner.type().equals(CONTENT)) {
                findings.unknownName(inner.typeRange(), path + "." + inner.title(), inner.type(), Set.of(CONTENT));
            }
        }
    }

    private List<String> texts(HclAttribute attribute, Scope scope) {
        return value(attribute, scope)
                .map(v -> new DdlValue(v, attribute.range())
                        .items().stream().flatMap(i -> i.text().stream()).toList())
                .orElse(List.of());
    }

    private Optional<HclValue> value(HclAttribute attribute, Scope scope) {
        try {
            return Optional.of(evaluate(attribute.value(), scope));
        } catch (HclException e) {
            findings.problems(e.problems());
            return Optional.empty();
        }
    }

    /** What {@code for_each} goes over; the keys of a list of texts are the texts themselves, as in a set. */
    private Map<String, HclValue> items(HclBlock block, HclAttribute each, Scope scope) {
        if (imagined) {
            return Map.of("", new HclValue.Unknown("there is no such item"));
        }
        Map<String, HclValue> items = items(each, scope);
        multiplicity.add(block.range(), items.size());
        return items;
    }

    private Map<String, HclValue> items(HclAttribute each, Scope scope) {
        Map<String, HclValue> items = new LinkedHashMap<>();
        Optional<HclValue> value = value(each, scope);
        if (value.isEmpty()) {
            return items;
        }
        switch (value.get()) {
            case HclValue.Items list -> {
                int number = 0;
                for (HclValue item : list.values()) {
                    String position = String.valueOf(number++);
                    items.put(item instanceof HclValue.Text(String text) ? text : position, item);
                }
            }
            case HclValue.Fields fields -> items.putAll(new TreeMap<>(fields.values()));
            case HclValue other ->
                findings.problem(
                        each.value().range(),
                        "\"for_each\" goes over a list, a set or a map, not over "
                                + Conversions.text(other)
                                        .map(t -> "this " + other.typeName())
                                        .orElse(other.typeName()));
        }
        return items;
    }
}
