package dev.countersign.postgres.rows;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Identity;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.SequenceOptions;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.Trigger;
import dev.countersign.rows.RowLanguage;
import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Values as the output functions of their types give them, under settings under which the input functions read them back whatever the settings of a session
 * are: dates and times in ISO form with their offset, intervals as ISO 8601 (manual: Date/Time Input), floating point with all digits. The only type for
 * which there is no such setting is {@code money}, which is read and written as {@code numeric}.
 */
public final class PostgresRows implements RowLanguage {
    private static final List<String> FIXED = List.of(
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
            "SET LOCAL search_path = pg_catalog",
            "SET LOCAL row_security = off",
            "SET LOCAL DateStyle = 'ISO, YMD'",
            "SET LOCAL IntervalStyle = 'iso_8601'",
            "SET LOCAL TimeZone = 'UTC'",
            "SET LOCAL extra_float_digits = 3",
            "SET LOCAL bytea_output = 'hex'",
            "SET LOCAL quote_all_identifiers = off");

    private static final Set<String> WHOLE = Set.of("smallint", "integer", "bigint");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    @Override
    public <T> T snapshot(Connection connection, Reading<T> reading) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String setting : FIXED) {
                statement.execute(setting);
            }
            return reading.read(statement);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    @Override
    public boolean keepsRows(Table table) {
        return table.partitionOf().isEmpty() && !table.attributes().containsKey("foreign_server");
    }

    /** Rows of heirs are theirs; those of partitions are the whole's. */
    @Override
    public String source(Table table) {
        return (table.partitionBy().isEmpty() ? "ONLY " : "") + table(table.ref());
    }

    @Override
    public String table(ObjectRef table) {
        return Ident.qualified(table.schema(), table.name());
    }

    @Override
    public String column(String name) {
        return Ident.quote(name);
    }

    /** {@code IS NULL} would also be true of a composite value whose fields are all NULL. */
    @Override
    public String value(Column column) {
        String name = Ident.quote(column.name());
        String shown = column.type().equals("money") ? name + "::numeric" : name;
        return "CASE WHEN " + name + " IS NOT DISTINCT FROM NULL THEN NULL ELSE pg_catalog.format('%s', " + shown
                + ") END";
    }

    @Override
    public String literal(Column column, Optional<String> value) {
        if (value.isEmpty()) {
            return "NULL";
        }
        String text = value.get();
        return switch (column.type()) {
            case "boolean" -> text.equals("t") ? "true" : "false";
            case "money" -> Literal.quote(text) + "::numeric::money";
            case String type
            when (WHOLE.contains(type) || type.startsWith("numeric"))
                    && !type.endsWith("]")
                    && NUMBER.matcher(text).matches() -> text;
            default -> Literal.quote(text);
        };
    }

    @Override
    public String overriding(List<Column> columns) {
        return columns.stream()
                        .flatMap(c -> c.identity().stream())
                        .anyMatch(i -> i.generation() == Identity.Generation.ALWAYS)
                ? " OVERRIDING SYSTEM VALUE"
                : "";
    }

    @Override
    public boolean numbered(Catalog catalog, Table table, Column column) {
        return column.identity().isPresent() || sequence(catalog, table, column).isPresent();
    }

    /** The hidden sequence of an identity column has no name in a catalog, so the server is asked for either kind. */
    @Override
    public Optional<String> numbersGoOn(Catalog catalog, Table table, Column column) {
        return column.identity()
                .map(Identity::options)
                .or(() -> sequence(catalog, table, column).map(Sequence::options))
                .filter(options -> WHOLE.contains(column.type()))
                .map(options -> goOn(table, column, options));
    }

    private String goOn(Table table, Column column, SequenceOptions options) {
        boolean up = options.increment() > 0;
        String name = column(column.name());
        String sequence = "pg_catalog.pg_get_serial_sequence(" + Literal.quote(table(table.ref())) + ", "
                + Literal.quote(column.name()) + ")";
        String last = "pg_catalog." + (up ? "max(" : "min(") + name + ")";
        return "SELECT pg_catalog.setval(" + sequence + ", " + last + ") FROM " + source(table) + " HAVING " + last
                + (up ? " > " : " < ") + "COALESCE(pg_catalog.pg_sequence_last_value(" + sequence
                + "::pg_catalog.regclass), "
                + BigInteger.valueOf(options.start()).subtract(BigInteger.valueOf(up ? 1 : -1)) + ");";
    }

    private static Optional<Sequence> sequence(Catalog catalog, Table table, Column column) {
        if (column.defaultExpression().isEmpty()) {
            return Optional.empty();
        }
        ObjectRef ref = ObjectRef.column(table.ref(), column.name());
        return catalog.all(Sequence.class).stream()
                .filter(s -> s.ownedBy().filter(ref::equals).isPresent())
                .findFirst();
    }

    @Override
    public List<String> beforeLoading(Catalog catalog, Collection<ObjectRef> tables) {
        List<String> statements = new ArrayList<>();
        foreignKeys(catalog, tables)
                .forEach(key -> statements.add("ALTER TABLE " + table(key.table()) + " DROP CONSTRAINT "
                        + Ident.quote(key.ref().name())));
        triggers(catalog, tables)
                .forEach(trigger -> statements.add("ALTER TABLE " + table(trigger.table()) + " DISABLE TRIGGER "
                        + Ident.quote(trigger.ref().name())));
        return statements;
    }

    @Override
    public List<String> afterLoading(Catalog catalog, Collection<ObjectRef> tables) {
        List<String> statements = new ArrayList<>();
        triggers(catalog, tables)
                .forEach(trigger -> statements.add("ALTER TABLE " + table(trigger.table()) + " ENABLE "
                        + (trigger.enabled().equals("ORIGIN") ? "" : trigger.enabled() + " ") + "TRIGGER "
                        + Ident.quote(trigger.ref().name())));
        foreignKeys(catalog, tables)
                .filter(key -> tables.contains(key.referencedTable()))
                .forEach(key -> statements.add("ALTER TABLE " + table(key.table()) + " ADD CONSTRAINT "
                        + Ident.quote(key.ref().name()) + " " + key.definition()));
        return statements;
    }

    @Override
    public Optional<String> orphans(Catalog catalog, Collection<ObjectRef> tables) {
        return Optional.empty();
    }

    private static Stream<ForeignKey> foreignKeys(Catalog catalog, Collection<ObjectRef> tables) {
        return catalog.all(ForeignKey.class).stream().filter(key -> tables.contains(key.table()));
    }

    private static Stream<Trigger> triggers(Catalog catalog, Collection<ObjectRef> tables) {
        return catalog.all(Trigger.class).stream()
                .filter(trigger -> tables.contains(trigger.table()))
                .filter(trigger -> !trigger.enabled().equals("DISABLED"));
    }
}
