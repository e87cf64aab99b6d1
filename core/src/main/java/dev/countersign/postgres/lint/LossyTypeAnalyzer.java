package dev.countersign.postgres.lint;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Change;
import dev.countersign.diff.Change.Verb;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.lint.PossibleFinding;
import dev.countersign.lint.Severity;
import dev.countersign.lint.preflight.Answer;
import dev.countersign.lint.preflight.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** DST110: a column gets a type that cannot hold every value of its old one, or one made of such types. Rows at hand say how many do not fit; live ones that all fit make it a note. */
public final class LossyTypeAnalyzer extends StatementAnalyzer {
    private static final String CODE = "DST110";

    public LossyTypeAnalyzer() {
        super("destructive", CODE);
    }

    @Override
    public List<PossibleFinding> possible(String dialect) {
        return List.of(
                new PossibleFinding(
                        CODE,
                        Verb.MODIFY,
                        ObjectKind.COLUMN,
                        "when its new type cannot hold every value of the old one"),
                new PossibleFinding(
                        CODE, Verb.MODIFY, ObjectKind.COMPOSITE, "when columns have it and it loses an attribute"));
    }

    @Override
    void look(LintInput input, LintStep step, List<Diagnostic> found) {
        for (Change.ModifyColumn modify : step.changes(Change.ModifyColumn.class)) {
            if (modify.current().stored() && !modify.current().inherited()) {
                found.addAll(lossy(input, step, modify));
            }
        }
        for (Change.ModifyObject modify : step.changes(Change.ModifyObject.class)) {
            withoutAttribute(step, modify).ifPresent(found::add);
        }
    }

    /** A composite type that columns have can lose an attribute where it is, and each value loses it, too. */
    private Optional<Diagnostic> withoutAttribute(LintStep step, Change.ModifyObject modify) {
        boolean held = step.before().dependents(modify.current().ref()).stream()
                .anyMatch(user -> user.kind() == ObjectKind.COLUMN);
        if (!held
                || !(modify.current() instanceof CompositeType before)
                || !(modify.desired() instanceof CompositeType after)) {
            return Optional.empty();
        }
        return TypeLoss.of(HeldTypes.Held.of(before), HeldTypes.Held.of(after), "")
                .map(loss -> finding(
                                CODE,
                                step,
                                "Changing type " + Names.quote(before.ref().name()) + " loses " + loss.what() + ".")
                        .about(before.ref())
                        .fix("Keep the attribute until nothing needs its values")
                        .build());
    }

    /** A finding for each type that the column's values are made of. */
    private List<Diagnostic> lossy(LintInput input, LintStep step, Change.ModifyColumn modify) {
        Optional<Column> original = input.history()
                .originalColumn(
                        modify.table(),
                        modify.current().name(),
                        step,
                        input.steps().getFirst().before());
        if (original.isEmpty()) {
            return List.of();
        }
        ObjectRef after = ObjectRef.column(modify.table(), modify.desired().name());
        Map<String, HeldTypes.Held> wanted = HeldTypes.of(modify.desired().type(), after, step.after());
        List<Diagnostic> found = new ArrayList<>();
        HeldTypes.of(modify.current().type(), modify.ref(), step.before()).forEach((place, held) -> {
            if (wanted.containsKey(place)) {
                TypeLoss.of(held, wanted.get(place), Names.quote(original.get().name()))
                        .map(loss -> place.isEmpty() ? loss : loss.in(place))
                        .ifPresent(loss -> found.add(finding(input, step, modify, loss)));
            }
        });
        return found;
    }

    private Diagnostic finding(LintInput input, LintStep step, Change.ModifyColumn modify, TypeLoss loss) {
        ObjectRef table = input.history().origin(modify.table(), step).orElse(modify.table());
        Answer misfits = loss.condition()
                .map(condition -> input.facts().ask(new Question.Matches(table, condition, false)))
                .orElse(new Answer.Unknown("only a conversion of each value could tell"));
        String what = "Changing "
                + Names.quote(modify.table().name() + "." + modify.current().name()) + " from "
                + modify.current().type() + " to " + modify.desired().type();
        Finding finding = switch (misfits) {
            case Answer.Counted counted
            when counted.count() > 0 ->
                finding(
                                CODE,
                                step,
                                what + " loses " + loss.what() + ": " + counted.display()
                                        + (counted.count() == 1 ? " row has" : " rows have") + " one"
                                        + (counted.live() ? "." : " (sample rows)."))
                        .known(counted.evidence());
            case Answer.Counted counted
            when counted.live() ->
                finding(CODE, step, what + ": no row has a value that does not fit, at " + counted.at() + ".")
                        .severity(Severity.INFO)
                        .known(counted.evidence());
            case Answer.Counted ignored -> finding(CODE, step, what + " loses " + loss.what() + ".");
            case Answer.Unknown ignored -> finding(CODE, step, what + " loses " + loss.what() + ".");
        };
        return finding.about(modify.ref())
                .fix("Add a column of the new type, fill it with what fits, and drop the old one after a waiting time")
                .build();
    }
}
