package dev.countersign.postgres.plan;

import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.postgres.name.ServersName;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Tables as DDL; their constraints, indexes and triggers have statements of their own. */
final class TableDdl {
    private final Situation situation;
    private final ColumnDdl columns;
    private final IdentitySequences identities;

    TableDdl(Situation situation) {
        this.situation = situation;
        this.columns = new ColumnDdl(situation.serverMajor());
        this.identities = new IdentitySequences(situation);
    }

    /**
     * @param asPartition whether it is made as a partition at once; else it is attached later
     * @param defaultLater columns whose default is set by a statement of its own
     */
    List<String> create(Table whole, boolean asPartition, Predicate<ObjectRef> defaultLater) {
        Table table = withoutDefaults(whole, defaultLater);
        List<String> sql = new ArrayList<>();
        boolean standsAlone = table.partitionOf().isPresent() && !asPartition;
        List<String> lines = new ArrayList<>();
        List<Column> overridden = new ArrayList<>();
        List<String> unvalidated = new ArrayList<>();
        for (Column column : table.columns()) {
            if (asPartition || table.attributes().containsKey("of_type")) {
                columns.override(column, parentColumn(table, column)).ifPresent(lines::add);
            } else if (standsAlone || !column.inherited()) {
                boolean later = column.attributes().containsKey("not_null_valid");
                Column stated = later ? column.withNotNull(false) : column;
                lines.add(
                        columns.declaration(table.ref(), standsAlone ? named(table, stated) : declared(table, stated)));
                if (later && (standsAlone || NotNullNames.declares(column))) {
                    unvalidated.add(NotNullNames.add(table.ref(), column, notNullName(table, column)));
                }
            } else {
                overridden.add(column);
                ownNotNull(table, column).ifPresent(lines::add);
            }
        }
        if (standsAlone) {
            for (TableObject child : situation.desired().tableObjects(table.ref())) {
                if (child instanceof CheckConstraint check && check.inherited()) {
                    String constraint = "CONSTRAINT " + Names.own(check.ref()) + " " + check.definition();
                    if (check.validated()) {
                        lines.add(constraint);
                    } else {
                        // within CREATE TABLE the server would take it as valid, there being no rows
                        unvalidated.add("ALTER TABLE " + Names.qualified(table.ref()) + " ADD " + constraint + ";");
                    }
                }
            }
        }
        sql.add(head(table, asPartition, lines) + tail(table) + ";");
        sql.addAll(unvalidated);
        for (Column column : overridden) {
            Column parent = parentColumn(table, column).orElse(ColumnDdl.plain(column));
            sql.addAll(columns.alter(
                    table.ref(),
                    ColumnDdl.passedOn(parent, column),
                    ColumnDdl.plain(column),
                    false,
                    hasNamedNotNull()));
        }
        for (Column column : table.columns()) {
            boolean declared = !asPartition && (standsAlone || !column.inherited());
            sql.addAll(columns.extras(
                    table.ref(),
                    declared ? ColumnDdl.declared(column) : ColumnDdl.plain(column),
                    column,
                    table.ref().kind()));
            if (!asPartition) {
                sql.addAll(identities.settings(table.ref(), Optional.empty(), column));
            }
            if (NotNullNames.comment(column).isPresent()) {
                sql.add(NotNullNames.comment(table.ref(), column, notNullName(table, column)));
            }
        }
        sql.addAll(security(table, "", table.attributes().getOrDefault("row_security", "")));
        ReplicaIdentity.own(table).ifPresent(sql::add);
        return sql;
    }

    private static Table withoutDefaults(Table table, Predicate<ObjectRef> later) {
        return table.withColumns(table.columns().stream()
                .map(c -> later.test(ObjectRef.column(table.ref(), c.name())) ? c.withDefault(Optional.empty()) : c)
                .toList());
    }

    private boolean hasNamedNotNull() {
        return situation.serverMajor() >= NotNullNames.SINCE;
    }

    private String notNullName(Table table, Column column) {
        return NotNullOfHeirs.name(situation.desired(), table, column);
    }

    /** What an heir says of the NOT NULL of a column that it has from its parent. */
    private Optional<String> ownNotNull(Table table, Column column) {
        boolean passedOn = Situation.parents(table).stream()
                .flatMap(p -> Situation.column(situation.desired(), ObjectRef.column(p, column.name())).stream())
                .anyMatch(NotNullNames::passesOn);
        return hasNamedNotNull() && column.notNull() && (!passedOn || NotNullNames.declares(column))
                ? Optional.of("CONSTRAINT " + Ident.quote(notNullName(table, column)) + " NOT NULL "
                        + Ident.quote(column.name()) + ColumnDdl.noInherit(column))
                : Optional.empty();
    }

    private String head(Table table, boolean asPartition, List<String> lines) {
        String name = "CREATE " + ("unlogged".equals(table.attributes().get("persistence")) ? "UNLOGGED " : "")
                + (Names.isForeign(table) ? "FOREIGN " : "") + "TABLE " + Names.qualified(table.ref());
        String body = lines.stream().map(l -> "    " + l).collect(Collectors.joining(",\n", "(\n", "\n)"));
        if (asPartition) {
            Table.PartitionOf of = table.partitionOf().orElseThrow();
            return name + " PARTITION OF " + Names.qualified(of.parent()) + (lines.isEmpty() ? "" : " " + body) + " "
                    + of.bound();
        }
        String type = table.attributes().get("of_type");
        if (type != null) {
            return name + " OF " + type + (lines.isEmpty() ? "" : " " + body);
        }
        return name + " " + (lines.isEmpty() ? "()" : body)
                + (table.inherits().isEmpty()
                        ? ""
                        : table.inherits().stream()
                                .map(Names::qualified)
                                .collect(Collectors.joining(", ", " INHERITS (", ")")));
    }

    private static String tail(Table table) {
        if (Names.isForeign(table)) {
            return ForeignDdl.server(table);
        }
        StringBuilder sql = new StringBuilder();
        table.partitionBy().ifPresent(p -> sql.append(" PARTITION BY ").append(p));
        Optional.ofNullable(table.attributes().get("access_method"))
                .ifPresent(m -> sql.append(" USING ").append(Ident.quote(m)));
        String options = StorageOptions.settings(StorageOptions.options(table.attributes()));
        if (!options.isEmpty()) {
            sql.append(" WITH (").append(options).append(')');
        }
        Optional.ofNullable(table.attributes().get("tablespace"))
                .ifPresent(t -> sql.append(" TABLESPACE ").append(Ident.quote(t)));
        return sql.toString();
    }

    private Optional<Column> parentColumn(Table table, Column column) {
        return Situation.parents(table).stream()
                .map(p -> Situation.column(situation.desired(), ObjectRef.column(p, column.name())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    List<String> alter(Table before, Table after) {
        List<String> sql = new ArrayList<>();
        String prefix = "ALTER TABLE " + Names.qualified(after.ref());
        Map<String, String> old = before.attributes();
        Map<String, String> wanted = after.attributes();
        if (differs(old, wanted, "persistence")) {
            sql.add(prefix + ("unlogged".equals(wanted.get("persistence")) ? " SET UNLOGGED;" : " SET LOGGED;"));
        }
        if (differs(old, wanted, "access_method")) {
            sql.add(prefix + " SET ACCESS METHOD " + Ident.quote(wanted.getOrDefault("access_method", "heap")) + ";");
        }
        if (differs(old, wanted, "tablespace")) {
            sql.add(prefix + " SET TABLESPACE " + Ident.quote(wanted.getOrDefault("tablespace", "pg_default")) + ";");
        }
        String foreign = ForeignDdl.change(old, wanted);
        if (!foreign.isEmpty()) {
            sql.add("ALTER FOREIGN TABLE " + Names.qualified(after.ref()) + foreign + ";");
        }
        sql.addAll(StorageOptions.changeOptions(prefix, StorageOptions.options(old), StorageOptions.options(wanted)));
        sql.addAll(security(after, old.getOrDefault("row_security", ""), wanted.getOrDefault("row_security", "")));
        if (differs(old, wanted, "replica_identity")) {
            ReplicaIdentity.own(after)
                    .or(() -> ReplicaIdentity.isOfIndex(situation.desired(), after.ref())
                            ? Optional.empty()
                            : Optional.of(ReplicaIdentity.usual(after.ref())))
                    .ifPresent(sql::add);
        }
        return sql;
    }

    private static boolean differs(Map<String, String> left, Map<String, String> right, String name) {
        return !Objects.equals(left.get(name), right.get(name));
    }

    private static List<String> security(Table table, String before, String after) {
        List<String> sql = new ArrayList<>();
        String prefix = "ALTER TABLE " + Names.qualified(table.ref());
        if (before.contains("enabled") != after.contains("enabled")) {
            sql.add(prefix + (after.contains("enabled") ? " ENABLE" : " DISABLE") + " ROW LEVEL SECURITY;");
        }
        if (before.contains("forced") != after.contains("forced")) {
            sql.add(prefix + (after.contains("forced") ? " FORCE" : " NO FORCE") + " ROW LEVEL SECURITY;");
        }
        return sql;
    }

    /** @param rejoins whether a partition leaves only to be attached again as it was, but for names of NOT NULL */
    List<String> detach(Table before, Table after, boolean rejoins) {
        List<String> sql = new ArrayList<>();
        if (before.attributes().containsKey("of_type")) {
            sql.add("ALTER TABLE " + Names.qualified(before.ref()) + " NOT OF;");
        }
        if (before.partitionOf().isPresent()
                && (rejoins || !before.partitionOf().equals(after.partitionOf()))) {
            List<ObjectRef> keys = inheritedKeys(before);
            if (!keys.isEmpty()) {
                sql.add(underNamesOfParents(before));
            }
            sql.add(detach(before));
            keys.forEach(key -> sql.add("ALTER TABLE " + Names.qualified(before.ref()) + " DROP CONSTRAINT IF EXISTS "
                    + Names.own(key) + ";"));
        }
        before.inherits().stream()
                .filter(p -> !after.inherits().contains(p))
                .forEach(p -> sql.add(
                        "ALTER TABLE " + Names.qualified(before.ref()) + " NO INHERIT " + Names.qualified(p) + ";"));
        if (hasNamedNotNull() && !sql.isEmpty()) {
            notNullNames(before, after, rejoins).ifPresent(sql::add);
        }
        return sql;
    }

    /** Takes the partition from its parent. */
    static String detach(Table partition) {
        return "ALTER TABLE "
                + Names.qualified(partition.partitionOf().orElseThrow().parent()) + " DETACH PARTITION "
                + Names.qualified(partition.ref()) + ";";
    }

    /**
     * From PostgreSQL 18 on NOT NULL is a constraint; what was the parent's keeps the parent's name for it, which only the server knows. A partition
     * that only changes its place within the same parent keeps them.
     */
    private Optional<String> notNullNames(Table before, Table after, boolean rejoins) {
        boolean sameWhole = before.partitionOf()
                .map(Table.PartitionOf::parent)
                .equals(after.partitionOf().map(Table.PartitionOf::parent));
        if (!rejoins && sameWhole && before.inherits().equals(after.inherits())) {
            return Optional.empty();
        }
        String wanted = after.columns().stream()
                .filter(Column::notNull)
                .map(c -> Map.entry(c.name(), notNullName(after, c)))
                .map(e -> "(" + Names.literal(e.getKey()) + ", " + Names.literal(e.getValue()) + ")")
                .collect(Collectors.joining(", "));
        String name = Names.literal(Names.qualified(after.ref()));
        return wanted.isEmpty()
                ? Optional.empty()
                : Optional.of("DO $names$ DECLARE k record; BEGIN FOR k IN SELECT c.conname, w.wanted FROM (VALUES "
                        + wanted
                        + ") w (attribute, wanted) JOIN pg_catalog.pg_attribute a ON a.attname = w.attribute AND a.attrelid = "
                        + name + "::pg_catalog.regclass JOIN pg_catalog.pg_constraint c ON c.conrelid = a.attrelid AND"
                        + " c.contype = 'n' AND c.coninhcount = 0 AND c.conkey[1] = a.attnum WHERE c.conname <> w.wanted"
                        + " LOOP EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', " + name
                        + "::pg_catalog.regclass, k.conname, k.wanted); END LOOP; END $names$;");
    }

    /**
     * Before PostgreSQL 16 an heir's own declaration of a generated column must not say how the parent's is generated; and a NOT NULL that is only the
     * parent's would become the heir's own by being declared.
     */
    private Column declared(Table table, Column column) {
        boolean parents = situation.serverMajor() < 16
                && parentColumn(table, column).flatMap(Column::generated).isPresent();
        Column plain = parents ? column.withoutExpression() : column;
        return column.attributes().containsKey(ColumnDdl.INHERITED_NOT_NULL) ? plain.withNotNull(false) : plain;
    }

    /** The column as a table declares it that becomes a partition: NOT NULL has the name that the parent would give it. */
    private Column named(Table table, Column column) {
        if (!column.notNull() || !column.inherited() || !hasNamedNotNull()) {
            return column;
        }
        String name = notNullName(table, column);
        boolean own = name.equals(ServersName.of(table.ref().name(), column.name(), "_not_null", n -> false));
        return own ? column : ColumnDdl.withNotNull(column, name);
    }

    /** A foreign key that the partition had before it joined is the whole's since and has kept its name, which only the server knows. */
    private static String underNamesOfParents(Table partition) {
        String name = Names.literal(Names.qualified(partition.ref()));
        return "DO $names$ DECLARE k record; BEGIN FOR k IN SELECT c.conname, p.conname AS wanted FROM pg_catalog.pg_constraint c"
                + " JOIN pg_catalog.pg_constraint p ON p.oid = c.conparentid AND p.conrelid <> c.conrelid WHERE c.conrelid = "
                + name + "::pg_catalog.regclass AND c.contype = 'f' AND c.conname <> p.conname"
                + " LOOP EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', " + name
                + "::pg_catalog.regclass, k.conname, k.wanted); END LOOP; END $names$;";
    }

    /** A partition that leaves keeps the foreign keys of the whole as its own, under the same names. */
    private List<ObjectRef> inheritedKeys(Table partition) {
        List<ObjectRef> keys = new ArrayList<>();
        Optional<ObjectRef> whole = partition.partitionOf().map(Table.PartitionOf::parent);
        while (whole.isPresent()) {
            situation.current().tableObjects(whole.get()).stream()
                    .filter(ForeignKey.class::isInstance)
                    .map(TableObject::ref)
                    .forEach(keys::add);
            whole = situation
                    .current()
                    .find(whole.get(), Table.class)
                    .flatMap(Table::partitionOf)
                    .map(Table.PartitionOf::parent);
        }
        return keys;
    }

    List<String> attach(Optional<Table> before, Table after, boolean rejoins) {
        List<String> sql = new ArrayList<>();
        after.partitionOf()
                .filter(p -> rejoins || !before.flatMap(Table::partitionOf).equals(Optional.of(p)))
                .ifPresent(p -> sql.add("ALTER TABLE " + Names.qualified(p.parent()) + " ATTACH PARTITION "
                        + Names.qualified(after.ref()) + " " + p.bound() + ";"));
        after.inherits().stream()
                .filter(p -> before.isPresent() && !before.get().inherits().contains(p))
                .forEach(p -> sql.add(
                        "ALTER TABLE " + Names.qualified(after.ref()) + " INHERIT " + Names.qualified(p) + ";"));
        Optional.ofNullable(after.attributes().get("of_type"))
                .filter(type -> before.isPresent())
                .ifPresent(type -> sql.add("ALTER TABLE " + Names.qualified(after.ref()) + " OF " + type + ";"));
        return sql;
    }
}
