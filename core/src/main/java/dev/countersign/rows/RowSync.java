package dev.countersign.rows;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.diff.Rename;
import dev.countersign.diff.Renaming;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.KeptOut;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans how rows follow the desired state. Its rows are those of its tables after its files were loaded; a table without rows there takes no part, whatever
 * it holds elsewhere. Rows of each state are read in one snapshot, of the tables that take part and of no others.
 */
public final class RowSync {
    private final RowLanguage language;
    private final RowReader reader;
    private final Opening current;
    private final Opening desired;

    /** Opens a connection to the rows of a state; whoever asked closes it. */
    @FunctionalInterface
    public interface Opening {
        Connection open() throws SQLException;
    }

    public RowSync(RowLanguage language, Opening current, Opening desired) {
        this.language = language;
        this.reader = new RowReader(language);
        this.current = current;
        this.desired = desired;
    }

    /**
     * @param renames those that the difference was made with
     * @param keptOut what the plan for the schema leaves out: rows of such tables cannot follow
     */
    public RowPlan plan(SchemaDiff diff, Collection<Rename> renames, List<KeptOut> keptOut, SyncTerms terms) {
        List<String> problems = new ArrayList<>();
        try {
            Renaming renaming = Renaming.effective(renames, diff.current(), diff.desired());
            Wanted wanted = wanted(diff.desired(), terms, problems, renaming, diff);
            for (SyncTable table : wanted.tables()) {
                keptOut(table, keptOut).ifPresent(problems::add);
            }
            Map<ObjectRef, TableRows> there = problems.isEmpty() ? there(wanted.tables(), terms, problems) : Map.of();
            if (!problems.isEmpty()) {
                return RowPlan.failing(problems);
            }
            return planned(diff.desired(), wanted, there, terms);
        } catch (SQLException e) {
            return RowPlan.failing(
                    List.of(
                            "Rows cannot follow the desired state, because they cannot be read: "
                                    + String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ")
                                    + "; give this role the right to read them all, or leave the table out of the data block's include."));
        } catch (IllegalArgumentException e) {
            return RowPlan.failing(List.of(e.getMessage()));
        }
    }

    private RowPlan planned(Catalog catalog, Wanted wanted, Map<ObjectRef, TableRows> there, SyncTerms terms) {
        List<RowDifference> differences = new ArrayList<>();
        List<RowPlan.Summary> summaries = new ArrayList<>();
        List<RowPlan.Difference> proof = new ArrayList<>();
        for (SyncTable table : wanted.tables()) {
            TableRows rows = wanted.rows().get(table.ref());
            RowDifference difference = RowDifference.of(table, there.get(table.ref()), rows, terms);
            differences.add(difference);
            proof.add(new RowPlan.Difference(difference, there.get(table.ref())));
            summaries.add(new RowPlan.Summary(
                    table.ref(),
                    terms.mode(),
                    difference.inserts().size(),
                    difference.updates().size(),
                    difference.deletes().size(),
                    difference.equal(rows)));
        }
        return new RowPlan(new RowStatements(language, catalog).of(differences), summaries, List.of(), proof);
    }

    private record Wanted(List<SyncTable> tables, Map<ObjectRef, TableRows> rows) {}

    private Wanted wanted(Catalog catalog, SyncTerms terms, List<String> problems, Renaming renaming, SchemaDiff diff)
            throws SQLException {
        try (Connection connection = desired.open()) {
            return language.snapshot(connection, statement -> {
                List<Table> filled = reader.filled(statement, catalog, terms.tables());
                List<SyncTable> tables = new ArrayList<>(
                        new SyncTables(diff, renaming, language, terms.preserveIds(), problems).of(filled));
                Map<ObjectRef, TableRows> rows = new HashMap<>();
                for (SyncTable table : tables) {
                    reader.read(statement, table.table(), table.columns(), terms.maxRows())
                            .ifPresentOrElse(
                                    read -> rows.put(table.ref(), new TableRows(table.ref(), table.names(), read)),
                                    () -> problems.add(tooMany(table.ref(), "desired", terms)));
                }
                return new Wanted(tables, rows);
            });
        }
    }

    private Map<ObjectRef, TableRows> there(List<SyncTable> tables, SyncTerms terms, List<String> problems)
            throws SQLException {
        Map<ObjectRef, TableRows> rows = new HashMap<>();
        for (SyncTable table : tables) {
            if (table.before().isEmpty()) {
                rows.put(table.ref(), new TableRows(table.ref(), List.of(), List.of()));
            }
        }
        List<SyncTable> old =
                tables.stream().filter(t -> t.before().isPresent()).toList();
        if (old.isEmpty()) {
            return rows;
        }
        try (Connection connection = current.open()) {
            return language.snapshot(connection, statement -> {
                for (SyncTable table : old) {
                    Table before = table.before().orElseThrow();
                    List<String> names = table.names().stream()
                            .filter(table.earlier()::containsKey)
                            .toList();
                    List<Column> columns = names.stream()
                            .map(name ->
                                    before.column(table.earlier().get(name)).orElseThrow())
                            .toList();
                    reader.read(statement, before, columns, terms.maxRows())
                            .ifPresentOrElse(
                                    read -> rows.put(table.ref(), new TableRows(table.ref(), names, read)),
                                    () -> problems.add(tooMany(before.ref(), "current", terms)));
                }
                return rows;
            });
        }
    }

    private static String tooMany(ObjectRef table, String state, SyncTerms terms) {
        return "Rows cannot follow the desired state: " + table + " of the " + state + " state has more than "
                + terms.maxRows()
                + " rows (max_rows), so none were compared and none are planned; raise max_rows, or leave the"
                + " table out of the data block's include.";
    }

    private static Optional<String> keptOut(SyncTable table, List<KeptOut> keptOut) {
        return keptOut.stream()
                .filter(kept -> decides(table, kept.change()))
                .findFirst()
                .map(kept -> "The rows of " + table.ref() + " cannot follow the desired state, because "
                        + kept.change().ref() + " is kept out of the plan (" + kept.reason()
                        + "); let the change in, or leave the table out of the data block's include.");
    }

    /** A column that stays although the desired state does not have it is in nobody's way. */
    private static boolean decides(SyncTable table, Change change) {
        return switch (change) {
            case Change.AddObject add -> add.ref().equals(table.ref());
            case Change.RenameObject rename -> rename.newRef().equals(table.ref());
            case Change.AddColumn add -> add.table().equals(table.ref());
            case Change.ModifyColumn modify -> table.wasOrIs(modify.table());
            case Change.RenameColumn rename -> table.wasOrIs(rename.table());
            case Change.DropObject ignored -> false;
            case Change.ModifyObject ignored -> false;
            case Change.DropColumn ignored -> false;
        };
    }
}
