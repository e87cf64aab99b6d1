package dev.countersign.lint.analyzers;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.lint.LintInput;
import dev.countersign.lint.LintStep;
import dev.countersign.lint.Names;
import dev.countersign.lint.preflight.Answer;
import dev.countersign.lint.preflight.Question;
import dev.countersign.sql.SqlWords;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows that point to nothing by a new foreign key. In a table that the plan makes and nothing fills, they all do. */
final class Orphans {
    /** Statements of which nobody sees what they write. */
    private static final List<String> HIDING = List.of("SELECT", "DO", "CALL", "EXECUTE");

    private final LintInput input;
    private final LintStep step;
    private final ForeignKey key;

    Orphans(LintInput input, LintStep step, ForeignKey key) {
        this.input = input;
        this.step = step;
        this.key = key;
    }

    /** How many there are, as far as the rows of now can tell. */
    Answer counted() {
        ObjectRef table = DataDependAnalyzer.origin(input, step, key.table());
        ObjectRef referenced = key.referencedTable();
        KeptValues own = new KeptValues(input, step, key.table());
        if (!key.columns().stream().allMatch(own::comparable)) {
            return new Answer.Unknown("the plan gives other values to columns of the key");
        }
        if (!input.existing(referenced, step)) {
            return isFilled(referenced)
                    ? new Answer.Unknown("the plan may fill the new table " + referenced.display())
                    : input.facts().ask(new Question.Matches(table, pointing(), true));
        }
        List<String> columns = referencedColumns(step.after());
        KeptValues theirs = new KeptValues(input, step, referenced);
        if (columns.size() != key.columns().size() || !columns.stream().allMatch(theirs::whole)) {
            return new Answer.Unknown("the key refers to columns that the plan adds, renames or gives other values");
        }
        return input.facts()
                .ask(new Question.Orphans(
                        table, key.columns(), DataDependAnalyzer.origin(input, step, referenced), columns));
    }

    private String pointing() {
        return key.columns().stream().map(c -> Names.quote(c) + " IS NOT NULL").collect(Collectors.joining(" AND "));
    }

    /** Whether a statement before this one could bring rows into the table. */
    private boolean isFilled(ObjectRef table) {
        return input.before(step).stream()
                .map(s -> SqlWords.of(s.sql()))
                .anyMatch(words -> HIDING.stream().anyMatch(words::startsWith) || fills(words, table.name()));
    }

    private static boolean fills(SqlWords words, String table) {
        boolean target = IntStream.range(1, words.size())
                .filter(i -> words.slice(i, i + 1).is(table))
                .mapToObj(i -> words.slice(Math.max(0, i - 2), i))
                .anyMatch(left -> left.contains("INTO") || left.contains("COPY"));
        boolean madeOfRows = words.startsWith("CREATE") && words.contains("TABLE") && words.contains("SELECT");
        return target || madeOfRows && words.contains(table);
    }

    /** The columns the key names or, as SQLite allows, the primary key of the table it names no columns of. */
    private List<String> referencedColumns(Catalog catalog) {
        if (!key.referencedColumns().isEmpty()) {
            return key.referencedColumns();
        }
        return catalog.tableObjects(key.referencedTable()).stream()
                .filter(KeyConstraint.class::isInstance)
                .map(KeyConstraint.class::cast)
                .filter(k -> k.ref().kind() == ObjectKind.PRIMARY_KEY)
                .findFirst()
                .map(KeyConstraint::columns)
                .orElse(List.of());
    }
}
