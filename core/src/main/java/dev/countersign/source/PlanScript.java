package dev.countersign.source;

import dev.countersign.hcl.Budget;
import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.Evaluator;
import dev.countersign.hcl.Functions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclBlock;
import dev.countersign.hcl.HclBody;
import dev.countersign.hcl.HclException;
import dev.countersign.hcl.HclFile;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.Scope;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.sql.Syntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A plan of Atlas, {@code NAME.plan.hcl}: one block {@code plan "NAME"} with {@code from}, {@code to} and {@code migration}, which is SQL. The two others say for
 * which state of a database it was made and to which it leads, by a function that is not published.
 */
final class PlanScript {
    /** How the name of such a file ends. */
    static final String SUFFIX = ".plan.hcl";

    private static final List<String> ATTRIBUTES = List.of("from", "to", "migration");

    private final HclSource source;
    private final List<HclProblem> problems = new ArrayList<>();

    private PlanScript(HclSource source) {
        this.source = source;
    }

    /**
     * The statements of its migration; lines are counted in that text.
     *
     * @throws SourceException when the file is no such plan
     */
    static SqlScript read(HclSource source, Syntax syntax) {
        try {
            return new PlanScript(source).script(syntax);
        } catch (HclException e) {
            throw new SourceException(
                    ExitCode.FAILED,
                    e.problems().stream().map(HclProblem::render).collect(Collectors.joining("\n")),
                    e);
        }
    }

    private SqlScript script(Syntax syntax) {
        HclBody body = HclFile.parse(source).orThrow().body();
        body.attributes().forEach(a -> problems.add(HclProblem.at(a.range(), "only a plan block is known here")));
        body.blocks().stream()
                .filter(b -> !b.type().equals("plan"))
                .forEach(b -> problems.add(HclProblem.unknownName(
                        b.typeRange(), "only a plan block is known here", b.type(), List.of("plan"))));
        List<HclBlock> plans = body.blocks("plan");
        if (plans.size() != 1 || plans.getFirst().labels().size() != 1) {
            problems.add(HclProblem.at(source.range(0, 0), "a plan file holds one block: plan \"NAME\" { ... }"));
            throw new HclException(problems);
        }
        HclBody plan = plans.getFirst().body();
        plan.blocks().forEach(b -> problems.add(HclProblem.at(b.typeRange(), "a plan has no blocks")));
        plan.attributes().stream()
                .filter(a -> !ATTRIBUTES.contains(a.name()))
                .forEach(a -> problems.add(HclProblem.unknownName(
                        a.nameRange(), "a plan has no \"" + a.name() + "\"", a.name(), ATTRIBUTES)));
        Map<String, Optional<String>> texts =
                ATTRIBUTES.stream().collect(Collectors.toMap(name -> name, name -> text(plans.getFirst(), name)));
        if (!problems.isEmpty()) {
            throw new HclException(problems);
        }
        return SqlScript.parse(source.name(), texts.get("migration").orElseThrow(), syntax)
                .andNotEvaluated(List.of(source.name()
                        + ": from and to are not evaluated: the function that makes these fingerprints is not published, so"
                        + " nothing says whether this plan is for the database at hand."));
    }

    private Optional<String> text(HclBlock plan, String name) {
        Optional<HclAttribute> attribute = plan.body().attribute(name);
        if (attribute.isEmpty()) {
            problems.add(HclProblem.at(plan.typeRange(), "the plan has no " + name));
            return Optional.empty();
        }
        Optional<String> text = Conversions.text(new Evaluator(Functions.standard(), new Budget(Budget.DEFAULT_STEPS))
                .evaluate(attribute.get().value(), Scope.of(Map.of())));
        if (text.isEmpty()) {
            problems.add(HclProblem.at(attribute.get().range(), "\"" + name + "\" must be a string"));
        }
        return text;
    }
}
