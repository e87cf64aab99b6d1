package dev.countersign.policy;

import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.NameCheck;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds names in the expressions of a project file that lead nowhere, also where nothing evaluates them: in the branch of a condition that is not chosen, in
 * the message of a rule that lets pass, in a source that nothing uses.
 */
public final class References {
    private static final List<String> SOURCES = List.of("data", "docker", "dev");

    private static final List<String> BLOCKS = List.of(
            "env", "diff", "lint", "data", "docker", "dev", "check", "test", "format", "log", "hook", "deprecation");

    /** Blocks of an environment whose expressions see what is seen elsewhere. */
    private static final List<String> OF_ENVIRONMENTS = List.of(
            "schema",
            "migration",
            "diff",
            "lint",
            "data",
            "check",
            "test",
            "script",
            "rollout",
            "format",
            "log",
            "deprecation");

    private static final Map<String, Collection<String>> PLAN = Map.of(
            "self",
            List.of("planned_migration"),
            "self.planned_migration",
            List.of("files", "statements", "target_version"));

    private static final Map<String, Map<String, Collection<String>>> DROPPED = Map.of(
            "drop_table",
            Map.of("self", List.of("name", "schema")),
            "drop_column",
            Map.of("self", List.of("name", "schema", "table"), "self.table", List.of("name", "schema")));

    private final HclBody file;
    private final NameCheck names;
    private final List<NotEvaluated> found = new ArrayList<>();

    private References(ProjectFile project) {
        this.file = project.hcl().body();
        Set<String> roots = new TreeSet<>(RootScope.KEYWORDS);
        roots.addAll(List.of("var", "local", "atlas"));
        Map<String, Collection<String>> members = new TreeMap<>();
        members.put("var", labels(file.blocks("variable")));
        Collection<String> locals = new TreeSet<>();
        file.blocks("locals").forEach(b -> b.body().attributes().forEach(a -> locals.add(a.name())));
        members.put("local", locals);
        members.put("atlas", List.of("env"));
        for (String source : SOURCES) {
            sources(source, roots, members);
        }
        if (!file.blocks("deployment").isEmpty()) {
            roots.add("deployment");
            members.put("deployment", labels(file.blocks("deployment")));
        }
        this.names = new NameCheck(ProjectFunctions.of(project), roots, members, Set.of("var", "local"));
    }

    /** Every name of the file that leads nowhere. */
    public static List<NotEvaluated> of(ProjectFile file) {
        References references = new References(file);
        references.file();
        return List.copyOf(references.found);
    }

    private static Collection<String> labels(List<HclBlock> blocks) {
        Collection<String> labels = new TreeSet<>();
        blocks.forEach(b -> b.label().ifPresent(labels::add));
        return labels;
    }

    private void sources(String source, Set<String> roots, Map<String, Collection<String>> members) {
        List<HclBlock> blocks = file.blocks(source);
        if (!blocks.isEmpty()) {
            roots.add(source);
            members.put(source, labels(blocks));
        }
        for (HclBlock block : blocks) {
            if (block.labels().size() == 2) {
                String kind = source + "." + block.labels().getFirst().value();
                String name = block.labels().getLast().value();
                members.computeIfAbsent(kind, k -> new TreeSet<>()).add(name);
                results(source, block.labels().getFirst().value())
                        .ifPresent(known -> members.put(kind + "." + name, known));
            }
        }
    }

    /** What a source has; empty when it is a text, or when that is not known. */
    private static Optional<Collection<String>> results(String source, String kind) {
        if (!source.equals("data")) {
            return Optional.of(List.of("url"));
        }
        return DataKind.of(kind).flatMap(k -> switch (k) {
            case SQL -> Optional.of(List.of("count", "value", "values"));
            case HCL_SCHEMA, EXTERNAL_SCHEMA, COMPOSITE_SCHEMA, TEMPLATE_DIR, REMOTE_DIR, REMOTE_SCHEMA ->
                Optional.of(List.of("url"));
            case EXTERNAL, RUNTIMEVAR, AWS_RDS_TOKEN, GCP_CLOUDSQL_TOKEN, AZURE_DB_TOKEN, CLOUD_DATABASES, BLOB_DIR ->
                Optional.empty();
        });
    }

    private void file() {
        for (HclBlock block : file.blocks()) {
            switch (block.type()) {
                case "variable" -> {
                    block.body().attribute("default").ifPresent(a -> value(a, names));
                    block.body().blocks("validation").forEach(b -> body(b, names));
                }
                case "locals" -> block.body().attributes().forEach(a -> value(a, names));
                case "env" -> environment(block);
                default -> {
                    if (BLOCKS.contains(type(block))) {
                        body(block, names);
                    }
                }
            }
        }
    }

    private void environment(HclBlock block) {
        Optional<HclAttribute> forEach = block.body().attribute("for_each");
        NameCheck seen =
                forEach.isPresent() ? names.with(List.of("each"), Map.of("each", List.of("key", "value"))) : names;
        forEach.ifPresent(a -> value(a, names));
        block.body().attributes().stream()
                .filter(a -> a != forEach.orElse(null))
                .forEach(a -> value(a, seen));
        block.body().blocks().stream()
                .filter(b -> OF_ENVIRONMENTS.contains(type(b)))
                .forEach(b -> body(b, seen));
    }

    /** The type of the block, or of those that it makes. */
    private static String type(HclBlock block) {
        return block.type().equals(DynamicBlocks.DYNAMIC) ? block.label().orElse("") : block.type();
    }

    private void body(HclBlock written, NameCheck around) {
        HclBlock block = written;
        NameCheck seen = around;
        if (written.type().equals(DynamicBlocks.DYNAMIC)) {
            String name = DynamicBlocks.iterator(written);
            seen = around.with(List.of(name), Map.of(name, List.of("key", "value")));
            for (HclAttribute attribute : written.body().attributes()) {
                value(attribute, attribute.name().equals(DynamicBlocks.FOR_EACH) ? around : seen);
            }
            block = DynamicBlocks.content(written);
        }
        // a check of lint has no blocks, and no self
        Map<String, Collection<String>> self =
                block.type().equals("check") && !block.body().blocks().isEmpty()
                        ? PLAN
                        : DROPPED.getOrDefault(block.type(), Map.of());
        NameCheck inside = self.isEmpty() ? seen : seen.with(List.of("self"), self);
        block.body().attributes().forEach(a -> value(a, inside));
        block.body().blocks().forEach(b -> body(b, inside));
    }

    /** A bare word is one of those that a setting takes, and is looked at by who reads the setting. */
    private void value(HclAttribute attribute, NameCheck seen) {
        if (!(attribute.value() instanceof HclExpression.Name)) {
            for (HclProblem problem : seen.of(attribute.value())) {
                found.add(new NotEvaluated(
                        problem.range().text(), Optional.of(problem.range()), problem.message(), problem.suggestion()));
            }
        }
    }
}
