package dev.countersign.postgres.inspect;

import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.DefinedObject.Part;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads publications with the tables and schemas that they publish. */
final class PublicationReader {
    private final Reading reading;
    private final Map<Long, TreeMap<String, String>> published = new HashMap<>();
    private final Map<Long, List<Long>> tableRows = new HashMap<>();
    private final Map<Long, List<Long>> schemaRows = new HashMap<>();

    PublicationReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        readTables();
        if (reading.session().atLeast(15)) {
            readSchemas();
        }
        Session session = reading.session();
        session.queryIfAllowed(
                "publications",
                "SELECT p.oid, p.pubname, pg_catalog.quote_ident(p.pubname) AS name, p.puballtables, p.pubinsert, p.pubupdate,"
                        + " p.pubdelete, p.pubtruncate, " + (session.atLeast(13) ? "p.pubviaroot" : "false")
                        + " AS viaroot, " + (session.atLeast(18) ? "p.pubgencols = 's'" : "false")
                        + " AS generated FROM pg_catalog.pg_publication p WHERE"
                        + reading.notMember(CatalogClass.PUBLICATION, "p.oid"),
                this::readPublication);
    }

    private void readTables() throws SQLException {
        boolean details = reading.session().atLeast(15);
        reading.session()
                .queryIfAllowed(
                        "tables of publications",
                        "SELECT pr.oid, pr.prpubid, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS name, "
                                + (details
                                        ? "pg_catalog.pg_get_expr(pr.prqual, pr.prrelid) AS filter,"
                                                + " (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attname)"
                                                + " FROM pg_catalog.pg_attribute a WHERE a.attrelid = pr.prrelid"
                                                + " AND a.attnum = ANY (pr.prattrs)) AS columns"
                                        : "NULL AS filter, NULL AS columns")
                                + " FROM pg_catalog.pg_publication_rel pr JOIN pg_catalog.pg_class c ON c.oid = pr.prrelid"
                                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace",
                        row -> {
                            long publication = row.getLong("prpubid");
                            published
                                    .computeIfAbsent(publication, p -> new TreeMap<>())
                                    .put(
                                            "TABLE ONLY " + row.getString("name"),
                                            Values.optional(row, "columns")
                                                            .map(columns -> " (" + columns + ")")
                                                            .orElse("")
                                                    + Values.optional(row, "filter")
                                                            .map(filter -> " WHERE (" + filter + ")")
                                                            .orElse(""));
                            tableRows
                                    .computeIfAbsent(publication, p -> new ArrayList<>())
                                    .add(row.getLong("oid"));
                        });
    }

    private void readSchemas() throws SQLException {
        reading.session()
                .queryIfAllowed(
                        "schemas of publications",
                        "SELECT pn.oid, pn.pnpubid, pg_catalog.quote_ident(n.nspname) AS name"
                                + " FROM pg_catalog.pg_publication_namespace pn"
                                + " JOIN pg_catalog.pg_namespace n ON n.oid = pn.pnnspid",
                        row -> {
                            long publication = row.getLong("pnpubid");
                            published
                                    .computeIfAbsent(publication, p -> new TreeMap<>())
                                    .put("TABLES IN SCHEMA " + row.getString("name"), "");
                            schemaRows
                                    .computeIfAbsent(publication, p -> new ArrayList<>())
                                    .add(row.getLong("oid"));
                        });
    }

    /** Before version 15 the word TABLE stands once, in front of all. */
    private String list(TreeMap<String, String> entries) {
        String list = entries.entrySet().stream()
                .map(entry -> entry.getKey() + entry.getValue())
                .collect(Collectors.joining(", "));
        return reading.session().atLeast(15) ? list : list.replace(", TABLE ONLY ", ", ONLY ");
    }

    private void readPublication(Row row) throws SQLException {
        long oid = row.getLong("oid");
        ObjectRef ref = ObjectRef.of(ObjectKind.PUBLICATION, row.getString("pubname"));
        String what = row.getBoolean("puballtables")
                ? " FOR ALL TABLES"
                : published.containsKey(oid) ? " FOR " + list(published.get(oid)) : "";
        List<String> operations = new ArrayList<>();
        for (String operation : List.of("insert", "update", "delete", "truncate")) {
            if (row.getBoolean("pub" + operation)) {
                operations.add(operation);
            }
        }
        String target = "PUBLICATION " + row.getString("name");
        String alter = "ALTER " + target;
        List<String> options = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        option(alter, "publish = '" + String.join(", ", operations) + "'", operations.size() == 4, options, parts);
        // what not every server knows is said where it is not the usual, so that servers of different age compare
        if (row.getBoolean("viaroot")) {
            unusual(alter, "publish_via_partition_root", "true", "false", options, parts);
        }
        if (row.getBoolean("generated")) {
            unusual(alter, "publish_generated_columns", "stored", "none", options, parts);
        }
        published
                .getOrDefault(oid, new TreeMap<>())
                .forEach((entry, details) ->
                        parts.add(Part.within(entry, alter + " ADD " + entry + details, "", alter + " DROP " + entry)));
        reading.add(
                CatalogClass.PUBLICATION,
                oid,
                new DefinedObject(
                        ref,
                        "CREATE " + target + what
                                + (options.isEmpty() ? "" : " WITH (" + String.join(", ", options) + ")"),
                        "DROP " + target,
                        Optional.empty(),
                        "CREATE " + target + (row.getBoolean("puballtables") ? what : ""),
                        parts,
                        reading.comment(CatalogClass.PUBLICATION, oid)));
        tableRows
                .getOrDefault(oid, List.of())
                .forEach(entry -> reading.addresses().put(CatalogClass.PUBLICATION_REL, entry, ref));
        schemaRows
                .getOrDefault(oid, List.of())
                .forEach(entry -> reading.addresses().put(CatalogClass.PUBLICATION_NAMESPACE, entry, ref));
    }

    /** @param standard whether the server would choose the same by itself */
    private static void option(String alter, String setting, boolean standard, List<String> options, List<Part> parts) {
        if (!standard) {
            options.add(setting);
        }
        String set = alter + " SET (" + setting + ")";
        parts.add(Part.within("option " + setting.substring(0, setting.indexOf(' ')), set, set, ""));
    }

    private static void unusual(
            String alter, String name, String value, String usual, List<String> options, List<Part> parts) {
        options.add(name + " = " + value);
        String set = alter + " SET (" + name + " = ";
        parts.add(Part.within("option " + name, set + value + ")", set + value + ")", set + usual + ")"));
    }
}
