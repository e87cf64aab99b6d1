package dev.countersign.postgres.definition;

import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.Generated;
import dev.countersign.catalog.Identity;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.SequenceOptions;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.postgres.name.Identifiers;
import dev.countersign.postgres.name.OptionOrder;
import dev.countersign.postgres.name.TriggerState;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes {@code CREATE TABLE} with a line for each column and constraint and the columns' types in one line of sight. */
final class TableDefinition {
    /** Names longer than this stand out instead of pushing every type to the right. */
    private static final int MAX_NAME_WIDTH = 32;

    String table(Table table, List<TableObject> children) {
        int nameWidth =
                width(table.columns().stream().map(c -> Ident.quote(c.name())).toList());
        List<String> lines = new ArrayList<>();
        for (Column column : table.columns()) {
            lines.add(column(column, nameWidth));
        }
        for (TableObject child : children) {
            if (child instanceof Constraint constraint) {
                lines.add(constraint(constraint));
            }
        }
        StringBuilder text = new StringBuilder("CREATE ");
        if (table.attributes().containsKey("persistence")) {
            text.append("UNLOGGED ");
        }
        text.append("TABLE ").append(Identifiers.qualified(table.ref().path()));
        table.partitionOf()
                .ifPresent(partition -> text.append(" PARTITION OF ")
                        .append(Identifiers.qualified(partition.parent().path())));
        text.append(lines.isEmpty() ? " ()" : " (\n" + PostgresDefinitions.lines(lines) + ")");
        table.partitionOf().ifPresent(partition -> text.append("\n").append(partition.bound()));
        if (!table.inherits().isEmpty()) {
            text.append("\nINHERITS (")
                    .append(table.inherits().stream()
                            .map(parent -> Identifiers.qualified(parent.path()))
                            .collect(Collectors.joining(", ")))
                    .append(")");
        }
        table.partitionBy().ifPresent(clause -> text.append("\nPARTITION BY ").append(clause));
        appendAttributes(text, table);
        return text.append(';').append(statements(table)).toString();
    }

    String column(Column column) {
        return column(column, Ident.quote(column.name()).length());
    }

    List<String> composite(CompositeType type) {
        int nameWidth =
                width(type.attributes().stream().map(a -> Ident.quote(a.name())).toList());
        return type.attributes().stream()
                .map(attribute -> pad(Ident.quote(attribute.name()), nameWidth) + " " + attribute.type()
                        + attribute
                                .collation()
                                .map(collation -> " COLLATE " + collation)
                                .orElse(""))
                .toList();
    }

    private static String column(Column column, int nameWidth) {
        StringBuilder text = new StringBuilder(pad(Ident.quote(column.name()), nameWidth));
        text.append(' ').append(column.type());
        column.collation().ifPresent(collation -> text.append(" COLLATE ").append(collation));
        Map<String, String> attributes = column.attributes();
        add(text, " STORAGE ", attributes.get("storage"));
        add(text, " COMPRESSION ", attributes.get("compression"));
        column.generated()
                .ifPresent(generated -> text.append(" GENERATED ALWAYS AS (")
                        .append(generated.expression())
                        .append(generated.storage() == Generated.Storage.STORED ? ") STORED" : ") VIRTUAL"));
        column.identity().ifPresent(identity -> text.append(identity(identity)));
        column.defaultExpression()
                .ifPresent(expression -> text.append(" DEFAULT ").append(expression));
        if (column.notNull()) {
            add(text, " CONSTRAINT ", quoted(attributes.get("not_null_constraint")));
            text.append(" NOT NULL");
            add(text, " ", attributes.containsKey("not_null_no_inherit") ? "NO INHERIT" : null);
            add(text, " ", attributes.containsKey("not_null_valid") ? "NOT VALID" : null);
        }
        return text.toString();
    }

    private static String identity(Identity identity) {
        SequenceOptions options = identity.options();
        List<String> parts = new ArrayList<>();
        long max = switch (options.type()) {
            case "smallint" -> Short.MAX_VALUE;
            case "integer" -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
        if (options.start() != 1) {
            parts.add("START " + options.start());
        }
        if (options.increment() != 1) {
            parts.add("INCREMENT " + options.increment());
        }
        if (options.minValue() != 1) {
            parts.add("MINVALUE " + options.minValue());
        }
        if (options.maxValue() != max) {
            parts.add("MAXVALUE " + options.maxValue());
        }
        if (options.cache() != 1) {
            parts.add("CACHE " + options.cache());
        }
        if (options.cycle()) {
            parts.add("CYCLE");
        }
        return " GENERATED " + (identity.generation() == Identity.Generation.ALWAYS ? "ALWAYS" : "BY DEFAULT")
                + " AS IDENTITY" + (parts.isEmpty() ? "" : " (" + String.join(" ", parts) + ")");
    }

    private static String constraint(Constraint constraint) {
        String text = "CONSTRAINT " + Identifiers.of(constraint.ref()) + " " + constraint.definition();
        if (constraint instanceof KeyConstraint key) {
            return text + options(key.attributes(), "storage.").replace("\n", " ");
        }
        return constraint instanceof CheckConstraint check && check.inherited() ? text + " /* inherited */" : text;
    }

    private static void appendAttributes(StringBuilder text, Table table) {
        Map<String, String> attributes = table.attributes();
        add(text, "\nOF ", attributes.get("of_type"));
        add(text, "\nUSING ", quoted(attributes.get("access_method")));
        text.append(options(attributes, "storage."));
        add(text, "\nTABLESPACE ", quoted(attributes.get("tablespace")));
    }

    private static String statements(Table table) {
        String alter = "\nALTER TABLE " + Identifiers.qualified(table.ref().path()) + " ";
        StringBuilder text = new StringBuilder();
        String security = table.attributes().getOrDefault("row_security", "");
        if (security.contains("enabled")) {
            text.append(alter).append("ENABLE ROW LEVEL SECURITY;");
        }
        if (security.contains("forced")) {
            text.append(alter).append("FORCE ROW LEVEL SECURITY;");
        }
        String identity = table.attributes().get("replica_identity");
        if (identity != null) {
            text.append(alter).append("REPLICA IDENTITY ").append(identity.equals("full") ? "FULL;" : "NOTHING;");
        }
        table.attributes().forEach((key, state) -> {
            if (key.startsWith(TriggerState.OF_PARTITION)) {
                text.append(alter)
                        .append(TriggerState.enabling(state))
                        .append(" TRIGGER ")
                        .append(Ident.quote(key.substring(TriggerState.OF_PARTITION.length())))
                        .append(';');
            }
        });
        for (Column column : table.columns()) {
            String alterColumn = alter + "ALTER COLUMN " + Ident.quote(column.name()) + " SET ";
            String statistics = column.attributes().get("statistics");
            if (statistics != null) {
                text.append(alterColumn)
                        .append("STATISTICS ")
                        .append(statistics)
                        .append(';');
            }
            String options = column.attributes().get("options");
            if (options != null) {
                text.append(alterColumn).append('(').append(options).append(");");
            }
        }
        return text.toString();
    }

    /** The {@code WITH (...)} clause of the attributes whose names start with the prefix, and the TOAST table's; empty without any. */
    static String options(Map<String, String> attributes, String prefix) {
        Map<String, String> options = new TreeMap<>();
        attributes.forEach((name, value) -> {
            if (name.startsWith(OptionOrder.TOAST_PREFIX)) {
                options.put(name, value);
            } else if (name.startsWith(prefix) && !name.equals(OptionOrder.OWN)) {
                options.put(name.substring(prefix.length()), value);
            }
        });
        String list = OptionOrder.sorted(options, attributes).entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(", "));
        return list.isEmpty() ? "" : "\nWITH (" + list + ")";
    }

    private static int width(List<String> names) {
        return names.stream()
                .mapToInt(String::length)
                .filter(length -> length <= MAX_NAME_WIDTH)
                .max()
                .orElse(0);
    }

    private static String pad(String name, int width) {
        return name.length() >= width ? name : name + " ".repeat(width - name.length());
    }

    private static String quoted(String name) {
        return name == null ? null : Ident.quote(name);
    }

    private static void add(StringBuilder text, String before, String value) {
        if (value != null) {
            text.append(before).append(value);
        }
    }
}
