package dev.countersign.engine;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.Uncompared;
import dev.countersign.ddl.SeedRows;
import dev.countersign.dialect.Dialect;
import dev.countersign.diff.Rename;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.KeptOut;
import dev.countersign.plan.Plan;
import dev.countersign.policy.SeedData;
import dev.countersign.rows.RowLanguage;
import dev.countersign.rows.RowPlan;
import dev.countersign.rows.RowSync;
import dev.countersign.source.LoadedState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans how rows follow the desired state, where the environment has a {@code data} block; without one no row is read. */
final class RowDesk {
    private final Dialect dialect;
    private final LoadedState current;
    private final LoadedState desired;
    private final Map<Asked, RowPlan> known = new HashMap<>();
    private Optional<SchemaDiff> about = Optional.empty();

    /** What a row plan follows from, besides the rows and the difference. */
    private record Asked(List<KeptOut> keptOut, SeedData data) {}

    RowDesk(Dialect dialect, LoadedState current, LoadedState desired) {
        this.dialect = dialect;
        this.current = current;
        this.desired = desired;
    }

    /**
     * Rows are read once for each difference and each way to ask, so that a review is about one state throughout.
     *
     * @param schema the plan for the schema
     */
    synchronized RowPlan plan(Optional<SeedData> data, SchemaDiff diff, List<Rename> renames, Plan schema) {
        if (data.isEmpty()) {
            return RowPlan.nothing();
        }
        // two differences are compared by what they are, not by all that is in them
        if (about.filter(earlier -> earlier == diff).isEmpty()) {
            known.clear();
            about = Optional.of(diff);
        }
        return known.computeIfAbsent(
                new Asked(schema.keptOut(), data.get()), asked -> read(data.get(), diff, renames, schema));
    }

    private RowPlan read(SeedData data, SchemaDiff diff, List<Rename> renames, Plan schema) {
        List<String> problems = new ArrayList<>();
        if (desired.rows().map(LoadedState.Rows::live).orElse(true)) {
            problems.add(
                    data.range() + ": rows cannot follow the desired state, because that is a database: only rows that"
                            + " files declare do; name files, or leave the data block away.");
        }
        if (current.rows().isEmpty()) {
            problems.add(
                    data.range() + ": rows cannot follow the desired state, because the current schema has another name"
                            + " and its rows are not read; give both URLs the same search_path.");
        }
        if (!problems.isEmpty()) {
            return RowPlan.failing(problems);
        }
        RowPlan planned = new RowSync(
                        dialect.rows(),
                        current.rows().orElseThrow()::open,
                        desired.rows().orElseThrow()::open)
                .plan(diff, renames, schema.keptOut(), data.terms());
        if (!planned.problems().isEmpty()) {
            return RowPlan.failing(planned.problems().stream()
                    .map(problem -> data.range() + ": " + problem)
                    .toList());
        }
        List<String> idle =
                data.idle(planned.tables().stream().map(RowPlan.Summary::table).toList());
        return idle.isEmpty() ? planned : RowPlan.failing(idle);
    }

    /** A state whose declared rows are compared is none with a gap for each of them. */
    Catalog withoutComparedRows(Catalog catalog, Optional<SeedData> data) {
        if (data.isEmpty() || catalog.uncompared().stream().noneMatch(RowDesk::isRow)) {
            return catalog;
        }
        RowLanguage language = dialect.rows();
        List<String> compared = catalog.all(Table.class).stream()
                .map(Table::ref)
                .filter(data.get()::includes)
                .map(ref -> SeedRows.nameOfRows(language.table(ref)))
                .toList();
        List<Uncompared> left = catalog.uncompared().stream()
                .filter(seen -> !isRow(seen) || compared.stream().noneMatch(seen.name()::startsWith))
                .toList();
        return catalog.with(List.copyOf(catalog.objects().values()), catalog.dependencies(), left);
    }

    private static boolean isRow(Uncompared seen) {
        return seen.kind().equals(SeedRows.KIND);
    }

    /** Of each table that gets rows, that a migration back leaves them. */
    static List<String> staying(RowPlan rows) {
        List<String> sentences = new ArrayList<>();
        for (RowPlan.Summary table : rows.tables()) {
            List<String> parts = new ArrayList<>();
            if (table.inserted() > 0) {
                parts.add(table.inserted() + " inserted stay");
            }
            if (table.updated() > 0) {
                parts.add(table.updated() + " updated keep their new values");
            }
            if (table.deleted() > 0) {
                parts.add(table.deleted() + " deleted do not come back");
            }
            if (!parts.isEmpty()) {
                sentences.add("the rows of " + table.table() + " are not taken back: " + String.join(", ", parts));
            }
        }
        return sentences;
    }
}
