package dev.countersign.policy;

import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.NearestName;
import dev.countersign.hcl.Scope;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The {@code docker} and {@code dev} blocks, which describe dev databases; each is evaluated when something refers to it. */
final class DevBlocks {

    /** The names of drivers, also of those for which there is no dialect here. */
    private static final List<String> DRIVERS = List.of(
            "postgres",
            "sqlite",
            "mysql",
            "maria",
            "mariadb",
            "sqlserver",
            "clickhouse",
            "redshift",
            "oracle",
            "spanner",
            "snowflake",
            "databricks");

    private static final List<String> DOCKER = List.of("image", "schema", "database", "baseline");
    private static final List<String> DOCKER_UNUSED = List.of("init", "command", "platform");
    private static final String BUILD = "build";
    /** Starts each group of tests from a copy of the container's database. */
    private static final String TEMPLATE = "template";

    private static final List<String> DEV = List.of("url", "baseline");

    private final ProjectFile file;
    private final Supplier<Evaluation> whole;
    private final Map<HclBlock, HclValue> values = new IdentityHashMap<>();
    private final Map<String, DevSetup> setups = new TreeMap<>();

    DevBlocks(ProjectFile file, Supplier<Evaluation> whole) {
        this.file = file;
        this.whole = whole;
    }

    /** What {@code docker} or {@code dev} stands for. */
    Scope scope(String type) {
        Map<String, Map<String, HclBlock>> drivers = new TreeMap<>();
        for (HclBlock block : file.hcl().body().blocks(type)) {
            if (block.labels().size() == 2) {
                drivers.computeIfAbsent(block.labels().get(0).value(), driver -> new TreeMap<>())
                        .putIfAbsent(block.labels().get(1).value(), block);
            }
        }
        Scope scope = Scope.of(Map.of());
        for (var driver : drivers.entrySet()) {
            scope = scope.with(driver.getKey(), new Named(driver.getValue()));
        }
        return scope;
    }

    /** What a URL of a dev database brings along, when it came from a block. */
    Optional<DevSetup> setup(String url) {
        return Optional.ofNullable(setups.get(url));
    }

    /** Checks the form of all blocks, whether something uses them or not. */
    void check(Evaluation evaluation) {
        KnownNames names = new KnownNames(evaluation);
        ElsewhereNames elsewhere = new ElsewhereNames(evaluation);
        Set<String> titles = new HashSet<>();
        for (HclBlock block : file.hcl().body().blocks()) {
            boolean docker = block.type().equals("docker");
            if (!docker && !block.type().equals("dev")) {
                continue;
            }
            if (block.labels().size() != 2) {
                evaluation.problem(
                        block.typeRange(),
                        "\"" + block.type() + "\" needs two labels, driver and name: " + block.type()
                                + " \"postgres\" \"dev\"");
                continue;
            }
            if (!titles.add(block.title())) {
                evaluation.problem(block.typeRange(), block.title() + " is declared twice");
            }
            String driver = block.labels().getFirst().value();
            if (!DRIVERS.contains(driver)) {
                evaluation.note(new NotEvaluated(
                        block.title(),
                        Optional.of(block.typeRange()),
                        "its first label is no driver that is known here",
                        NearestName.of(driver, DRIVERS)));
            }
            List<String> known = docker
                    ? Stream.of(DOCKER, DOCKER_UNUSED, List.of(TEMPLATE))
                            .flatMap(List::stream)
                            .toList()
                    : DEV;
            names.check(block.title(), block, known, docker ? List.of(BUILD) : List.of());
            if (docker) {
                block.body().blocks(BUILD).forEach(b -> elsewhere.check(block.title() + "." + b.title(), b));
            }
            if (docker && values.containsKey(block)) {
                unused(block, evaluation);
            }
        }
    }

    private static void unused(HclBlock block, Evaluation evaluation) {
        for (String name : DOCKER_UNUSED) {
            block.body()
                    .attribute(name)
                    .ifPresent(a -> evaluation.note(
                            block.title() + "." + name, a.range(), "the container is started from its image alone"));
        }
        block.body()
                .attribute(TEMPLATE)
                .ifPresent(a -> evaluation.notice(block.title() + "." + TEMPLATE, a.range(), "a review runs no tests"));
        block.body()
                .blocks(BUILD)
                .forEach(b -> evaluation.note(
                        block.title() + "." + BUILD,
                        b.typeRange(),
                        "images are not built here; build it and name it as image"));
    }

    private final class Named implements Scope {
        private final Map<String, HclBlock> blocks;

        Named(Map<String, HclBlock> blocks) {
            this.blocks = blocks;
        }

        @Override
        public Optional<Binding> find(String name) {
            return Optional.ofNullable(blocks.get(name)).map(block -> new Binding.Value(value(block)));
        }

        @Override
        public Collection<String> names() {
            return blocks.keySet();
        }
    }

    private HclValue value(HclBlock block) {
        HclValue known = values.get(block);
        if (known == null) {
            known = read(block);
            values.put(block, known);
        }
        return known;
    }

    private HclValue read(HclBlock block) {
        DataSources.Arguments given = new DataSources.Arguments(block, whole.get());
        Optional<HclValue.Unknown> unknown = given.unknown();
        if (unknown.isPresent()) {
            return unknown.get();
        }
        String url = block.type().equals("dev") ? given.requiredText("url") : container(block, given);
        DevSetup setup = new DevSetup(url, given.text("baseline"));
        DevSetup other = setups.putIfAbsent(url, setup);
        if (other != null && !other.baseline().equals(setup.baseline())) {
            throw new HclException(HclProblem.at(
                    block.typeRange(), "two blocks describe the same dev database with different baselines"));
        }
        return HclValue.of(Map.of("url", HclValue.of(url)));
    }

    /** The URL form of an image: {@code docker+postgres://_/postgres:17/dev?search_path=public}. */
    private static String container(HclBlock block, DataSources.Arguments given) {
        String image = given.requiredText("image");
        String database = given.text("database").orElse("dev");
        String query = given.text("schema").map(s -> "?search_path=" + s).orElse("");
        String driver = block.labels().getFirst().value();
        return "docker+" + driver + "://" + (image.contains("/") ? "" : "_/") + image + "/" + database + query;
    }
}
