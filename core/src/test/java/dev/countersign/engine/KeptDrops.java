package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.dialect.Dialect;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.KeepOut;
import dev.countersign.plan.KeptOut;
import dev.countersign.plan.Plan;
import dev.countersign.policy.ProjectFile;
import dev.countersign.policy.SkipKey;
import dev.countersign.source.LoadedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans under a project whose environment drops only what its variable {@code destructive} lets go. */
final class KeptDrops {
    private final Dialect dialect;
    private final Path folder;

    /** @param folder where project files are written */
    KeptDrops(Dialect dialect, Path folder) {
        this.dialect = dialect;
        this.folder = folder;
    }

    /** Every kind of object by a key of its own, and all of them by one. */
    List<ProjectPolicies> both() throws IOException {
        return List.of(policies(everyKey()), policies(anyKey()));
    }

    /** @param skips what {@code diff.skip} says, line by line */
    ProjectPolicies policies(String skips) throws IOException {
        Path file = Files.writeString(
                folder.resolve("countersign.hcl"),
                "variable \"destructive\" {\n  type    = bool\n  default = false\n}\n"
                        + "env \"prod\" {\n  diff {\n    skip {\n" + skips + "    }\n  }\n}\n");
        return new ProjectPolicies(ProjectFile.read(file, Map.of()), Path.of("countersign.hcl"), "prod");
    }

    static String everyKey() {
        return SkipKey.all().stream()
                .filter(key -> key.action() == SkipKey.Action.DROP)
                .map(key -> "      " + key.hclName() + " = !var.destructive\n")
                .collect(Collectors.joining());
    }

    static String anyKey() {
        return "      drop_any = !var.destructive\n";
    }

    Plan plan(SchemaDiff diff, ProjectPolicies policies, boolean destructive) {
        EffectivePolicy policy = evaluated(policies, destructive);
        assertThat(policy.notEvaluated()).isEmpty();
        LoadedState state = new LoadedState(
                diff.current(),
                List.of(),
                "old",
                "SQL files",
                dialect.name(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                () -> {});
        return dialect.planner().plan(diff, policy.planOptions(diff, new TableSizes(dialect, state)));
    }

    /** Where the plan without drops leads. */
    Catalog target(SchemaDiff diff, ProjectPolicies policies) {
        return new KeepOut(diff, evaluated(policies, false).keepOut().apply(diff), dialect.planner()::takenNames)
                .target();
    }

    private static EffectivePolicy evaluated(ProjectPolicies policies, boolean destructive) {
        return policies.evaluate(Map.of(), Map.of("destructive", String.valueOf(destructive)));
    }

    static Set<Change> changes(Plan plan) {
        return plan.statements().stream().flatMap(s -> s.changes().stream()).collect(Collectors.toSet());
    }

    /** Nothing is kept out but drops, what loses values, and what something that is kept could not live with. */
    static void onlyDrops(long seed, Plan plan) {
        boolean takers = plan.keptOut().stream().anyMatch(kept -> kept.reason().startsWith("would take the name of "));
        assertThat(plan.keptOut())
                .as("seed %d: only drops are kept out", seed)
                .allMatch(kept -> kept.change().verb() == Change.Verb.DROP
                        || SkipRule.losesValues(kept.change())
                        || kept.reason().startsWith("would break ")
                        || kept.reason().startsWith("would take the name of ")
                        || takers && kept.reason().startsWith("needs "));
    }

    static Set<Change> kept(Plan plan) {
        return plan.keptOut().stream().map(KeptOut::change).collect(Collectors.toSet());
    }
}
