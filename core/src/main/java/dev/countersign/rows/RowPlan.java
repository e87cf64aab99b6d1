package dev.countersign.rows;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.plan.Batch;
import dev.countersign.plan.Plan;
import dev.countersign.plan.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements after which rows are as their mode promises, and what is known of the tables.
 *
 * @param statements numbered from 1; none while there are problems
 * @param tables what happens to each table whose rows take part, in order of names; none while there are problems
 * @param problems why rows cannot follow the desired state, one sentence each
 * @param differences how the rows of each table change, for a proof
 */
public record RowPlan(
        List<Statement> statements, List<Summary> tables, List<String> problems, List<Difference> differences) {
    public RowPlan {
        statements = List.copyOf(statements);
        tables = List.copyOf(tables);
        problems = List.copyOf(problems);
        differences = List.copyOf(differences);
    }

    /**
     * What happens to the rows of a table.
     *
     * @param mode how far they follow the desired state
     * @param inserted how many come
     * @param updated how many get other values
     * @param deleted how many go
     * @param there how many rows of the desired state stay as they are
     */
    public record Summary(ObjectRef table, SyncMode mode, int inserted, int updated, int deleted, int there) {

        /** {@code table public.countries: 2 rows inserted, 1 updated, 0 deleted, 3 as they are (SYNC)}. */
        public String sentence() {
            List<String> parts = new ArrayList<>(List.of(inserted + " inserted"));
            if (mode.updates()) {
                parts.add(updated + " updated");
            }
            if (mode.deletes()) {
                parts.add(deleted + " deleted");
            }
            parts.add(there + (mode.updates() ? " equal" : " there already"));
            return table + ": " + String.join(", ", parts) + " (" + mode + ")";
        }
    }

    /** How the rows of one table change. What is in it is for the proof alone, and never shown. */
    public static final class Difference {
        private final RowDifference difference;
        private final TableRows current;

        Difference(RowDifference difference, TableRows current) {
            this.difference = difference;
            this.current = current;
        }

        RowDifference difference() {
            return difference;
        }

        TableRows current() {
            return current;
        }
    }

    /** No rows take part. */
    public static RowPlan nothing() {
        return failing(List.of());
    }

    /** No rows take part, because of these problems. */
    public static RowPlan failing(List<String> problems) {
        return new RowPlan(List.of(), List.of(), problems, List.of());
    }

    /** The plan for the schema, with the statements about rows behind it in a transaction of their own. */
    public Plan after(Plan schema) {
        if (statements.isEmpty()) {
            return schema;
        }
        int before = schema.statements().size();
        List<Batch> batches = new ArrayList<>(schema.batches());
        batches.add(new Batch(
                true,
                statements.stream()
                        .map(s -> new Statement(
                                before + s.number(),
                                s.sql(),
                                s.changes(),
                                s.rows(),
                                s.objects(),
                                s.purpose(),
                                s.destructive(),
                                s.undo()))
                        .toList()));
        return new Plan(batches, schema.keptOut(), schema.begin());
    }
}
