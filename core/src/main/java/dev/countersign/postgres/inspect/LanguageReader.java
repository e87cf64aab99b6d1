package dev.countersign.postgres.inspect;

import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what extends the server itself: languages, transforms, access methods and conversions between encodings. */
final class LanguageReader {
    private final Reading reading;

    LanguageReader(Reading reading) {
        this.reading = reading;
    }

    /** What lives in schemas. */
    void readConversions() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT c.oid, n.nspname, c.conname, c.condefault, c.conproc,
                          pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.conname) AS name,
                          pg_catalog.quote_literal(pg_catalog.pg_encoding_to_char(c.conforencoding)) AS source,
                          pg_catalog.quote_literal(pg_catalog.pg_encoding_to_char(c.contoencoding)) AS target
                        FROM pg_catalog.pg_conversion c JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace
                        WHERE c.connamespace IN %s AND%s""".formatted(reading.namespaceList(), reading.notMember(CatalogClass.CONVERSION, "c.oid")),
                        row -> add(
                                CatalogClass.CONVERSION,
                                row,
                                ObjectRef.of(ObjectKind.CONVERSION, row.getString("nspname"), row.getString("conname")),
                                "CREATE " + (row.getBoolean("condefault") ? "DEFAULT " : "") + "CONVERSION "
                                        + row.getString("name") + " FOR " + row.getString("source") + " TO "
                                        + row.getString("target") + " FROM " + row.getString("conproc"),
                                "CONVERSION " + row.getString("name")));
    }

    /** What belongs to the whole database. */
    void readOfDatabase() throws SQLException {
        readLanguages();
        readTransforms();
        readAccessMethods();
    }

    private void readLanguages() throws SQLException {
        reading.session().query("""
                        SELECT l.oid, l.lanname, pg_catalog.quote_ident(l.lanname) AS name, l.lanpltrusted,
                          NULLIF(l.lanplcallfoid, 0)::pg_catalog.regproc AS handler,
                          NULLIF(l.laninline, 0)::pg_catalog.regproc AS inline,
                          NULLIF(l.lanvalidator, 0)::pg_catalog.regproc AS validator
                        FROM pg_catalog.pg_language l WHERE l.oid >= 16384 AND""" + reading.notMember(CatalogClass.LANGUAGE, "l.oid"), row -> {
            StringBuilder create = new StringBuilder("CREATE ")
                    .append(row.getBoolean("lanpltrusted") ? "TRUSTED " : "")
                    .append("LANGUAGE ")
                    .append(row.getString("name"));
            for (String role : List.of("handler", "inline", "validator")) {
                Values.optional(row, role)
                        .ifPresent(function -> create.append(' ')
                                .append(role.toUpperCase(Locale.ROOT))
                                .append(' ')
                                .append(function));
            }
            add(
                    CatalogClass.LANGUAGE,
                    row,
                    ObjectRef.of(ObjectKind.LANGUAGE, row.getString("lanname")),
                    create.toString(),
                    "LANGUAGE " + row.getString("name"));
        });
    }

    private void readTransforms() throws SQLException {
        reading.session().query("""
                        SELECT t.oid, pg_catalog.format_type(t.trftype, NULL) AS type, pg_catalog.quote_ident(l.lanname) AS language,
                          NULLIF(t.trffromsql::pg_catalog.oid, 0)::pg_catalog.regprocedure AS fromsql,
                          NULLIF(t.trftosql::pg_catalog.oid, 0)::pg_catalog.regprocedure AS tosql
                        FROM pg_catalog.pg_transform t JOIN pg_catalog.pg_language l ON l.oid = t.trflang WHERE""" + reading.notMember(CatalogClass.TRANSFORM, "t.oid"), row -> {
            List<String> functions = new ArrayList<>();
            Values.optional(row, "fromsql").ifPresent(function -> functions.add("FROM SQL WITH FUNCTION " + function));
            Values.optional(row, "tosql").ifPresent(function -> functions.add("TO SQL WITH FUNCTION " + function));
            String name = row.getString("type") + " LANGUAGE " + row.getString("language");
            add(
                    CatalogClass.TRANSFORM,
                    row,
                    ObjectRef.of(ObjectKind.TRANSFORM, name),
                    "CREATE TRANSFORM FOR " + name + " (" + String.join(", ", functions) + ")",
                    "TRANSFORM FOR " + name);
        });
    }

    private void readAccessMethods() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT a.oid, a.amname, pg_catalog.quote_ident(a.amname) AS name, a.amtype, a.amhandler
                        FROM pg_catalog.pg_am a WHERE a.oid >= 16384 AND""" + reading.notMember(CatalogClass.ACCESS_METHOD, "a.oid"),
                        row -> add(
                                CatalogClass.ACCESS_METHOD,
                                row,
                                ObjectRef.of(ObjectKind.ACCESS_METHOD, row.getString("amname")),
                                "CREATE ACCESS METHOD " + row.getString("name") + " TYPE "
                                        + (Values.letter(row, "amtype") == 't' ? "TABLE" : "INDEX") + " HANDLER "
                                        + row.getString("amhandler"),
                                "ACCESS METHOD " + row.getString("name")));
    }

    private void add(CatalogClass catalog, Row row, ObjectRef ref, String create, String target) throws SQLException {
        long oid = row.getLong("oid");
        reading.add(
                catalog,
                oid,
                new DefinedObject(ref, create, "DROP " + target, Optional.empty(), reading.comment(catalog, oid)));
    }
}
