package dev.countersign.postgres.inspect;

import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.RowPolicy;
import dev.countersign.catalog.Trigger;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads triggers, row policies, rules and statistics objects. */
final class TableObjectReader {
    private final Reading reading;

    TableObjectReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        readTriggers();
        readPolicies();
        readRules();
        readStatistics();
    }

    /** Clones of a partitioned table's trigger on its partitions come and go with it, so only the original is an object. */
    private void readTriggers() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT t.oid, t.tgrelid, t.tgname, t.tgfoid, t.tgenabled, t.tgconstraint,
                          pg_catalog.pg_get_triggerdef(t.oid) AS definition
                        FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
                        WHERE NOT t.tgisinternal"""
                                + (reading.session().atLeast(13) ? " AND t.tgparentid = 0" : "")
                                + " AND c.relnamespace IN " + reading.namespaceList()
                                + reading.only(Narrowing.Part.RELATIONS, "t.tgrelid") + " AND"
                                + reading.notMember(CatalogClass.TRIGGER, "t.oid"),
                        row -> {
                            Optional<Relation> table = reading.relation(row.getLong("tgrelid"));
                            if (table.isPresent()) {
                                readTrigger(row, table.get());
                            }
                        });
    }

    /** When the trigger of the row fires. */
    static String state(Row row) throws SQLException {
        return switch (Values.letter(row, "tgenabled")) {
            case 'D' -> "DISABLED";
            case 'R' -> "REPLICA";
            case 'A' -> "ALWAYS";
            default -> "ORIGIN";
        };
    }

    private void readTrigger(Row row, Relation table) throws SQLException, UnreadableException {
        long oid = row.getLong("oid");
        ObjectRef ref = table.ref().child(ObjectKind.TRIGGER, row.getString("tgname"));
        Optional<ObjectRef> function = reading.addresses()
                .find(CatalogClass.PROC, row.getLong("tgfoid"))
                .filter(routine -> routine.kind() == ObjectKind.FUNCTION);
        reading.add(
                CatalogClass.TRIGGER,
                oid,
                new Trigger(
                        ref,
                        table.ref(),
                        function,
                        Values.definition(row, "definition", "trigger", ref.display()),
                        state(row),
                        reading.comment(CatalogClass.TRIGGER, oid)));
        reading.addresses().put(CatalogClass.CONSTRAINT, row.getLong("tgconstraint"), ref);
    }

    private void readPolicies() throws SQLException {
        reading.session()
                .queryIfAllowed(
                        "row policies",
                        """
                        SELECT p.oid, p.polrelid, p.polname, p.polcmd, p.polpermissive,
                          pg_catalog.pg_get_expr(p.polqual, p.polrelid) AS condition,
                          pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) AS check,
                          ARRAY(SELECT COALESCE(r.rolname::pg_catalog.text, 'public')
                            FROM pg_catalog.unnest(p.polroles) u (role)
                            LEFT JOIN pg_catalog.pg_roles r ON r.oid = u.role ORDER BY 1) AS roles
                        FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
                        WHERE c.relnamespace IN\s""" + reading.namespaceList() + reading.only(Narrowing.Part.RELATIONS, "p.polrelid"),
                        row -> {
                            Optional<Relation> table = reading.relation(row.getLong("polrelid"));
                            if (table.isPresent()) {
                                readPolicy(row, table.get());
                            }
                        });
    }

    private void readPolicy(Row row, Relation table) throws SQLException {
        long oid = row.getLong("oid");
        reading.add(
                CatalogClass.POLICY,
                oid,
                new RowPolicy(
                        table.ref().child(ObjectKind.POLICY, row.getString("polname")),
                        table.ref(),
                        row.getBoolean("polpermissive"),
                        switch (Values.letter(row, "polcmd")) {
                            case 'r' -> "SELECT";
                            case 'a' -> "INSERT";
                            case 'w' -> "UPDATE";
                            case 'd' -> "DELETE";
                            default -> "ALL";
                        },
                        Values.strings(row, "roles"),
                        Values.optional(row, "condition"),
                        Values.optional(row, "check"),
                        reading.comment(CatalogClass.POLICY, oid)));
    }

    /** A view's own rule is how the view is stored: its row stands for the view. */
    private void readRules() throws SQLException {
        reading.session()
                .query("""
                        SELECT r.oid, r.ev_class, r.rulename, r.ev_enabled,
                          CASE WHEN r.rulename <> '_RETURN' THEN pg_catalog.pg_get_ruledef(r.oid) END AS definition,
                          pg_catalog.quote_ident(r.rulename) AS name,
                          pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS tablename
                        FROM pg_catalog.pg_rewrite r
                        JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
                        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                        WHERE c.relnamespace IN\s""" + reading.namespaceList() + reading.only(Narrowing.Part.RELATIONS, "r.ev_class"), row -> {
                    Optional<Relation> table = reading.relation(row.getLong("ev_class"));
                    if (table.isPresent()) {
                        readRule(row, table.get());
                    }
                });
    }

    private void readRule(Row row, Relation table) throws SQLException {
        long oid = row.getLong("oid");
        if (row.getString("definition") == null) {
            reading.addresses().put(CatalogClass.REWRITE, oid, table.ref());
            return;
        }
        String create = Values.withoutSemicolon(row.getString("definition"));
        String state = switch (Values.letter(row, "ev_enabled")) {
            case 'D' -> "DISABLE";
            case 'R' -> "ENABLE REPLICA";
            case 'A' -> "ENABLE ALWAYS";
            default -> "";
        };
        String alter = "ALTER TABLE " + row.getString("tablename") + " ";
        String rule = " RULE " + row.getString("name");
        List<DefinedObject.Part> parts = state.isEmpty()
                ? List.of()
                : List.of(DefinedObject.Part.apart(
                        "state", alter + state + rule, alter + state + rule, alter + "ENABLE" + rule));
        reading.add(
                CatalogClass.REWRITE,
                oid,
                new DefinedObject(
                        table.ref().child(ObjectKind.RULE, row.getString("rulename")),
                        create,
                        "DROP RULE " + row.getString("name") + " ON " + row.getString("tablename"),
                        Optional.of(table.ref()),
                        create,
                        parts,
                        reading.comment(CatalogClass.REWRITE, oid)));
    }

    private void readStatistics() throws SQLException {
        reading.session()
                .queryIfAllowed(
                        "statistics objects",
                        """
                        SELECT s.oid, s.stxrelid, s.stxnamespace, s.stxname,
                          pg_catalog.pg_get_statisticsobjdef(s.oid) AS definition,
                          (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum)
                            FROM pg_catalog.pg_attribute a WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys)) AS bynumber,
                          (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attname)
                            FROM pg_catalog.pg_attribute a WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys)) AS byname,
                          pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(s.stxname) AS name,\s"""
                                + (reading.session().atLeast(13) ? "COALESCE(s.stxstattarget, -1)" : "-1")
                                + """
                         AS target
                        FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
                        WHERE s.stxnamespace IN\s"""
                                + reading.namespaceList() + reading.only(Narrowing.Part.RELATIONS, "s.stxrelid")
                                + " AND"
                                + reading.notMember(CatalogClass.STATISTIC_EXT, "s.oid"),
                        this::readStatisticsObject);
    }

    private void readStatisticsObject(Row row) throws SQLException, UnreadableException {
        long oid = row.getLong("oid");
        String create =
                columnsByName(Values.definition(row, "definition", "statistics object", row.getString("name")), row);
        String set = "ALTER STATISTICS " + row.getString("name") + " SET STATISTICS ";
        String target = set + row.getInt("target");
        List<DefinedObject.Part> parts = row.getInt("target") < 0
                ? List.of()
                : List.of(DefinedObject.Part.apart("target", target, target, set + "-1"));
        Optional<Relation> table = reading.relation(row.getLong("stxrelid"));
        reading.add(
                CatalogClass.STATISTIC_EXT,
                oid,
                new DefinedObject(
                        ObjectRef.of(
                                ObjectKind.STATISTICS,
                                reading.namespace(row.getLong("stxnamespace")),
                                row.getString("stxname")),
                        create,
                        "DROP STATISTICS " + row.getString("name"),
                        table.map(Relation::ref),
                        create,
                        parts,
                        reading.comment(CatalogClass.STATISTIC_EXT, oid)));
    }

    /** The server has no order of its own for the columns: it prints them as they stand in the table, which no plan can change. */
    private static String columnsByName(String definition, Row row) throws SQLException {
        String columns =
                Values.optional(row, "bynumber").map(list -> " ON " + list).orElse("");
        int at = definition.indexOf(
                columns, "CREATE STATISTICS ".length() + row.getString("name").length());
        return columns.isEmpty() || at < 0
                ? definition
                : definition.substring(0, at)
                        + " ON " + row.getString("byname")
                        + definition.substring(at + columns.length());
    }
}
