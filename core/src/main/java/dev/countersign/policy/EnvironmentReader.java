package dev.countersign.policy;

import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.JsonText;
import dev.countersign.hcl.NearestName;
import dev.countersign.hcl.Scope;
import dev.countersign.hcl.SourceRange;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Selects the {@code env} blocks that count for a name and reads them. */
final class EnvironmentReader {

    /** Why what says in which order targets get their migrations has no effect. */
    static final String ROLLOUT = "it is about the order of targets; it has no effect before apply";

    private static final String EMPTY =
            "it is empty, as where an environment variable is not set or a pattern finds no file";

    /** Among how many names of the author's own one is looked for that is like another. */
    private static final int MOST_OWN = 500;

    private final DiffReader.Blocks diff;
    private final Optional<HclBlock> lint;
    private final HclBody top;
    private final List<ApplyCheck> generalChecks;
    private final DevBlocks devBlocks;
    private final Evaluation evaluation;

    /**
     * @param top reads the blocks of the file that hold for every environment
     * @param whole the file
     */
    EnvironmentReader(BlockReader top, HclBody whole, DevBlocks devBlocks, Evaluation evaluation) {
        this.diff = DiffReader.choose(top);
        this.lint = top.block("lint");
        this.generalChecks = ApplyCheckReader.read(top);
        this.top = whole;
        this.devBlocks = devBlocks;
        this.evaluation = evaluation;
    }

    /** Labelled blocks of that name; if there are none, unlabelled ones whose name is {@code atlas.env}. */
    static List<HclBlock> select(List<HclBlock> blocks, String name, Evaluation evaluation) {
        List<HclBlock> labelled = new ArrayList<>();
        List<HclBlock> unlabelled = new ArrayList<>();
        for (HclBlock block : blocks) {
            if (block.labels().size() > 1) {
                evaluation.problem(block.labels().get(1).range(), "\"env\" takes one label, its name");
            } else if (block.label().isPresent()) {
                if (block.label().get().equals(name)) {
                    labelled.add(block);
                }
            } else if (ProjectFile.forOtherNames(block, evaluation.influence())) {
                unlabelled.add(block);
            } else {
                evaluation.note(
                        "env",
                        block.typeRange(),
                        "an env block without a label is chosen only when it has name = atlas.env");
            }
        }
        if (name.isEmpty()) {
            return List.of();
        }
        return labelled.isEmpty() ? unlabelled : labelled;
    }

    /** What holds when no environment is selected. */
    Environment none() {
        SortedMap<String, String> formats = new FormatReader(evaluation).read(top);
        LintReader.format(lint, Optional.empty(), "", evaluation)
                .ifPresent(f -> formats.put(Environment.LINT_FORMAT, f));
        return new Environment(
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                new TreeMap<>(),
                new TreeMap<>(),
                Optional.empty(),
                SchemaMode.DEFAULT,
                generalChecks,
                Optional.empty(),
                formats,
                DiffReader.read(diff, DiffReader.Blocks.NONE, "", evaluation),
                LintReader.read(lint, Optional.empty(), "", evaluation)
                        .with(DeprecationReader.read(general(), List.of(), "", evaluation)),
                new TestBlocks(Optional.empty(), top, evaluation),
                Optional.empty());
    }

    /** The environments of one block: one, or one per item of its {@code for_each}. */
    List<Environment> read(HclBlock block, String selected) {
        Optional<HclAttribute> forEach = block.body().attribute("for_each");
        if (forEach.isEmpty()) {
            return List.of(one(block, selected, evaluation, Optional.empty()));
        }
        Optional<HclValue> items = evaluation.isImagining()
                ? Optional.of(HclValue.of(Map.of("", new HclValue.Unknown("there is no such target"))))
                : evaluation.value(forEach.get().value());
        if (items.isEmpty()) {
            evaluation.multiplicity().add(block.range(), 0);
            return List.of();
        }
        SortedMap<String, HclValue> targets = new TreeMap<>();
        switch (items.get()) {
            case HclValue.Fields(SortedMap<String, HclValue> fields) -> targets.putAll(fields);
            case HclValue.Items(List<HclValue> list) -> list.forEach(item -> key(item, forEach.get(), targets));
            case HclValue.Unknown(String reason) ->
                evaluation.note("env.for_each", forEach.get().range(), reason);
            case HclValue.Text ignored -> notIterable(forEach.get(), items.get());
            case HclValue.Number ignored -> notIterable(forEach.get(), items.get());
            case HclValue.Bool ignored -> notIterable(forEach.get(), items.get());
            case HclValue.Null ignored -> notIterable(forEach.get(), items.get());
        }
        evaluation.multiplicity().add(block.range(), targets.size());
        Iterator<String> names = TargetName.of(targets.keySet()).iterator();
        List<Environment> environments = new ArrayList<>();
        targets.forEach((key, value) -> {
            HclValue called = value instanceof HclValue.Fields && items.get() instanceof HclValue.Items
                    ? value
                    : HclValue.of(key);
            Scope each = Scope.of(Map.of("key", called, "value", value));
            environments.add(one(
                    block,
                    selected,
                    evaluation.seeing(evaluation.scope().with("each", each)),
                    Optional.of(names.next())));
        });
        return environments;
    }

    /** A target is called by its text, and by its JSON when it is an object, such as a row of several columns. */
    private void key(HclValue item, HclAttribute forEach, SortedMap<String, HclValue> targets) {
        Optional<HclValue.Unknown> unknown = DataSources.Arguments.unknown(item);
        if (unknown.isPresent()) {
            evaluation.note("env.for_each", forEach.range(), unknown.get().reason());
            return;
        }
        Optional<String> name =
                item instanceof HclValue.Fields ? Optional.of(JsonText.write(item)) : Conversions.text(item);
        name.ifPresentOrElse(
                text -> targets.put(text, item),
                () -> evaluation.problem(
                        forEach.value().range(), "\"for_each\" needs a list of strings or objects, or a map"));
    }

    private void notIterable(HclAttribute forEach, HclValue value) {
        evaluation.problem(
                forEach.value().range(),
                "\"for_each\" must be a list of strings or objects, or a map, not " + value.typeName());
    }

    private Environment one(HclBlock written, String selected, Evaluation seen, Optional<String> target) {
        HclBlock block = new DynamicBlocks(seen).in(written);
        String title = block.label().map(l -> block.title()).orElse("env");
        BlockReader reader = new BlockReader(title, block.body(), seen);
        reader.attribute("for_each");
        String name = name(block, reader, selected);
        Optional<String> url = given(reader, "url");
        Optional<String> dev = given(reader, "dev");
        List<String> src = sources(reader);
        Optional<HclBlock> schemaBlock = reader.block("schema");
        SchemaBlock schema = schemaBlock.map(b -> schema(reader.inside(b))).orElse(SchemaBlock.NONE);
        if (!src.isEmpty() && !src.equals(schema.src())) {
            schemaBlock.ifPresent(
                    b -> reader.inside(b).notices("the src beside the block says the desired state", "src"));
        }
        List<String> schemas = schemas(reader);
        List<String> exclude =
                reader.texts("exclude", false).map(Setting::value).orElse(List.of());
        List<String> include =
                reader.texts("include", false).map(Setting::value).orElse(List.of());
        Optional<Migration> migration = reader.block("migration").map(b -> MigrationReader.read(reader.inside(b)));
        DiffPolicy diffPolicy = DiffReader.read(diff, DiffReader.choose(reader), title, seen);
        Optional<HclBlock> ownLint = reader.block("lint");
        reader.blocks(DeprecationReader.BLOCK);
        LintPolicy lintPolicy = LintReader.read(lint, ownLint, title, seen)
                .with(DeprecationReader.read(general(), bodies(block.body(), ownLint), title, seen));
        List<ApplyCheck> checks = new ArrayList<>(generalChecks);
        checks.addAll(ApplyCheckReader.read(reader));
        Optional<SeedData> seedData = SeedDataReader.read(reader);
        reader.notices("scripts that change data are no part of a plan", "script");
        reader.withoutEffect(ROLLOUT, "rollout");
        reader.notices("a review runs no tests", "test");
        SortedMap<String, String> formats = new FormatReader(seen).read(top, reader);
        LintReader.format(lint, ownLint, title, seen).ifPresent(f -> formats.put(Environment.LINT_FORMAT, f));
        SortedMap<String, NotEvaluated> whenIdle = new TreeMap<>();
        SortedMap<String, HclValue> attributes = attributes(reader, seen, whenIdle);
        reader.finish();
        Environment environment = new Environment(
                name,
                target,
                url,
                dev,
                src,
                schema.src(),
                schemas,
                exclude,
                include,
                migration,
                attributes,
                whenIdle,
                dev.flatMap(devBlocks::setup).flatMap(DevSetup::baseline),
                schema.mode(),
                checks,
                seedData,
                formats,
                diffPolicy,
                lintPolicy,
                new TestBlocks(Optional.of(block.body()), top, seen),
                Optional.of(block.range()));
        return OwnReferences.followed(environment, reader);
    }

    private static String name(HclBlock block, BlockReader reader, String selected) {
        if (selected.equals(Project.ANY_OTHER)) {
            reader.attribute("name");
            return selected;
        }
        Optional<Setting<String>> name = reader.text("name");
        if (block.labels().isEmpty()) {
            return name.map(Setting::value).orElse(selected);
        }
        name.filter(n -> !n.value().equals(selected))
                .ifPresent(n -> reader.evaluation()
                        .note(
                                reader.path("name"),
                                n.range().orElseGet(block::typeRange),
                                "the environment is called by its label"));
        return selected;
    }

    private static List<String> schemas(BlockReader reader) {
        Optional<Setting<List<String>>> schemas = reader.texts("schemas", false);
        schemas.filter(s -> s.value().contains(""))
                .flatMap(Setting::range)
                .ifPresent(range -> reader.evaluation()
                        .problem(range, "\"schemas\" holds an empty name; leave it out to compare every schema"));
        return schemas.map(Setting::value).orElse(List.of());
    }

    /** Such a URL as an environment variable leaves that is not set; with parameters behind it, it would be that of the project's own folder. */
    static boolean isNothing(String url) {
        return url.isEmpty() || url.startsWith("?") || url.startsWith("#");
    }

    /** An empty URL is as good as none. */
    private static Optional<String> given(BlockReader reader, String name) {
        Optional<Setting<String>> url = reader.text(name);
        url.filter(u -> isNothing(u.value())).flatMap(Setting::range).ifPresent(range -> empty(reader, name, range));
        return url.map(Setting::value).filter(u -> !isNothing(u));
    }

    private static List<String> sources(BlockReader reader) {
        Optional<Setting<List<String>>> written = reader.texts("src", true);
        List<String> urls = written.map(Setting::value).orElse(List.of()).stream()
                .filter(url -> !isNothing(url))
                .toList();
        if (urls.isEmpty()) {
            written.flatMap(Setting::range).ifPresent(range -> empty(reader, "src", range));
        }
        return urls;
    }

    static void empty(BlockReader reader, String name, SourceRange range) {
        reader.evaluation().notice(reader.path(name), range, EMPTY);
    }

    private List<HclBody> general() {
        return bodies(top, lint);
    }

    private static List<HclBody> bodies(HclBody body, Optional<HclBlock> lint) {
        List<HclBody> bodies = new ArrayList<>(List.of(body));
        lint.ifPresent(block -> bodies.add(block.body()));
        return bodies;
    }

    /** What {@code schema} says. */
    private record SchemaBlock(List<String> src, SchemaMode mode) {
        static final SchemaBlock NONE = new SchemaBlock(List.of(), SchemaMode.DEFAULT);
    }

    private static SchemaBlock schema(BlockReader reader) {
        List<String> src = sources(reader);
        SchemaMode mode =
                reader.block("mode").map(b -> SchemaMode.read(reader.inside(b))).orElse(SchemaMode.DEFAULT);
        reader.notices("there is no registry here", "repo");
        reader.finish();
        return new SchemaBlock(src, mode);
    }

    /** Every other attribute: an input for schema files, and probably a mistake when nothing takes it. */
    private static SortedMap<String, HclValue> attributes(
            BlockReader reader, Evaluation seen, SortedMap<String, NotEvaluated> whenIdle) {
        SortedMap<String, HclValue> attributes = new TreeMap<>();
        List<HclAttribute> own = reader.otherAttributes();
        for (HclAttribute attribute : own) {
            // one of the author's own may be meant; among thousands that is no help, and each would be compared with
            // each
            Optional<String> suggestion = own.size() > MOST_OWN
                    ? Optional.empty()
                    : reader.suggestion(attribute.name()).or(() -> inBlock(reader, attribute.name()));
            NotEvaluated idle = new NotEvaluated(
                    reader.path(attribute.name()),
                    Optional.of(attribute.range()),
                    "it is no setting, no schema in HCL has such a variable, and nothing says env://"
                            + attribute.name(),
                    suggestion);
            whenIdle.put(attribute.name(), idle);
            // what takes it is not looked for where there is no target
            if (seen.isImagining() && suggestion.isPresent()) {
                seen.unknownName(idle);
            }
            seen.value(attribute.value()).ifPresent(value -> attributes.put(attribute.name(), value));
            reader.seen(attribute);
        }
        return attributes;
    }

    /** The same word in one of an environment's blocks, where it is a setting, or the setting that an option of the command line stands for. */
    private static Optional<String> inBlock(BlockReader reader, String name) {
        if (name.replace('-', '_').equals("dev_url")) {
            return Optional.of("dev");
        }
        return Stream.of("migration", "schema")
                .map(block -> block + "." + name.replace('-', '_'))
                .filter(inner -> reader.evaluation().vocabulary().entries().contains("env." + inner))
                .findFirst();
    }

    static HclProblem notDefined(String name, List<HclBlock> blocks, ProjectFile file) {
        List<String> names =
                blocks.stream().flatMap(b -> b.label().stream()).distinct().toList();
        String known = names.isEmpty() ? "it defines none" : "it defines " + String.join(", ", names);
        return new HclProblem(
                file.hcl().source().range(0, 0),
                "env \"" + name + "\" not defined in config file; " + known,
                NearestName.of(name, names));
    }
}
