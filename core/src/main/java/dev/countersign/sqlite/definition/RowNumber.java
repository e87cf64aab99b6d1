package dev.countersign.sqlite.definition;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import java.util.List;
import java.util.Optional;

/** The column by which a table calls the number of its rows (lang_createtable.html, section 5). */
public final class RowNumber {
    private RowNumber() {}

    /**
     * An INTEGER that alone is the primary key.
     *
     * @param parts constraints of the table, and whatever else stands on it
     */
    public static Optional<Column> column(Table table, List<? extends TableObject> parts) {
        return table.attributes().containsKey("without_rowid")
                ? Optional.empty()
                : parts.stream()
                        .filter(KeyConstraint.class::isInstance)
                        .map(KeyConstraint.class::cast)
                        .filter(k -> k.ref().kind() == ObjectKind.PRIMARY_KEY
                                && k.columns().size() == 1
                                && !k.attributes().containsKey("not_rowid"))
                        .flatMap(k -> table.column(k.columns().getFirst()).stream())
                        .filter(c -> c.type().equals("INTEGER"))
                        .findFirst();
    }
}
