package dev.countersign.policy;

import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.SourceRange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads {@code lint} blocks. {@code review} comes from the environment's block or else from the top-level one; analyzer
 * blocks come all from the environment's block when it has any, else all from the top-level one.
 */
final class LintReader {

    /** What is not an analyzer's and so does not keep the top-level analyzers away. */
    private static final Set<String> NOT_ANALYZERS =
            Set.of("review", "format", "log", "latest", "git", DeprecationReader.BLOCK);

    private static final String DROP_COLUMN = "drop_column";

    private LintReader() {}

    static LintPolicy read(
            Optional<HclBlock> global, Optional<HclBlock> own, String environment, Evaluation evaluation) {
        Optional<LintPolicy> globalPolicy = global.map(block -> part("lint", block, evaluation));
        if (own.isEmpty()) {
            return globalPolicy.orElse(LintPolicy.DEFAULT);
        }
        LintPolicy ownPolicy = part(environment + ".lint", own.get(), evaluation);
        if (globalPolicy.isEmpty()) {
            return ownPolicy;
        }
        Setting<ReviewMode> review = ownPolicy.review().range().isPresent()
                ? ownPolicy.review()
                : globalPolicy.get().review();
        boolean ownAnalyzers = hasAnalyzers(own.get());
        if (ownAnalyzers && hasAnalyzers(global.get())) {
            global.get().body().blocks().stream()
                    .filter(block -> !NOT_ANALYZERS.contains(block.type()))
                    .forEach(block -> evaluation.notice(
                            "lint." + block.title(),
                            block.typeRange(),
                            environment + " has analyzer blocks of its own, which replace all of these"));
        }
        LintPolicy analyzers = ownAnalyzers ? ownPolicy : globalPolicy.get();
        return new LintPolicy(
                review,
                analyzers.analyzers(),
                analyzers.naming(),
                analyzers.concurrentIndex(),
                analyzers.checks(),
                Optional.empty(),
                analyzers.guards(),
                ownPolicy.detector().or(() -> globalPolicy.get().detector()));
    }

    /** The template for the report: that of the environment's block, else of the top-level one. */
    static Optional<String> format(
            Optional<HclBlock> global, Optional<HclBlock> own, String environment, Evaluation evaluation) {
        return own.flatMap(b -> format(environment + ".lint", b, evaluation))
                .or(() -> global.flatMap(b -> format("lint", b, evaluation)));
    }

    private static Optional<String> format(String title, HclBlock block, Evaluation evaluation) {
        return new FormatReader(evaluation).ofLint(new BlockReader(title, block.body(), evaluation));
    }

    private static boolean hasAnalyzers(HclBlock lint) {
        return lint.body().blocks().stream().anyMatch(b -> !NOT_ANALYZERS.contains(b.type()))
                || lint.body().attributes().stream().anyMatch(a -> !NOT_ANALYZERS.contains(a.name()));
    }

    private static LintPolicy part(String title, HclBlock block, Evaluation evaluation) {
        BlockReader reader = new BlockReader(title, block.body(), evaluation);
        Setting<ReviewMode> review =
                reader.keyword("review", ReviewMode.class).orElse(Setting.byDefault(ReviewMode.ALWAYS));
        Map<AnalyzerName, AnalyzerPolicy> analyzers = new EnumMap<>(AnalyzerName.class);
        Map<NamingRule.Subject, NamingRule> naming = new EnumMap<>(NamingRule.Subject.class);
        LintPolicy.ConcurrentIndexChecks concurrent = LintPolicy.ConcurrentIndexChecks.DEFAULT;
        for (AnalyzerName name : AnalyzerName.values()) {
            Optional<HclBlock> analyzer = reader.block(name.hclName());
            if (analyzer.isEmpty()) {
                continue;
            }
            BlockReader inner = reader.inside(analyzer.get());
            switch (name) {
                case NAMING -> naming.putAll(naming(inner));
                case CONCURRENT_INDEX -> concurrent = concurrentIndex(inner);
                case INCOMPATIBLE, DESTRUCTIVE, DATA_DEPEND, CONDROP, NESTEDTX, NON_LINEAR -> {}
            }
            analyzers.put(name, analyzer(name, inner, analyzer.get().typeRange()));
            inner.finish();
        }
        SortedMap<String, CheckPolicy> checks = checks(reader);
        // read together with the blocks of the environment and of the top
        reader.blocks(DeprecationReader.BLOCK);
        Optional<ChangeDetector> detector = detector(reader);
        new FormatReader(evaluation).ofLint(reader);
        Guards guards = GuardsReader.read(reader);
        reader.finish();
        return new LintPolicy(review, analyzers, naming, concurrent, checks, Optional.empty(), guards, detector);
    }

    /** {@code latest} or {@code git}; the two exclude each other. */
    private static Optional<ChangeDetector> detector(BlockReader reader) {
        Optional<Setting<Long>> latest = reader.count("latest").filter(l -> l.value() > 0);
        Optional<HclBlock> block = reader.block("git");
        if (block.isEmpty()) {
            return latest.map(l -> new ChangeDetector.Latest(l.value()));
        }
        latest.ifPresent(l -> reader.evaluation()
                .problem(l.range().orElseThrow(), "\"latest\" and \"git\" exclude each other; keep one of them"));
        BlockReader git = reader.inside(block.get());
        Optional<Setting<String>> base = git.text("base");
        String dir = git.text("dir").map(Setting::value).orElse(".");
        if (git.attribute("base").isEmpty()) {
            reader.evaluation()
                    .problem(block.get().typeRange(), "\"git\" needs base = \"main\": the branch to compare with");
        }
        git.finish();
        return base.map(b -> new ChangeDetector.Git(b.value(), dir));
    }

    private static AnalyzerPolicy analyzer(AnalyzerName name, BlockReader reader, SourceRange range) {
        AnalyzerPolicy standard = AnalyzerPolicy.defaultOf(name);
        boolean destructive = name == AnalyzerName.DESTRUCTIVE;
        return new AnalyzerPolicy(
                reader.bool("error").orElse(standard.error()),
                destructive ? reader.bool("force").orElse(standard.force()) : standard.force(),
                destructive ? allowed(reader, "allow_table") : List.of(),
                destructive ? allowed(reader, "allow_column") : List.of(),
                name == AnalyzerName.INCOMPATIBLE ? announced(reader) : Map.of(),
                name == AnalyzerName.NON_LINEAR
                        ? reader.keyword("on_edit", OnEdit.class)
                                .map(Setting::value)
                                .orElse(standard.onEdit())
                        : standard.onEdit(),
                Optional.of(range));
    }

    /** The kinds of drops that are reported as breaking programs, each with its author's words. */
    private static Map<String, DropMessage> announced(BlockReader reader) {
        Map<String, DropMessage> announced = new TreeMap<>();
        for (String drop : List.of("drop_table", DROP_COLUMN)) {
            reader.block(drop).ifPresent(block -> {
                BlockReader inner = reader.inside(block);
                DropMessage message = new DropMessage(
                        inner.attribute("message").map(HclAttribute::value),
                        drop.equals(DROP_COLUMN),
                        reader.evaluation());
                message.check(inner.path("message"));
                announced.put(drop, message);
                inner.finish();
            });
        }
        return announced;
    }

    private static List<Setting<NamePattern>> allowed(BlockReader reader, String type) {
        List<Setting<NamePattern>> patterns = new ArrayList<>();
        for (HclBlock block : reader.blocks(type)) {
            BlockReader inner = reader.inside(block);
            Optional<Setting<NamePattern>> match = inner.pattern("match");
            if (inner.attribute("match").isEmpty()) {
                reader.evaluation().problem(block.typeRange(), "\"" + type + "\" needs match = \"regular expression\"");
            }
            match.ifPresent(patterns::add);
            inner.finish();
        }
        return patterns;
    }

    private static LintPolicy.ConcurrentIndexChecks concurrentIndex(BlockReader reader) {
        return new LintPolicy.ConcurrentIndexChecks(
                reader.bool("check_create").orElse(Setting.byDefault(true)),
                reader.bool("check_drop").orElse(Setting.byDefault(true)),
                reader.bool("check_txmode").orElse(Setting.byDefault(true)));
    }

    /** A block for one kind of object replaces the general pattern and the general message. */
    private static Map<NamingRule.Subject, NamingRule> naming(BlockReader reader) {
        Map<NamingRule.Subject, NamingRule> rules = new EnumMap<>(NamingRule.Subject.class);
        Optional<NamingRule> general = rule(reader);
        for (NamingRule.Subject subject : NamingRule.Subject.values()) {
            Optional<HclBlock> block = reader.block(subject.name().toLowerCase(Locale.ROOT));
            Optional<NamingRule> rule = general;
            if (block.isPresent()) {
                BlockReader inner = reader.inside(block.get());
                rule = rule(inner);
                inner.finish();
            }
            rule.ifPresent(r -> rules.put(subject, r));
        }
        return rules;
    }

    private static Optional<NamingRule> rule(BlockReader reader) {
        Optional<Setting<NamePattern>> match = reader.pattern("match");
        Optional<Setting<String>> message = reader.shown("message");
        if (message.isPresent() && match.isEmpty()) {
            reader.evaluation()
                    .note(
                            reader.path("message"),
                            message.get().range().orElseThrow(),
                            "there is no match beside it, so nothing is checked");
        }
        return match.map(m -> new NamingRule(m, message.map(Setting::value).orElse("")));
    }

    private static SortedMap<String, CheckPolicy> checks(BlockReader reader) {
        SortedMap<String, CheckPolicy> checks = new TreeMap<>();
        for (HclBlock block : reader.blocks("check")) {
            if (block.labels().size() != 1) {
                reader.evaluation().problem(block.typeRange(), "\"check\" needs one label, the code: check \"PG301\"");
                continue;
            }
            String code = block.labels().getFirst().value();
            BlockReader inner = reader.inside(block);
            CheckPolicy check = new CheckPolicy(
                    code, inner.bool("error"), inner.bool("skip").orElse(Setting.byDefault(false)));
            if (checks.putIfAbsent(code, check) != null) {
                reader.evaluation().problem(block.typeRange(), "the code \"" + code + "\" already has a check block");
            }
            inner.finish();
        }
        return checks;
    }
}
