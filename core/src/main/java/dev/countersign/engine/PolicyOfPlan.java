package dev.countersign.engine;

import dev.countersign.hcl.HclException;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.signing.Digest;
import dev.countersign.signing.manifest.Manifest;
import dev.countersign.signing.manifest.PolicyFacts.VariableValue;
import dev.countersign.signing.verify.Owners;
import dev.countersign.signing.verify.PolicyNow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads the policy of a project as it is now, the way it was read for a plan, for comparison with what that plan was judged by. */
final class PolicyOfPlan {
    private final Project.Absolute absolute;

    PolicyOfPlan(Project.Absolute absolute) {
        this.absolute = absolute;
    }

    /**
     * Evaluates the project file with the plan's environment and variables. A file that cannot be evaluated any more has changed, so the files that the plan
     * names are compared by themselves then.
     *
     * @throws CountersignException when there is no such project file
     */
    PolicyNow now(Path project, Manifest plan) {
        Digest sha256 = digest(project)
                .orElseThrow(
                        () -> new CountersignException(ExitCode.USAGE, "There is no project file " + project + "."));
        try {
            Project read = Project.of(request(project, plan), absolute, new NothingOutside());
            return new PolicyNow(project.toString(), sha256, files(read), owners(read, plan));
        } catch (CountersignException | HclException changed) {
            return new PolicyNow(
                    project.toString(),
                    sha256,
                    filesOfPlan(project, plan),
                    Owners.unknown("the policy cannot be evaluated: " + changed.getMessage()));
        }
    }

    private static SortedMap<String, Digest> files(Project project) {
        SortedMap<String, Digest> files = new TreeMap<>();
        project.policy().file().ifPresent(file -> file.read().forEach((path, hex) -> files.put(path, new Digest(hex))));
        return files;
    }

    private static SortedMap<String, Digest> filesOfPlan(Path project, Manifest plan) {
        SortedMap<String, Digest> files = new TreeMap<>();
        Path directory = project.toAbsolutePath().getParent();
        plan.policy()
                .files()
                .keySet()
                .forEach(path -> digest(directory.resolve(path)).ifPresent(digest -> files.put(path, digest)));
        return files;
    }

    private static Owners owners(Project project, Manifest plan) {
        Policies policies = project.policies().inScopeOf(plan.policy().oneSchema());
        Map<String, List<String>> variables = project.request().variables();
        return new OwnersOfPlan(principal -> policies.by(principal)
                        .evaluate(variables, Map.of())
                        .lint()
                        .ownership())
                .of(plan);
    }

    private static ReviewRequest request(Path project, Manifest plan) {
        Map<String, List<String>> variables = plan.policy().variables().stream()
                .filter(v -> !v.setBy().equals("default") && !v.value().equals(ProjectPolicies.HIDDEN))
                .collect(Collectors.toMap(VariableValue::name, v -> List.of(v.value()), (one, other) -> one));
        String environment = plan.target().environment();
        return new ReviewRequest(
                Optional.of(project),
                Path.of("").toAbsolutePath(),
                environment.isEmpty() ? Optional.empty() : Optional.of(environment),
                variables,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static Optional<Digest> digest(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(Digest.of(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException e) {
            throw new CountersignException(
                    ExitCode.FAILED, file + " cannot be read (" + e.getClass().getSimpleName() + ").", e);
        }
    }
}
