package dev.countersign.engine;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.deprecation.Terms;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.lint.LintSettings;
import dev.countersign.plan.PlanOptions;
import dev.countersign.policy.ApplyCheck;
import dev.countersign.policy.ChangeDetector;
import dev.countersign.policy.DerivedState;
import dev.countersign.policy.Migration;
import dev.countersign.policy.SeedData;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.review.Review.PolicyFile;
import dev.countersign.review.ReviewMode;
import dev.countersign.review.VariableValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What the project file means for one set of variable values.
 *
 * @param file the project file, if there is one
 * @param environment the chosen environment, empty for none
 * @param url the environment's current state
 * @param desired the environment's desired state
 * @param dev the environment's dev database
 * @param schemas the schemas it is limited to
 * @param include patterns of objects that take part; empty for all
 * @param exclude patterns of objects that take no part
 * @param leftOut kinds of objects that are not compared, and why
 * @param unsaid those of them about which the file says nothing
 * @param states the states of data sources that the environment refers to, by URL
 * @param baseline SQL that every scratch database starts with
 * @param checks rules about the plan as a whole
 * @param seedData how rows of the desired state become those of the database; empty when they do not
 * @param forms in which forms statements are wanted, by the name of the dialect
 * @param keepOut for all differences, says of each why it is not planned
 * @param inputs attributes of the environment that are no setting, as texts: values for the variables of schemas written as HCL
 * @param deprecation what the policy asks of drops; empty when it has no such block
 * @param migration the environment's migration directory
 * @param detector how the new files of that directory are found
 * @param notEvaluated what the file says that has no effect here, one sentence each
 * @param whenIdle what to say of each of the inputs where nothing takes it, one sentence each
 * @param notices what the file says that decides nothing here, one sentence each
 * @param resolver turns {@code env://} references into what they stand for; leaves other URLs as they are
 */
record EffectivePolicy(
        Optional<PolicyFile> file,
        String environment,
        Optional<String> url,
        List<String> desired,
        Optional<String> dev,
        List<String> schemas,
        List<String> include,
        List<String> exclude,
        Map<ObjectKind, String> leftOut,
        Set<ObjectKind> unsaid,
        Map<String, DerivedState> states,
        Optional<String> baseline,
        List<ApplyCheck> checks,
        Optional<SeedData> seedData,
        List<VariableValue> variables,
        Map<String, List<String>> inputs,
        ReviewMode mode,
        Function<String, AskedForms> forms,
        Function<SchemaDiff, Function<Change, Optional<String>>> keepOut,
        LintSettings lint,
        Optional<Terms> deprecation,
        Optional<Migration> migration,
        Optional<ChangeDetector> detector,
        List<String> notEvaluated,
        Map<String, String> whenIdle,
        List<String> notices,
        UnaryOperator<String> resolver) {
    EffectivePolicy {
        desired = List.copyOf(desired);
        schemas = List.copyOf(schemas);
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        leftOut = Map.copyOf(leftOut);
        unsaid = Set.copyOf(unsaid);
        states = Map.copyOf(states);
        checks = List.copyOf(checks);
        variables = List.copyOf(variables);
        inputs = Map.copyOf(inputs);
        notEvaluated = List.copyOf(notEvaluated);
        whenIdle = Map.copyOf(whenIdle);
        notices = List.copyOf(notices);
    }

    /** Without a project file: everything is planned, drops are errors, and every change is signed off, as Atlas does it. */
    static EffectivePolicy withoutFile() {
        return new EffectivePolicy(
                Optional.empty(),
                "",
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Set.of(),
                Map.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Map.of(),
                ReviewMode.ALWAYS,
                dialect -> AskedForms.plain(),
                diff -> change -> Optional.empty(),
                LintSettings.defaults(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                List.of(),
                EffectivePolicy::noEnvironment);
    }

    /**
     * Everything that has no effect here.
     *
     * @param taken the inputs that something takes
     */
    List<String> notEvaluated(Set<String> taken) {
        return Stream.concat(
                        notEvaluated.stream(),
                        new TreeMap<>(whenIdle)
                                .entrySet().stream()
                                        .filter(e -> !taken.contains(e.getKey()))
                                        .map(Map.Entry::getValue))
                .toList();
    }

    PlanOptions planOptions(SchemaDiff diff, TableSizes sizes) {
        AskedForms asked = forms.apply(diff.current().dialect());
        return new PlanOptions(
                sizes.in(asked.lockSafe()),
                keepOut.apply(diff),
                asked.wordings().keySet(),
                extension -> false,
                false);
    }

    private static String noEnvironment(String url) {
        if (url.startsWith("env://")) {
            throw new CountersignException(
                    ExitCode.USAGE,
                    url + " needs a project file and an environment; give them with --config and --env.");
        }
        return url;
    }
}
