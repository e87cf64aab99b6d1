package dev.countersign.policy;

import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.Scope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The names every expression of a project file sees before variables and locals are known. */
final class RootScope {

    /** Words that may be written bare where a setting takes one of them. */
    static final List<String> KEYWORDS = List.of(
            "ERROR",
            "WARNING",
            "ALWAYS",
            "LINEAR",
            "LINEAR_SKIP",
            "NON_LINEAR",
            "FAIL",
            "CONTINUE",
            "ALLOW",
            "DENY",
            "WARN",
            "file",
            "all",
            "none",
            "golang-migrate",
            "goose",
            "flyway",
            "liquibase",
            "dbmate");

    private RootScope() {}

    static Scope of(String environment, List<HclBlock> blocks) {
        Map<String, HclValue> keywords = new TreeMap<>();
        KEYWORDS.forEach(word -> keywords.put(word, HclValue.of(word)));
        HclValue name = environment.equals(Project.ANY_OTHER)
                ? new HclValue.Unknown("it depends on the name of the environment, which was not given")
                : HclValue.of(environment);
        Scope scope = Scope.of(keywords).with("atlas", Scope.of(Map.of("env", name)));
        for (String type : List.of("data", "docker", "dev")) {
            Scope results = results(type, blocks);
            if (!results.names().isEmpty()) {
                scope = scope.with(type, results);
            }
        }
        return scope;
    }

    /** {@code type.first.second} for every block of the type: unknown, since nothing is run to find it out. */
    private static Scope results(String type, List<HclBlock> blocks) {
        Map<String, Map<String, HclValue>> byKind = new TreeMap<>();
        for (HclBlock block : blocks) {
            if (block.type().equals(type) && block.labels().size() == 2) {
                String kind = block.labels().get(0).value();
                String name = block.labels().get(1).value();
                byKind.computeIfAbsent(kind, k -> new TreeMap<>())
                        .put(name, new HclValue.Unknown("it needs " + block.title() + ", which is not run here"));
            }
        }
        Scope scope = Scope.of(Map.of());
        for (var kind : byKind.entrySet()) {
            scope = scope.with(kind.getKey(), Scope.of(kind.getValue()));
        }
        return scope;
    }
}
