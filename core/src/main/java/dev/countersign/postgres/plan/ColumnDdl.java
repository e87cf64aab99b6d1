package dev.countersign.postgres.plan;

import dev.countersign.catalog.Attributes;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Generated;
import dev.countersign.catalog.Identity;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SequenceOptions;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Columns as DDL. */
final class ColumnDdl {
    /** Says of a column that the heir has itself that its NOT NULL is only the parent's; the server, from version 18 on, tells them apart. */
    static final String INHERITED_NOT_NULL = "not_null_inherited";

    private final int serverMajor;

    ColumnDdl(int serverMajor) {
        this.serverMajor = serverMajor;
    }

    /** What stands in {@code CREATE TABLE} and behind {@code ADD COLUMN}. */
    String declaration(ObjectRef table, Column column) {
        StringBuilder sql =
                new StringBuilder(Ident.quote(column.name())).append(' ').append(column.type());
        sql.append(ForeignDdl.options(column.attributes()));
        column.collation().ifPresent(c -> sql.append(" COLLATE ").append(c));
        constraints(table, column, sql);
        return sql.toString();
    }

    /** A partition's or heir's own settings of a column that it inherits; empty when it has none. */
    Optional<String> override(Column column, Optional<Column> parent) {
        StringBuilder sql = new StringBuilder(Ident.quote(column.name()));
        int bare = sql.length();
        boolean sameDefault = parent.flatMap(Column::defaultExpression).equals(column.defaultExpression());
        if (!sameDefault && column.generated().isEmpty()) {
            sql.append(" DEFAULT ").append(column.defaultExpression().orElse("NULL"));
        }
        if (column.notNull()
                && (!parent.map(NotNullNames::passesOn).orElse(false)
                        || column.attributes().containsKey("not_null_constraint"))) {
            sql.append(notNull(column));
        }
        return sql.length() == bare ? Optional.empty() : Optional.of(sql.toString());
    }

    private void constraints(ObjectRef table, Column column, StringBuilder sql) {
        column.defaultExpression().ifPresent(e -> sql.append(" DEFAULT ").append(e));
        column.generated()
                .ifPresent(g -> sql.append(" GENERATED ALWAYS AS (")
                        .append(g.expression())
                        .append(')')
                        .append(g.storage() == Generated.Storage.STORED ? " STORED" : " VIRTUAL"));
        column.identity()
                .ifPresent(i -> sql.append(" GENERATED ")
                        .append(generation(i))
                        .append(" AS IDENTITY")
                        .append(parenthesised(IdentitySequences.nameOption(table, column)
                                + SequenceDdl.options(i.options(), defaults(column.type())))));
        if (column.notNull()) {
            sql.append(notNull(column));
        }
    }

    private static String notNull(Column column) {
        String name = column.attributes().get("not_null_constraint");
        return (name == null ? "" : " CONSTRAINT " + Ident.quote(name)) + " NOT NULL" + noInherit(column);
    }

    static SequenceOptions defaults(String type) {
        return switch (type) {
            case "smallint" -> new SequenceOptions("smallint", 1, 1, 1, Short.MAX_VALUE, 1, false);
            case "integer" -> new SequenceOptions("integer", 1, 1, 1, Integer.MAX_VALUE, 1, false);
            default -> new SequenceOptions("bigint", 1, 1, 1, Long.MAX_VALUE, 1, false);
        };
    }

    private static String parenthesised(String options) {
        return options.isEmpty() ? "" : " (" + options.strip() + ")";
    }

    private static String generation(Identity identity) {
        return identity.generation() == Identity.Generation.ALWAYS ? "ALWAYS" : "BY DEFAULT";
    }

    /** Statements that {@code ADD COLUMN} cannot say in one: storage, compression, statistics, options, comment. */
    List<String> extras(ObjectRef table, Column before, Column after, ObjectKind kind) {
        List<String> sql = new ArrayList<>();
        String prefix = "ALTER " + (kind == ObjectKind.MATERIALIZED_VIEW ? "MATERIALIZED VIEW " : "TABLE ONLY ")
                + Names.qualified(table) + " ALTER COLUMN " + Ident.quote(after.name());
        storage(before, after).ifPresent(v -> sql.add(prefix + " SET STORAGE " + v + ";"));
        attribute(madeAnew(before, after) ? plain(before) : before, after, "compression")
                .ifPresent(v -> sql.add(prefix + " SET COMPRESSION " + (v.isEmpty() ? "default" : v) + ";"));
        attribute(before, after, "statistics")
                .ifPresent(v -> sql.add(prefix + " SET STATISTICS " + (v.isEmpty() ? "-1" : v) + ";"));
        attribute(before, after, "options").ifPresent(v -> {
            String old = before.attributes().getOrDefault("options", "");
            if (!old.isEmpty()) {
                sql.add(prefix + " RESET (" + optionNames(old) + ");");
            }
            if (!v.isEmpty()) {
                sql.add(prefix + " SET (" + v + ");");
            }
        });
        String foreign = ForeignDdl.change(before.attributes(), after.attributes());
        if (!foreign.isEmpty()) {
            sql.add(prefix + foreign + ";");
        }
        if (!before.comment().equals(after.comment())) {
            sql.add(Names.commentOn(ObjectRef.column(table, after.name()), after.comment()));
        }
        return sql;
    }

    /** Whether the server has to write the column's type again, which puts storage and compression back to those of the type. */
    private static boolean madeAnew(Column before, Column after) {
        return !before.type().equals(after.type()) || !before.collation().equals(after.collation());
    }

    /** A column that gets another type gets that type's storage with it; {@code DEFAULT} can be said from PostgreSQL 16 on. */
    private Optional<String> storage(Column before, Column after) {
        String old = madeAnew(before, after) ? "" : before.attributes().getOrDefault("storage", "");
        String wanted = after.attributes().getOrDefault("storage", "");
        if (old.equals(wanted)) {
            return Optional.empty();
        }
        if (!wanted.isEmpty()) {
            return Optional.of(wanted);
        }
        boolean main = Set.of("numeric", "inet", "cidr").contains(Types.base(after.type()));
        return Optional.of(serverMajor >= 16 ? "DEFAULT" : main ? "MAIN" : "EXTENDED");
    }

    private static String optionNames(String options) {
        return Arrays.stream(options.split(","))
                .map(o -> o.split("=", 2)[0].strip())
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> attribute(Column before, Column after, String name) {
        String old = before.attributes().getOrDefault(name, "");
        String wanted = after.attributes().getOrDefault(name, "");
        return old.equals(wanted) ? Optional.empty() : Optional.of(wanted);
    }

    /** The column as its declaration makes it. */
    static Column declared(Column column) {
        return column.withAttributes(ForeignDdl.only(column.attributes())).withComment(Optional.empty());
    }

    /** The column as it is when nobody has said anything about it. */
    static Column plain(Column column) {
        return column.withAttributes(Attributes.none()).withComment(Optional.empty());
    }

    /** What an heir's column is by inheritance alone. */
    static Column passedOn(Column parent, Column child) {
        return new Column(
                child.name(),
                child.type(),
                NotNullNames.passesOn(parent),
                parent.defaultExpression(),
                parent.generated(),
                child.identity(),
                child.collation(),
                true,
                Attributes.none(),
                Optional.empty());
    }

    /** The column with a name for its NOT NULL. */
    static Column withNotNull(Column column, String name) {
        SortedMap<String, String> attributes = new TreeMap<>(column.attributes());
        attributes.put("not_null_constraint", name);
        return column.withAttributes(attributes);
    }

    String retype(ObjectRef table, Column before, Column after) {
        String name = Ident.quote(after.name());
        return "ALTER TABLE " + Names.qualified(table) + " ALTER COLUMN " + name + " TYPE " + after.type()
                + after.collation().map(c -> " COLLATE " + c).orElse("")
                + (before.generated().isPresent() ? "" : Types.using(name, before.type(), after.type())) + ";";
    }

    /** The conversion to a new type that has taken the name of the old one. */
    String replaceType(ObjectRef table, Column after, String value) {
        return "ALTER TABLE " + Names.qualified(table) + " ALTER COLUMN " + Ident.quote(after.name()) + " TYPE "
                + after.type()
                + after.collation().map(c -> " COLLATE " + c).orElse("") + " USING " + value + ";";
    }

    /** A value of a type that has no cast to its successor. */
    static String throughText(String value, String type) {
        return value + (type.endsWith("[]") ? "::text[]" : "::text") + "::" + type;
    }

    /** In-place changes other than the type, in the order the server needs them. */
    List<String> alter(ObjectRef table, Column before, Column after, boolean defaultGone, boolean skipNotNull) {
        List<String> sql = new ArrayList<>();
        String column = " ALTER COLUMN " + Ident.quote(after.name());
        String own = "ALTER TABLE ONLY " + Names.qualified(table) + column;
        String all = "ALTER TABLE " + Names.qualified(table) + column;
        if (before.generated().isPresent() && after.generated().isEmpty()) {
            sql.add(all + " DROP EXPRESSION;");
        } else if (before.generated().isPresent() && !before.generated().equals(after.generated())) {
            sql.add(all + " SET EXPRESSION AS ("
                    + after.generated().orElseThrow().expression() + ");");
        }
        if (before.defaultExpression().isPresent() && after.defaultExpression().isEmpty() && !defaultGone) {
            sql.add(own + " DROP DEFAULT;");
        }
        if (!skipNotNull) {
            notNull(table, before, after, all, sql);
        }
        if (after.defaultExpression().isPresent()
                && (defaultGone || !before.defaultExpression().equals(after.defaultExpression()))) {
            sql.add(own + " SET DEFAULT " + after.defaultExpression().get() + ";");
        }
        identity(table, before, after, all, sql);
        sql.addAll(extras(table, before, after, ObjectKind.TABLE));
        return sql;
    }

    /** Whether NULL is a value; what else there is to its constraint {@link NotNullNames} says. */
    private void notNull(ObjectRef table, Column before, Column after, String all, List<String> sql) {
        String wanted = after.attributes().getOrDefault("not_null_constraint", "");
        if (before.notNull() && !after.notNull()) {
            sql.add(all + " DROP NOT NULL;");
        } else if (!before.notNull() && after.notNull()) {
            if (wanted.isEmpty() && notNullOptions(after).isEmpty() || serverMajor < NotNullNames.SINCE) {
                sql.add(all + " SET NOT NULL;");
            } else if (wanted.isEmpty()) {
                sql.add("ALTER TABLE " + Names.qualified(table) + " ADD NOT NULL " + Ident.quote(after.name())
                        + notNullOptions(after) + ";");
            } else {
                sql.add(NotNullNames.add(table, after, wanted));
            }
        }
    }

    static String noInherit(Column column) {
        return column.attributes().containsKey("not_null_no_inherit") ? " NO INHERIT" : "";
    }

    static String notNullOptions(Column column) {
        return noInherit(column) + (column.attributes().containsKey("not_null_valid") ? " NOT VALID" : "");
    }

    private static void identity(ObjectRef table, Column before, Column after, String all, List<String> sql) {
        if (after.identity().isEmpty()) {
            return;
        }
        Identity wanted = after.identity().get();
        if (before.identity().isEmpty()) {
            sql.add(all + " ADD GENERATED " + generation(wanted) + " AS IDENTITY"
                    + parenthesised(IdentitySequences.nameOption(table, after)
                            + SequenceDdl.options(wanted.options(), defaults(after.type())))
                    + ";");
            return;
        }
        Identity old = before.identity().get();
        List<String> parts = new ArrayList<>();
        if (old.generation() != wanted.generation()) {
            parts.add("SET GENERATED " + generation(wanted));
        }
        SequenceDdl.changes(old.options(), wanted.options()).stream()
                .filter(p -> !p.startsWith("AS "))
                .forEach(p -> parts.add("SET " + p));
        if (SequenceDdl.startsOutside(old.options(), wanted.options())) {
            parts.add("RESTART");
        }
        if (!parts.isEmpty()) {
            sql.add(all + " " + String.join(" ", parts) + ";");
        }
    }
}
