package dev.countersign.lint.analyzers;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.TableObject;
import dev.countersign.diff.Change;
import dev.countersign.lint.Analyzer;
import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Finding;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.sql.SqlWords;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** DST106: what a {@code CASCADE} takes along, as the engine did it, each by itself. Tables, columns and schemas have findings of their own anyway. */
public final class CascadeAnalyzer implements Analyzer {

    @Override
    public String name() {
        return "destructive";
    }

    @Override
    public List<String> codes() {
        return List.of("DST106");
    }

    @Override
    public List<Diagnostic> analyze(LintInput input) {
        List<Diagnostic> found = new ArrayList<>();
        for (LintStep step : input.steps()) {
            SqlWords words = SqlWords.of(step.sql());
            if (!words.contains("DROP") || !words.contains("CASCADE")) {
                continue;
            }
            for (Change.DropObject drop : step.changes(Change.DropObject.class)) {
                if (comesAlong(step, drop)
                        && input.history().origin(drop.ref(), step).isPresent()) {
                    found.add(Finding.of(
                                    "DST106",
                                    name(),
                                    step,
                                    "CASCADE also drops " + drop.kind().label() + " "
                                            + Names.quote(drop.ref().name()) + ".")
                            .about(drop.ref())
                            .fix("Drop it by a statement of its own, so that everybody sees it go")
                            .build());
                }
            }
        }
        return found;
    }

    private static boolean comesAlong(LintStep step, Change.DropObject drop) {
        boolean ownFinding = drop.kind() == ObjectKind.TABLE || drop.kind() == ObjectKind.SCHEMA;
        boolean part =
                drop.object() instanceof TableObject child && !step.after().contains(child.table())
                        || AccessRule.target(drop.ref()).isPresent()
                        || drop.object() instanceof Sequence sequence
                                && sequence.ownedBy().isPresent();
        return !ownFinding && !part && !named(step.sql(), drop.ref().name());
    }

    private static boolean named(String sql, String name) {
        return Pattern.compile("(?i)(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])")
                .matcher(sql)
                .find();
    }
}
