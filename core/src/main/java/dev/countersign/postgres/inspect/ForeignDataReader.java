package dev.countersign.postgres.inspect;

import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.DefinedObject.Part;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Uncompared;
import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads foreign-data wrappers, foreign servers and user mappings. Values that may be secrets are never part of what is read. */
final class ForeignDataReader {
    private final Reading reading;

    ForeignDataReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        readWrappers();
        readServers();
        readMappings();
    }

    private void readWrappers() throws SQLException {
        reading.session()
                .queryIfAllowed(
                        "foreign-data wrappers",
                        """
                        SELECT w.oid, w.fdwname, pg_catalog.quote_ident(w.fdwname) AS name, w.fdwoptions,
                          NULLIF(w.fdwhandler, 0)::pg_catalog.regproc AS handler,
                          NULLIF(w.fdwvalidator, 0)::pg_catalog.regproc AS validator
                        FROM pg_catalog.pg_foreign_data_wrapper w WHERE""" + reading.notMember(CatalogClass.FOREIGN_DATA_WRAPPER, "w.oid"),
                        this::readWrapper);
    }

    private void readWrapper(Row row) throws SQLException {
        String target = "FOREIGN DATA WRAPPER " + row.getString("name");
        ForeignOptions options = new ForeignOptions(Values.strings(row, "fdwoptions"), SecretOptions::anywhere);
        List<Part> parts = new ArrayList<>(options.parts("ALTER " + target));
        StringBuilder create = new StringBuilder("CREATE ").append(target);
        for (String role : List.of("handler", "validator")) {
            Optional<String> function = Values.optional(row, role);
            String word = role.toUpperCase(Locale.ROOT);
            function.ifPresent(f -> {
                String clause = " " + word + " " + f;
                create.append(clause);
                String alter = "ALTER " + target + clause;
                parts.add(Part.within(role, alter, alter, "ALTER " + target + " NO " + word));
            });
        }
        add(
                CatalogClass.FOREIGN_DATA_WRAPPER,
                row.getLong("oid"),
                ObjectRef.of(ObjectKind.FOREIGN_DATA_WRAPPER, row.getString("fdwname")),
                create + options.clause(),
                target,
                "CREATE " + target,
                parts);
        note(ObjectRef.of(ObjectKind.FOREIGN_DATA_WRAPPER, row.getString("fdwname")), options);
    }

    private void readServers() throws SQLException {
        reading.session()
                .queryIfAllowed(
                        "foreign servers",
                        """
                        SELECT s.oid, s.srvname, pg_catalog.quote_ident(s.srvname) AS name, s.srvtype, s.srvversion, s.srvoptions,
                          pg_catalog.quote_ident(w.fdwname) AS wrapper
                        FROM pg_catalog.pg_foreign_server s
                        JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw WHERE""" + reading.notMember(CatalogClass.FOREIGN_SERVER, "s.oid"),
                        this::readServer);
    }

    private void readServer(Row row) throws SQLException {
        String target = "SERVER " + row.getString("name");
        ForeignOptions options = new ForeignOptions(Values.strings(row, "srvoptions"), SecretOptions::anywhere);
        List<Part> parts = new ArrayList<>(options.parts("ALTER " + target));
        String type = Values.optional(row, "srvtype")
                .map(t -> " TYPE " + Literal.quote(t))
                .orElse("");
        Optional<String> version = Values.optional(row, "srvversion").map(v -> " VERSION " + Literal.quote(v));
        version.ifPresent(v -> parts.add(Part.within(
                "version", "ALTER " + target + v, "ALTER " + target + v, "ALTER " + target + " VERSION NULL")));
        String wrapper = " FOREIGN DATA WRAPPER " + row.getString("wrapper");
        add(
                CatalogClass.FOREIGN_SERVER,
                row.getLong("oid"),
                ObjectRef.of(ObjectKind.FOREIGN_SERVER, row.getString("srvname")),
                "CREATE " + target + type + version.orElse("") + wrapper + options.clause(),
                target,
                "CREATE " + target + type + wrapper,
                parts);
        note(ObjectRef.of(ObjectKind.FOREIGN_SERVER, row.getString("srvname")), options);
    }

    /**
     * The view shows the options of other roles' mappings to superusers only; a mapping without visible options may have some. The table behind it is
     * for those who were granted it.
     */
    private void readMappings() throws SQLException {
        List<String> tables = new ArrayList<>();
        reading.session().queryIfAllowed("user mappings", """
                        SELECT DISTINCT pg_catalog.has_table_privilege('pg_catalog.pg_user_mapping', 'SELECT') AS granted
                        FROM pg_catalog.pg_user_mappings""", row -> {
            tables.add(row.getBoolean("granted") ? "t.umoptions" : "m.umoptions");
        });
        if (!tables.isEmpty()) {
            readMappings(tables.getFirst());
        }
    }

    private void readMappings(String options) throws SQLException {
        boolean granted = options.startsWith("t.");
        reading.session()
                .queryIfAllowed(
                        "user mappings",
                        """
                        SELECT m.umid AS oid, m.srvname, m.usename, m.umuser = 0 AS everybody, %s AS umoptions,
                          pg_catalog.quote_ident(m.srvname) AS server, %s AS readable
                        FROM pg_catalog.pg_user_mappings m %s WHERE""".formatted(
                                                options,
                                                granted
                                                        ? "true"
                                                        : "m.umoptions IS NOT NULL OR (SELECT r.rolsuper FROM pg_catalog.pg_roles r"
                                                                + " WHERE r.rolname = CURRENT_USER)",
                                                granted ? "JOIN pg_catalog.pg_user_mapping t ON t.oid = m.umid" : "")
                                + reading.notMember(CatalogClass.FOREIGN_SERVER, "m.srvid"),
                        this::readMapping);
    }

    private void readMapping(Row row) throws SQLException {
        boolean everybody = row.getBoolean("everybody");
        String user = everybody ? "PUBLIC" : Ident.quote(row.getString("usename"));
        String name = (everybody ? "public" : row.getString("usename")) + " on " + row.getString("srvname");
        if (!row.getBoolean("readable")) {
            reading.uncompared()
                    .add(new Uncompared("user mapping", name, "this role may not read whether it has options"));
            return;
        }
        String target = "USER MAPPING FOR " + user + " SERVER " + row.getString("server");
        ForeignOptions options = new ForeignOptions(Values.strings(row, "umoptions"), SecretOptions::inMapping);
        add(
                CatalogClass.USER_MAPPING,
                row.getLong("oid"),
                ObjectRef.of(ObjectKind.USER_MAPPING, name),
                "CREATE " + target + options.clause(),
                target,
                "CREATE " + target,
                options.parts("ALTER " + target));
        note(ObjectRef.of(ObjectKind.USER_MAPPING, name), options);
    }

    private void note(ObjectRef object, ForeignOptions options) {
        options.mark(object, reading.secrets());
    }

    private void add(
            CatalogClass catalog, long oid, ObjectRef ref, String create, String target, String fixed, List<Part> parts)
            throws SQLException {
        reading.add(
                catalog,
                oid,
                new DefinedObject(
                        ref, create, "DROP " + target, Optional.empty(), fixed, parts, reading.comment(catalog, oid)));
    }
}
