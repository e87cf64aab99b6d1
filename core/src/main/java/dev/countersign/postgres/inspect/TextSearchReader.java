package dev.countersign.postgres.inspect;

import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.DefinedObject.Part;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.sql.postgres.Ident;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads text search parsers, templates, dictionaries, and configurations with their mappings. */
final class TextSearchReader {
    private final Reading reading;

    TextSearchReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        readParsers();
        readTemplates();
        readDictionaries();
        readConfigurations();
    }

    private void readParsers() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT p.oid, p.prsnamespace AS namespace, p.prsname AS own, %s,
                          p.prsstart AS start, p.prstoken AS gettoken, p.prsend AS end, p.prslextype AS lextypes,
                          NULLIF(p.prsheadline::pg_catalog.oid, 0)::pg_catalog.regproc AS headline
                        FROM pg_catalog.pg_ts_parser p JOIN pg_catalog.pg_namespace n ON n.oid = p.prsnamespace
                        WHERE p.prsnamespace IN %s AND%s""".formatted(
                                        name("p.prsname"),
                                        reading.namespaceList(),
                                        reading.notMember(CatalogClass.TEXT_SEARCH_PARSER, "p.oid")),
                        row -> readFunctions(
                                row,
                                CatalogClass.TEXT_SEARCH_PARSER,
                                ObjectKind.TEXT_SEARCH_PARSER,
                                List.of("start", "gettoken", "end", "lextypes", "headline")));
    }

    private void readTemplates() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT t.oid, t.tmplnamespace AS namespace, t.tmplname AS own, %s, t.tmpllexize AS lexize,
                          NULLIF(t.tmplinit::pg_catalog.oid, 0)::pg_catalog.regproc AS init
                        FROM pg_catalog.pg_ts_template t JOIN pg_catalog.pg_namespace n ON n.oid = t.tmplnamespace
                        WHERE t.tmplnamespace IN %s AND%s""".formatted(
                                        name("t.tmplname"),
                                        reading.namespaceList(),
                                        reading.notMember(CatalogClass.TEXT_SEARCH_TEMPLATE, "t.oid")),
                        row -> readFunctions(
                                row,
                                CatalogClass.TEXT_SEARCH_TEMPLATE,
                                ObjectKind.TEXT_SEARCH_TEMPLATE,
                                List.of("init", "lexize")));
    }

    private static String name(String own) {
        return "pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(" + own + ") AS name";
    }

    private void readFunctions(Row row, CatalogClass catalog, ObjectKind kind, List<String> roles) throws SQLException {
        List<String> options = new ArrayList<>();
        for (String role : roles) {
            Values.optional(row, role)
                    .ifPresent(function -> options.add(role.toUpperCase(Locale.ROOT) + " = " + function));
        }
        String create = "CREATE " + kind.label().toUpperCase(Locale.ROOT) + " " + row.getString("name") + " ("
                + String.join(", ", options) + ")";
        add(row, catalog, kind, create, create, List.of());
    }

    private void readDictionaries() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT d.oid, d.dictnamespace AS namespace, d.dictname AS own, %s, d.dictinitoption,
                          pg_catalog.quote_ident(tn.nspname) || '.' || pg_catalog.quote_ident(t.tmplname) AS template
                        FROM pg_catalog.pg_ts_dict d JOIN pg_catalog.pg_namespace n ON n.oid = d.dictnamespace
                        JOIN pg_catalog.pg_ts_template t ON t.oid = d.dicttemplate
                        JOIN pg_catalog.pg_namespace tn ON tn.oid = t.tmplnamespace
                        WHERE d.dictnamespace IN %s AND%s""".formatted(
                                        name("d.dictname"),
                                        reading.namespaceList(),
                                        reading.notMember(CatalogClass.TEXT_SEARCH_DICTIONARY, "d.oid")),
                        this::readDictionary);
    }

    /** The server keeps the options in the order in which they were set last, so all of them are set again when one changes. */
    private void readDictionary(Row row) throws SQLException {
        String target =
                ObjectKind.TEXT_SEARCH_DICTIONARY.label().toUpperCase(Locale.ROOT) + " " + row.getString("name");
        String fixed = "CREATE " + target + " (TEMPLATE = " + row.getString("template");
        String all = Values.optional(row, "dictinitoption").orElse("").strip();
        List<Part> parts = new ArrayList<>();
        for (String option : list(all)) {
            String option1 = option.substring(0, equals(option)).strip();
            String set = "ALTER " + target + " (" + all + ")";
            parts.add(Part.within("option " + option1, set, set, "ALTER " + target + " (" + option1 + ")"));
        }
        add(
                row,
                CatalogClass.TEXT_SEARCH_DICTIONARY,
                ObjectKind.TEXT_SEARCH_DICTIONARY,
                fixed + (all.isEmpty() ? "" : ", " + all) + ")",
                fixed + ")",
                parts);
    }

    private static int equals(String option) {
        boolean quoted = false;
        for (int i = 0; i < option.length(); i++) {
            char c = option.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '=' && !quoted) {
                return i;
            }
        }
        return option.length();
    }

    /** The parts between commas, those in quotes aside. */
    private static List<String> list(String text) {
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        char quote = 0;
        for (char c : text.toCharArray()) {
            if (quote == 0 && c == ',') {
                items.add(item.toString().strip());
                item.setLength(0);
                continue;
            }
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
            item.append(c);
        }
        if (!item.toString().isBlank()) {
            items.add(item.toString().strip());
        }
        return items;
    }

    private void readConfigurations() throws SQLException {
        Map<Long, Map<String, List<String>>> mappings = readMappings();
        reading.session()
                .query(
                        """
                        SELECT c.oid, c.cfgnamespace AS namespace, c.cfgname AS own, %s,
                          pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.prsname) AS parser
                        FROM pg_catalog.pg_ts_config c JOIN pg_catalog.pg_namespace n ON n.oid = c.cfgnamespace
                        JOIN pg_catalog.pg_ts_parser p ON p.oid = c.cfgparser
                        JOIN pg_catalog.pg_namespace pn ON pn.oid = p.prsnamespace
                        WHERE c.cfgnamespace IN %s AND%s""".formatted(
                                        name("c.cfgname"),
                                        reading.namespaceList(),
                                        reading.notMember(CatalogClass.TEXT_SEARCH_CONFIGURATION, "c.oid")),
                        row -> readConfiguration(row, mappings.getOrDefault(row.getLong("oid"), Map.of())));
    }

    private Map<Long, Map<String, List<String>>> readMappings() throws SQLException {
        Map<Long, Map<String, List<String>>> mappings = new HashMap<>();
        reading.session()
                .query(
                        """
                        SELECT m.mapcfg, t.alias, pg_catalog.quote_ident(dn.nspname) || '.' || pg_catalog.quote_ident(d.dictname) AS dictionary
                        FROM pg_catalog.pg_ts_config c
                        JOIN pg_catalog.pg_ts_config_map m ON m.mapcfg = c.oid
                        JOIN LATERAL pg_catalog.ts_token_type(c.cfgparser) t ON t.tokid = m.maptokentype
                        JOIN pg_catalog.pg_ts_dict d ON d.oid = m.mapdict
                        JOIN pg_catalog.pg_namespace dn ON dn.oid = d.dictnamespace
                        WHERE c.cfgnamespace IN %s ORDER BY m.mapcfg, m.maptokentype, m.mapseqno""".formatted(reading.namespaceList()),
                        row -> mappings.computeIfAbsent(row.getLong("mapcfg"), c -> new HashMap<>())
                                .computeIfAbsent(row.getString("alias"), a -> new ArrayList<>())
                                .add(row.getString("dictionary")));
        return mappings;
    }

    private void readConfiguration(Row row, Map<String, List<String>> mappings) throws SQLException {
        String target =
                ObjectKind.TEXT_SEARCH_CONFIGURATION.label().toUpperCase(Locale.ROOT) + " " + row.getString("name");
        List<Part> parts = new ArrayList<>();
        mappings.forEach((token, dictionaries) -> {
            String mapping = " MAPPING FOR " + Ident.quote(token);
            String with = mapping + " WITH " + String.join(", ", dictionaries);
            parts.add(Part.apart(
                    "mapping for " + token,
                    "ALTER " + target + " ADD" + with,
                    "ALTER " + target + " ALTER" + with,
                    "ALTER " + target + " DROP" + mapping));
        });
        String create = "CREATE " + target + " (PARSER = " + row.getString("parser") + ")";
        add(row, CatalogClass.TEXT_SEARCH_CONFIGURATION, ObjectKind.TEXT_SEARCH_CONFIGURATION, create, create, parts);
    }

    private void add(Row row, CatalogClass catalog, ObjectKind kind, String create, String fixed, List<Part> parts)
            throws SQLException {
        long oid = row.getLong("oid");
        reading.add(
                catalog,
                oid,
                new DefinedObject(
                        ObjectRef.of(kind, reading.namespace(row.getLong("namespace")), row.getString("own")),
                        create,
                        "DROP " + kind.label().toUpperCase(Locale.ROOT) + " " + row.getString("name"),
                        Optional.empty(),
                        fixed,
                        parts,
                        reading.comment(catalog, oid)));
    }
}
