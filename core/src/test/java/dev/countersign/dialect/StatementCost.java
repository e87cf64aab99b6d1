package dev.countersign.dialect;

import dev.countersign.catalog.Catalog;
import dev.countersign.progress.Progress;
import java.sql.SQLException;

/**
 * What it costs to observe a statement.
 *
 * @param queries texts sent
 * @param rows rows read
 * @param objects objects of the new state that are not those of the one before, and those that are gone
 */
public record StatementCost(String sql, int queries, int rows, int objects) {

    /** Runs the statement. */
    public static StatementCost of(Observer observer, CountedConnection counted, String sql) throws SQLException {
        counted.queries();
        counted.rows();
        Catalog before = observer.state();
        Catalog after = observer.run(sql, true, Progress.none());
        int fresh = (int) after.objects().values().stream()
                .filter(object -> before.find(object.ref()).orElse(null) != object)
                .count();
        int gone = (int) before.objects().keySet().stream()
                .filter(ref -> !after.contains(ref))
                .count();
        return new StatementCost(sql, counted.queries(), counted.rows(), fresh + gone);
    }

    /** The same without rows of which there are more in a larger schema. */
    public StatementCost without(int rowsOfEverything) {
        return new StatementCost(sql, queries, rows - rowsOfEverything, objects);
    }
}
