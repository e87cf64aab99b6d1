package dev.countersign.ddl;

import dev.countersign.catalog.Uncompared;
import dev.countersign.hcl.HclValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code data} blocks: rows that a table is to hold. The engine takes or refuses each row for itself, so their types, keys and checks are looked at; a
 * comparison of schemas does not see them, which is named for each.
 */
public final class SeedRows {
    /** What a row is as something that is not compared. */
    public static final String KIND = "seed row";

    private static final String WHY =
            "the engine takes it; whether the current state has it is not looked at, and no plan inserts, changes or deletes rows"
                    + " unless the environment has a data block that is about the table";

    /** How a dialect writes the parts of a row. */
    public interface Words {
        /** The table that a reference names; a problem when there is none. */
        Optional<DdlBlock> table(DdlValue reference);

        /** Its name in statements. */
        String name(DdlBlock table);

        /** A column by its name; a problem when the table has none of that name. */
        Optional<DdlSql> column(DdlValue name, DdlBlock table);

        /** A value as SQL; a problem when it can be none. */
        Optional<DdlSql> value(DdlValue value);

        /** What stands between columns and values. */
        String values();
    }

    private final Words words;

    /** How many rows of each table were read, as rows of {@code for_each} stand at one place. */
    private final Map<String, Integer> numbers = new HashMap<>();

    public SeedRows(Words words) {
        this.words = words;
    }

    /** The statements that insert the rows of all blocks, in text order. */
    public List<DdlStatement> statements(DdlDocument document) {
        List<DdlStatement> statements = new ArrayList<>();
        for (DdlBlock block : document.blocks("data")) {
            Optional<DdlBlock> table = block.value("table").flatMap(words::table);
            if (block.attribute("table").isEmpty() || block.attribute("rows").isEmpty()) {
                block.findings()
                        .problem(
                                block.range(),
                                "data needs its table and its rows: table = table.countries, rows = [{ id = 1 }]");
            }
            for (DdlValue row : block.list("rows")) {
                table.flatMap(t -> insert(block, t, row)).ifPresent(statements::add);
            }
        }
        return statements;
    }

    /** How the names of all rows of a table begin. */
    public static String nameOfRows(String table) {
        return table + " row ";
    }

    private Optional<DdlStatement> insert(DdlBlock block, DdlBlock table, DdlValue row) {
        if (!(row.value() instanceof HclValue.Fields)
                || row.rawSql().isPresent()
                || row.path().isPresent()) {
            block.findings()
                    .problem(
                            row.range(),
                            "a row is an object by the names of columns, such as { id = 1, name = \"x\" }");
            return Optional.empty();
        }
        List<DdlSql> columns = new ArrayList<>();
        List<DdlSql> values = new ArrayList<>();
        for (Map.Entry<String, DdlValue> entry : row.entries().entrySet()) {
            DdlValue column = new DdlValue(HclValue.of(entry.getKey()), row.range());
            words.column(column, table).ifPresent(columns::add);
            words.value(entry.getValue()).ifPresent(values::add);
        }
        SqlText sql = new SqlText(row.range()).add("INSERT INTO ").add(words.name(table));
        if (row.entries().isEmpty()) {
            sql.add(" DEFAULT VALUES");
        } else {
            sql.add(" (")
                    .list(columns)
                    .add(") " + words.values() + " (")
                    .list(values)
                    .add(")");
        }
        return Optional.of(sql.statement()
                .leaving(new Uncompared(
                        KIND,
                        nameOfRows(words.name(table)) + numbers.merge(words.name(table), 1, Integer::sum) + " at "
                                + row.range().file() + ":" + row.range().line() + ":"
                                + row.range().column(),
                        WHY)));
    }
}
