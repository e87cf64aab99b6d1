package dev.countersign.postgres.name;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.DomainType;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Names of NOT NULL constraints: until 17 a column is NOT NULL or not, since 18 a constraint says so that has a name, a comment and a place in an inheritance
 * (release notes of 18); with domains it is so since 17. Between servers of different age there is nothing to compare it with.
 */
public final class UnnamedNotNull {
    private static final int COLUMNS_SINCE = 18;
    private static final int DOMAINS_SINCE = 17;
    private static final Set<String> ATTRIBUTES =
            Set.of("not_null_constraint", "not_null_inherited", "not_null_local", "not_null_comment");

    private UnnamedNotNull() {}

    /** The state as it compares with another one; itself where both have names, or neither. */
    public static Catalog comparable(Catalog state, Catalog other) {
        boolean columns = have(state, COLUMNS_SINCE) && !have(other, COLUMNS_SINCE);
        boolean domains = have(state, DOMAINS_SINCE) && !have(other, DOMAINS_SINCE);
        if (!columns && !domains) {
            return state;
        }
        List<SchemaObject> objects = state.objects().values().stream()
                .map(object -> switch (object) {
                    case Table table when columns -> without(table);
                    case DomainType domain when domains -> without(domain);
                    default -> object;
                })
                .toList();
        return state.with(objects, state.dependencies(), state.uncompared());
    }

    private static boolean have(Catalog state, int since) {
        String digits = state.serverVersion().split("[^0-9]", 2)[0];
        return digits.isEmpty() || Integer.parseInt(digits) >= since;
    }

    private static SchemaObject without(DomainType domain) {
        return domain.notNullConstraint().isEmpty()
                ? domain
                : new DomainType(
                        domain.ref(),
                        domain.baseType(),
                        domain.collation(),
                        domain.defaultExpression(),
                        domain.notNull(),
                        domain.checks().stream()
                                .filter(check -> !check.definition().equals(DomainType.NOT_NULL))
                                .toList(),
                        domain.comment());
    }

    private static SchemaObject without(Table table) {
        return table.columns().stream().noneMatch(UnnamedNotNull::isNamed)
                ? table
                : table.withColumns(
                        table.columns().stream().map(UnnamedNotNull::without).toList());
    }

    /** One that is not valid yet is more than a name. */
    private static boolean isNamed(Column column) {
        return !column.attributes().containsKey("not_null_valid")
                && column.attributes().keySet().stream().anyMatch(ATTRIBUTES::contains);
    }

    private static Column without(Column column) {
        if (!isNamed(column)) {
            return column;
        }
        SortedMap<String, String> attributes = new TreeMap<>(column.attributes());
        attributes.keySet().removeAll(ATTRIBUTES);
        return column.withAttributes(attributes);
    }
}
