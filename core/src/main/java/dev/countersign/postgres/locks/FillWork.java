package dev.countersign.postgres.locks;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import java.util.List;

/** Whether the server must compute a value for every row of a table, and so writes all of it anew. Measured on 12 to 18. */
public final class FillWork {
    private final Existing existing;

    /** @param catalog the state in which the functions and types are looked up */
    public FillWork(Catalog catalog) {
        this.existing = new Existing(catalog);
    }

    /** Whether the default of a column that is added may be another one for every row. */
    public boolean hasVolatileDefault(Column added) {
        return added.defaultExpression().stream()
                .flatMap(expression -> Tokens.of(expression).calls().stream())
                .anyMatch(existing::isVolatile);
    }

    /** Whether the column's type is a domain with a check or NOT NULL, which the server looks at row by row even without a default. */
    public boolean isOfCheckedDomain(Column column) {
        return existing.isConstrainedDomain(column.type());
    }

    /** Whether values of the one column are stored otherwise than those of the other, so that a change of type writes the table anew. */
    public boolean isStoredAnew(Column from, Column to) {
        String base = existing.baseOfDomain(from.type()).orElse(from.type());
        String wanted = existing.baseOfDomain(to.type()).orElse(to.type());
        return isOfCheckedDomain(to) || StoredType.of(base).rewrittenAs(StoredType.of(wanted));
    }

    /** Whether the statement gives the column a type by an expression that is more than the column itself. */
    public static boolean computes(String sql, String column) {
        return Tokens.of(sql).statements().stream()
                .flatMap(statement -> statement.actions().stream())
                .anyMatch(action -> computes(action, column));
    }

    private static boolean computes(Tokens action, String column) {
        if (action.take("ALTER", "TABLE")) {
            action.take("IF", "EXISTS");
            action.take("ONLY");
            action.takeName();
            action.take("*");
        }
        if (!action.take("ALTER")) {
            return false;
        }
        action.take("COLUMN");
        return action.takeName().equals(List.of(column)) && AlterTable.computes(action, column);
    }
}
