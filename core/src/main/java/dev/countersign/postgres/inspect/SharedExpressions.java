package dev.countersign.postgres.inspect;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Definitions with expressions that wait for the server to print them. Before it prints one, the server loads all it knows of the table, and in a large
 * inspection nothing costs it more; but most tables of a large schema say what others say. So each meaning is printed once: trees that are equal to the letter
 * read the same over columns of the same names. Where a tree names the row as a whole or a column of the system, only the same table counts.
 */
final class SharedExpressions {
    private final Reading reading;
    private final Source source;
    private final OidMap<Tree> trees = new OidMap<>();
    private final Map<Meaning, Waiting> waiting = new LinkedHashMap<>();
    private int treesRead;

    /**
     * Where the trees are.
     *
     * @param catalog the system catalog, called {@code x} in the rest
     * @param oid the OID of the row
     * @param relation the OID of the relation that the expressions are about
     * @param tree the text of all trees that are printed; NULL where there are none
     * @param print what the server prints
     */
    record Source(String catalog, String oid, String relation, String tree, String print) {
        static final Source CHECKS = new Source(
                "pg_constraint",
                "x.oid",
                "x.conrelid",
                "x.conbin::pg_catalog.text",
                "pg_catalog.pg_get_expr(x.conbin, x.conrelid)");

        static final Source INDEXES = new Source(
                "pg_index",
                "x.indexrelid",
                "x.indrelid",
                "CASE WHEN x.indexprs IS NOT NULL OR x.indpred IS NOT NULL THEN"
                        + " pg_catalog.concat(x.indexprs::pg_catalog.text, ' ', x.indpred::pg_catalog.text) END",
                "pg_catalog.pg_get_indexdef(x.indexrelid)");
    }

    /** Takes what the server printed; empty when it has to be asked in another way. */
    @FunctionalInterface
    interface Taker {
        void take(Optional<String> printed);
    }

    /**
     * A text of a tree, wherever it stands.
     *
     * @param number different for every text
     * @param columns the numbers of the columns that it names
     */
    private record Tree(int number, List<Integer> columns) {}

    /** @param relation OID of the only table where it means this; 0 when it means the same everywhere */
    private record Meaning(int tree, List<String> columns, List<?> more, long relation) {}

    /** @param oid of whom it is printed for all */
    private record Waiting(long oid, List<Taker> takers) {}

    SharedExpressions(Reading reading, Source source) {
        this.reading = reading;
        this.source = source;
    }

    /** Asks which trees are equal. */
    void readTrees() throws SQLException {
        reading.session()
                .query(
                        "SELECT g.oids::pg_catalog.text[] AS oids, ARRAY(SELECT DISTINCT m[1]::pg_catalog.int4"
                                + " FROM pg_catalog.regexp_matches(g.tree, ':varattno (-?[0-9]+)', 'g') m ORDER BY 1)::pg_catalog.text[] AS columns"
                                + " FROM (SELECT pg_catalog.array_agg(e.oid) AS oids, e.tree FROM (SELECT "
                                + source.oid() + " AS oid, (" + source.tree() + ") COLLATE pg_catalog.\"C\" AS tree"
                                + " FROM pg_catalog." + source.catalog() + " x WHERE " + source.relation()
                                + " IN (SELECT c.oid FROM pg_catalog.pg_class c WHERE c.relnamespace IN "
                                + reading.namespaceList() + ")) e WHERE e.tree IS NOT NULL GROUP BY e.tree) g",
                        this::readTree);
    }

    private void readTree(Row row) throws SQLException {
        Tree tree = new Tree(
                treesRead++,
                Values.strings(row, "columns").stream().map(Integer::valueOf).toList());
        for (String oid : Values.strings(row, "oids")) {
            trees.put(Long.parseLong(oid), tree);
        }
    }

    /**
     * Lets a definition wait for {@link #print}. The columns of the relation must have been read.
     *
     * @param oid OID of the row with the expression
     * @param relation OID of the relation that it is about
     * @param more what else decides about the text
     */
    void add(long oid, long relation, List<?> more, Taker taker) {
        Optional<Tree> tree = trees.get(oid);
        if (tree.isEmpty()) {
            taker.take(Optional.empty());
            return;
        }
        List<String> columns =
                reading.addresses().columnNames(relation, tree.get().columns());
        waiting.computeIfAbsent(
                        new Meaning(tree.get().number(), columns, more, columns.contains("") ? relation : 0),
                        meaning -> new Waiting(oid, new ArrayList<>()))
                .takers()
                .add(taker);
    }

    /** Has every meaning printed and hands it out. */
    void print() throws SQLException {
        if (waiting.isEmpty()) {
            return;
        }
        Map<Long, Waiting> byOid = new HashMap<>();
        waiting.values().forEach(some -> byOid.put(some.oid(), some));
        Set<Long> printed = new HashSet<>();
        reading.session()
                .query(
                        "SELECT " + source.oid() + " AS oid, " + source.print() + " AS printed FROM pg_catalog."
                                + source.catalog() + " x WHERE " + source.oid() + " = ANY ('{"
                                + byOid.keySet().stream().map(String::valueOf).collect(Collectors.joining(","))
                                + "}'::pg_catalog.oid[])",
                        row -> {
                            long oid = row.getLong("oid");
                            printed.add(oid);
                            Optional<String> text = Values.optional(row, "printed");
                            byOid.get(oid).takers().forEach(taker -> taker.take(text));
                        });
        waiting.values().stream()
                .filter(some -> !printed.contains(some.oid()))
                .forEach(some -> some.takers().forEach(taker -> taker.take(Optional.empty())));
        waiting.clear();
    }
}
