package dev.countersign.postgres.lint;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.Routine;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.diff.Change;
import dev.countersign.diff.Change.Verb;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.lint.PossibleFinding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** SA101: a routine of PL/pgSQL that runs a statement which it puts together from strings, so that whoever calls it may have a say in what runs. */
public final class InjectionAnalyzer extends StatementAnalyzer {

    public InjectionAnalyzer() {
        super("injection", "SA101");
    }

    @Override
    public List<PossibleFinding> possible(String dialect) {
        return List.of(new PossibleFinding(
                "SA101",
                Verb.ADD,
                Set.of(ObjectKind.FUNCTION, ObjectKind.PROCEDURE),
                "when it runs statements that it joins from strings"));
    }

    @Override
    void look(LintInput input, LintStep step, List<Diagnostic> found) {
        for (Change change : step.changes()) {
            written(change)
                    .filter(routine -> routine.language().equals("plpgsql"))
                    .flatMap(routine -> new DynamicSql(routine.definition()).firstUnquoted())
                    .ifPresent(what -> found.add(finding(step, change, what)));
        }
    }

    private static Optional<Routine> written(Change change) {
        Optional<SchemaObject> object = switch (change) {
            case Change.AddObject add -> Optional.of(add.object());
            case Change.ModifyObject modify -> Optional.of(modify.desired());
            default -> Optional.empty();
        };
        return object.filter(Routine.class::isInstance).map(Routine.class::cast);
    }

    private Diagnostic finding(LintStep step, Change change, String what) {
        return finding(
                        "SA101",
                        step,
                        change.ref().kind().label().substring(0, 1).toUpperCase(Locale.ROOT)
                                + change.ref().kind().label().substring(1) + " "
                                + Names.quote(change.ref().name())
                                + " runs a statement that it joins from strings, with "
                                + what + " in it as it comes.")
                .about(change.ref())
                .known(Diagnostic.Evidence.SQL_TEXT)
                .fix("Hand values over by USING, and names by format with %I or by quote_ident")
                .build();
    }
}
