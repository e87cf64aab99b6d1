package dev.countersign.policy;

import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The {@code data} blocks: each is evaluated when something refers to it, and once. */
final class DataSources {

    private final ProjectFile file;
    private final Map<String, Map<String, HclBlock>> blocks = new TreeMap<>();
    private final Map<HclBlock, HclValue> values = new IdentityHashMap<>();
    private final Set<String> running = new LinkedHashSet<>();
    private final SortedMap<String, DerivedState> states = new TreeMap<>();
    private final Supplier<Evaluation> whole;

    /** @param whole everything the blocks see, the other data sources included */
    DataSources(ProjectFile file, Supplier<Evaluation> whole) {
        this.file = file;
        this.whole = whole;
        for (HclBlock block : file.hcl().body().blocks("data")) {
            if (block.labels().size() == 2) {
                blocks.computeIfAbsent(block.labels().get(0).value(), kind -> new TreeMap<>())
                        .putIfAbsent(block.labels().get(1).value(), block);
            }
        }
    }

    /** What {@code data} stands for. */
    Scope scope() {
        return scope(this::value);
    }

    private Scope scope(Function<HclBlock, HclValue> reading) {
        Scope kinds = Scope.of(Map.of());
        for (var kind : blocks.entrySet()) {
            kinds = kinds.with(kind.getKey(), new Kind(kind.getValue(), reading));
        }
        return kinds;
    }

    /** The states that were referred to, by URL. */
    SortedMap<String, DerivedState> states() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(states));
    }

    /** What {@code data} stands for where nothing is asked any more: what is not known yet stays unknown. */
    Scope quietScope() {
        return scope(block -> values.getOrDefault(
                block, new HclValue.Unknown("nothing uses " + block.title() + ", so it was not asked")));
    }

    private record Kind(Map<String, HclBlock> named, Function<HclBlock, HclValue> reading) implements Scope {

        @Override
        public Optional<Binding> find(String name) {
            return Optional.ofNullable(named.get(name)).map(block -> new Binding.Value(reading.apply(block)));
        }

        @Override
        public List<String> names() {
            return List.copyOf(named.keySet());
        }
    }

    private HclValue value(HclBlock block) {
        HclValue known = values.get(block);
        if (known != null) {
            return known;
        }
        if (!running.add(block.title())) {
            throw fail(block, "the data sources " + String.join(", ", running) + " depend on each other");
        }
        try {
            HclValue value = read(block);
            values.put(block, value);
            return value;
        } catch (NotAskedException e) {
            return new HclValue.Unknown(block.title() + " was not asked: " + e.getMessage());
        } catch (OutsideException e) {
            throw fail(block, block.title() + " has no value: " + e.getMessage());
        } catch (ConsentException e) {
            throw e.at(block.range());
        } finally {
            running.remove(block.title());
        }
    }

    private HclValue read(HclBlock block) {
        Optional<DataKind> kind = DataKind.of(block.labels().get(0).value());
        if (kind.isEmpty()) {
            return new HclValue.Unknown("there is no data source " + block.title() + " here");
        }
        if (kind.get().reason().isPresent()) {
            return new HclValue.Unknown(
                    block.title() + " is not asked: " + kind.get().reason().get());
        }
        Arguments given = new Arguments(new DynamicBlocks(whole.get()).in(block), whole.get());
        Optional<HclValue.Unknown> unknown = given.unknown();
        if (unknown.isPresent()) {
            return unknown.get();
        }
        return switch (kind.get()) {
            case SQL -> sql(given);
            case EXTERNAL ->
                file.outside()
                        .<HclValue>map(outside -> HclValue.of(waiting(program(given), outside::run)))
                        .orElseGet(() -> notRun(block));
            case RUNTIMEVAR -> new RuntimeVariable(file).read(given);
            case EXTERNAL_SCHEMA ->
                state(block, new DerivedState.ProgramOutput(title(block), program(given), block.range()));
            case HCL_SCHEMA -> state(block, schema(given));
            case COMPOSITE_SCHEMA ->
                unknownPart(given)
                        .<HclValue>map(part -> part)
                        .orElseGet(() ->
                                state(block, new DerivedState.Composite(title(block), parts(given), block.range())));
            case TEMPLATE_DIR ->
                state(
                        block,
                        new DerivedState.Templates(
                                title(block), given.requiredText("path"), given.fields("vars"), block.range()));
            case REMOTE_DIR,
                    REMOTE_SCHEMA,
                    AWS_RDS_TOKEN,
                    GCP_CLOUDSQL_TOKEN,
                    AZURE_DB_TOKEN,
                    CLOUD_DATABASES,
                    BLOB_DIR -> throw new IllegalStateException("these have a reason");
        };
    }

    /** What a source answers; the time it takes is not the evaluation's. */
    private <Q, A> A waiting(Q question, Function<Q, A> asked) {
        return whole.get().waiting(() -> file.answer(question, asked));
    }

    private static HclValue notRun(HclBlock block) {
        return new HclValue.Unknown("it needs " + block.title() + ", which is not run here");
    }

    private HclValue sql(Arguments given) {
        if (file.outside().isEmpty()) {
            return notRun(given.block());
        }
        SqlQuery query = new SqlQuery(
                given.requiredText("url"), given.requiredText("query"), given.items("args"), file.directory());
        List<HclValue> found = waiting(query, file.outside().get()::query);
        return HclValue.of(Map.of(
                "count",
                HclValue.of(found.size()),
                "values",
                HclValue.of(found),
                "value",
                found.isEmpty() ? HclValue.Null.NULL : found.getFirst()));
    }

    private ProgramCall program(Arguments given) {
        List<String> arguments = given.requiredTexts("program");
        if (arguments.isEmpty() || arguments.getFirst().isBlank()) {
            throw given.fail(
                    "program", "\"program\" must name a program: program = [\"npx\", \"drizzle-kit\", \"export\"]");
        }
        String directory = given.text("working_dir").orElse("");
        return new ProgramCall(arguments, file.directory().resolve(directory));
    }

    private DerivedState schema(Arguments given) {
        Optional<List<String>> paths = given.texts("paths");
        Optional<String> path = given.text("path");
        if (paths.isPresent() == path.isPresent()) {
            throw fail(given.block(), given.block().title() + " needs either path or paths");
        }
        if (paths.filter(List::isEmpty).isPresent()) {
            throw given.fail(
                    "paths",
                    "\"paths\" names no file, and a schema of no file would drop everything; look at the pattern of fileset or glob");
        }
        return new DerivedState.HclSchema(
                title(given.block()),
                paths.orElseGet(() -> List.of(path.orElseThrow())),
                given.fields("vars"),
                given.block().range());
    }

    /** A composite schema is not known when one of its parts is not. */
    private Optional<HclValue.Unknown> unknownPart(Arguments given) {
        return given.block().body().blocks("schema").stream()
                .flatMap(schema -> new Arguments(schema, whole.get())
                        .unknown().stream()
                                .map(part -> new HclValue.Unknown("the url of " + schema.title() + " of "
                                        + given.block().title() + " is not known: " + part.reason())))
                .findFirst();
    }

    private List<DerivedState.Composite.Part> parts(Arguments given) {
        List<DerivedState.Composite.Part> parts = new ArrayList<>();
        for (HclBlock schema : given.block().body().blocks("schema")) {
            Arguments inner = new Arguments(schema, whole.get());
            parts.add(new DerivedState.Composite.Part(schema.label(), inner.requiredText("url")));
        }
        if (parts.isEmpty()) {
            throw fail(given.block(), given.block().title() + " needs at least one schema block");
        }
        return parts;
    }

    private HclValue state(HclBlock block, DerivedState state) {
        String url = DerivedState.SCHEME + "://" + block.labels().get(0).value() + "/"
                + block.labels().get(1).value();
        states.put(url, state);
        return HclValue.of(Map.of("url", HclValue.of(url)));
    }

    private static String title(HclBlock block) {
        return block.labels().get(0).value() + " \"" + block.labels().get(1).value() + "\"";
    }

    private static HclException fail(HclBlock block, String message) {
        return new HclException(HclProblem.at(block.typeRange(), message));
    }

    /** The evaluated attributes of one block. */
    static final class Arguments {
        private final HclBlock block;
        private final Map<String, HclValue> values = new TreeMap<>();

        Arguments(HclBlock block, Evaluation evaluation) {
            this.block = block;
            for (HclAttribute attribute : block.body().attributes()) {
                values.put(attribute.name(), evaluation.evaluate(attribute.value()));
            }
        }

        HclBlock block() {
            return block;
        }

        /** The first value that is not known, also inside lists and objects. */
        Optional<HclValue.Unknown> unknown() {
            return values.values().stream().flatMap(v -> unknown(v).stream()).findFirst();
        }

        /** The first part of a value that is not known, however deep it is. */
        static Optional<HclValue.Unknown> unknown(HclValue value) {
            return switch (value) {
                case HclValue.Unknown unknown -> Optional.of(unknown);
                case HclValue.Items items ->
                    items.values().stream().flatMap(v -> unknown(v).stream()).findFirst();
                case HclValue.Fields fields ->
                    fields.values().values().stream()
                            .flatMap(v -> unknown(v).stream())
                            .findFirst();
                case HclValue.Text ignored -> Optional.empty();
                case HclValue.Number ignored -> Optional.empty();
                case HclValue.Bool ignored -> Optional.empty();
                case HclValue.Null ignored -> Optional.empty();
            };
        }

        Optional<HclValue> value(String name) {
            return Optional.ofNullable(values.get(name)).filter(v -> v != HclValue.Null.NULL);
        }

        Optional<String> text(String name) {
            return value(name)
                    .map(v -> Conversions.text(v)
                            .orElseThrow(() -> fail(name, "\"" + name + "\" must be a string, not " + v.typeName())));
        }

        String requiredText(String name) {
            return text(name).orElseThrow(() -> missing(name));
        }

        List<HclValue> items(String name) {
            return value(name)
                    .map(v -> switch (v) {
                        case HclValue.Items items -> items.values();
                        default -> throw fail(name, "\"" + name + "\" must be a list, not " + v.typeName());
                    })
                    .orElse(List.of());
        }

        Optional<List<String>> texts(String name) {
            return value(name)
                    .map(v -> items(name).stream()
                            .map(item -> Conversions.text(item)
                                    .orElseThrow(() -> fail(name, "\"" + name + "\" must be a list of strings")))
                            .toList());
        }

        List<String> requiredTexts(String name) {
            return texts(name).orElseThrow(() -> missing(name));
        }

        SortedMap<String, HclValue> fields(String name) {
            return value(name)
                    .map(v -> switch (v) {
                        case HclValue.Fields fields -> fields.values();
                        default -> throw fail(name, "\"" + name + "\" must be an object, not " + v.typeName());
                    })
                    .orElse(Collections.emptySortedMap());
        }

        HclException fail(String name, String message) {
            return new HclException(HclProblem.at(
                    block.body().attribute(name).map(a -> a.value().range()).orElse(block.typeRange()), message));
        }

        private HclException missing(String name) {
            return new HclException(HclProblem.at(block.typeRange(), block.title() + " needs " + name + " = ..."));
        }
    }
}
