package dev.countersign.postgres.inspect;

import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.sql.postgres.Literal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the kinds that are compared by the statement that makes them: collations, operators, casts and event triggers. */
final class DefinedReader {
    private final Reading reading;

    DefinedReader(Reading reading) {
        this.reading = reading;
    }

    void read() throws SQLException {
        readCollations();
        readOperators();
        new OperatorClassReader(reading).read();
        new TextSearchReader(reading).read();
        LanguageReader languages = new LanguageReader(reading);
        languages.readConversions();
        if (reading.wholeDatabase()) {
            readCasts();
            readEventTriggers();
            languages.readOfDatabase();
            new ForeignDataReader(reading).read();
            new PublicationReader(reading).read();
            new SubscriptionReader(reading).read();
        }
        new SecurityLabelReader(reading).read();
    }

    private void readCollations() throws SQLException {
        Session session = reading.session();
        String locale = session.atLeast(17) ? "co.colllocale" : session.atLeast(15) ? "co.colliculocale" : "NULL";
        reading.session()
                .query(
                        "SELECT co.oid, n.nspname, co.collname, co.collprovider, co.collisdeterministic, co.collcollate, co.collctype, "
                                + locale + " AS locale, " + (session.atLeast(16) ? "co.collicurules" : "NULL")
                                + " AS rules,"
                                + " pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(co.collname) AS name"
                                + " FROM pg_catalog.pg_collation co JOIN pg_catalog.pg_namespace n ON n.oid = co.collnamespace"
                                + " WHERE co.collnamespace IN " + reading.namespaceList() + " AND"
                                + reading.notMember(CatalogClass.COLLATION, "co.oid"),
                        this::readCollation);
    }

    private void readCollation(Row row) throws SQLException {
        List<String> options = new ArrayList<>();
        options.add("PROVIDER = "
                + switch (Values.letter(row, "collprovider")) {
                    case 'i' -> "icu";
                    case 'b' -> "builtin";
                    default -> "libc";
                });
        Optional<String> collate = Values.optional(row, "collcollate");
        Optional<String> ctype = Values.optional(row, "collctype");
        Optional<String> locale = Values.optional(row, "locale").or(() -> collate.filter(c -> ctype.equals(collate)));
        if (locale.isPresent()) {
            options.add("LOCALE = " + Literal.quote(locale.get()));
        } else {
            collate.ifPresent(c -> options.add("LC_COLLATE = " + Literal.quote(c)));
            ctype.ifPresent(c -> options.add("LC_CTYPE = " + Literal.quote(c)));
        }
        if (!row.getBoolean("collisdeterministic")) {
            options.add("DETERMINISTIC = false");
        }
        Values.optional(row, "rules").ifPresent(rules -> options.add("RULES = " + Literal.quote(rules)));
        long oid = row.getLong("oid");
        reading.add(
                CatalogClass.COLLATION,
                oid,
                new DefinedObject(
                        ObjectRef.of(ObjectKind.COLLATION, row.getString("nspname"), row.getString("collname")),
                        "CREATE COLLATION " + row.getString("name") + " (" + String.join(", ", options) + ")",
                        "DROP COLLATION " + row.getString("name"),
                        Optional.empty(),
                        reading.comment(CatalogClass.COLLATION, oid)));
    }

    /** Operators without a function are only announced, by another operator that names them; they come with it. */
    private void readOperators() throws SQLException {
        reading.session()
                .query(
                        """
                        SELECT o.oid, n.nspname, o.oprname, pg_catalog.quote_ident(n.nspname) || '.' || o.oprname AS name,
                          CASE WHEN o.oprleft <> 0 THEN pg_catalog.format_type(o.oprleft, NULL) END AS lefttype,
                          CASE WHEN o.oprright <> 0 THEN pg_catalog.format_type(o.oprright, NULL) END AS righttype,
                          o.oprcode::pg_catalog.regproc AS function,
                          pg_catalog.quote_ident(cn.nspname) || '.' || c.oprname AS commutator,
                          pg_catalog.quote_ident(nn.nspname) || '.' || ng.oprname AS negator,
                          NULLIF(o.oprrest::pg_catalog.oid, 0)::pg_catalog.regproc AS restriction,
                          NULLIF(o.oprjoin::pg_catalog.oid, 0)::pg_catalog.regproc AS joining, o.oprcanhash, o.oprcanmerge
                        FROM pg_catalog.pg_operator o
                        JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
                        LEFT JOIN pg_catalog.pg_operator c ON c.oid = o.oprcom
                        LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = c.oprnamespace
                        LEFT JOIN pg_catalog.pg_operator ng ON ng.oid = o.oprnegate
                        LEFT JOIN pg_catalog.pg_namespace nn ON nn.oid = ng.oprnamespace
                        WHERE o.oprcode::pg_catalog.oid <> 0 AND o.oprnamespace IN\s""" + reading.namespaceList() + " AND" + reading.notMember(CatalogClass.OPERATOR, "o.oid"),
                        this::readOperator);
    }

    private void readOperator(Row row) throws SQLException {
        String left = Values.optional(row, "lefttype").orElse("NONE");
        String right = Values.optional(row, "righttype").orElse("NONE");
        List<String> options = new ArrayList<>();
        options.add("FUNCTION = " + row.getString("function"));
        Values.optional(row, "lefttype").ifPresent(type -> options.add("LEFTARG = " + type));
        Values.optional(row, "righttype").ifPresent(type -> options.add("RIGHTARG = " + type));
        Values.optional(row, "commutator").ifPresent(name -> options.add("COMMUTATOR = OPERATOR(" + name + ")"));
        Values.optional(row, "negator").ifPresent(name -> options.add("NEGATOR = OPERATOR(" + name + ")"));
        String types = "(" + left + ", " + right + ")";
        String target = "OPERATOR " + row.getString("name") + " " + types;
        List<String> estimators = new ArrayList<>();
        List<DefinedObject.Part> parts = new ArrayList<>();
        for (String[] role : new String[][] {{"RESTRICT", "restriction"}, {"JOIN", "joining"}}) {
            Values.optional(row, role[1]).ifPresent(function -> {
                estimators.add(role[0] + " = " + function);
                String set = "ALTER " + target + " SET (" + role[0] + " = ";
                parts.add(
                        DefinedObject.Part.within(role[0], set + function + ")", set + function + ")", set + "NONE)"));
            });
        }
        if (row.getBoolean("oprcanhash")) {
            options.add("HASHES");
        }
        if (row.getBoolean("oprcanmerge")) {
            options.add("MERGES");
        }
        String create = "CREATE OPERATOR " + row.getString("name") + " (" + String.join(", ", options);
        estimators.addFirst(create);
        long oid = row.getLong("oid");
        reading.add(
                CatalogClass.OPERATOR,
                oid,
                new DefinedObject(
                        ObjectRef.of(ObjectKind.OPERATOR, row.getString("nspname"), row.getString("oprname") + types),
                        String.join(", ", estimators) + ")",
                        "DROP " + target,
                        Optional.empty(),
                        create + ")",
                        parts,
                        reading.comment(CatalogClass.OPERATOR, oid)));
    }

    private void readCasts() throws SQLException {
        reading.session().query("""
                        SELECT c.oid, pg_catalog.format_type(c.castsource, NULL) || ' AS ' || pg_catalog.format_type(c.casttarget, NULL) AS name,
                          c.castcontext, c.castmethod,
                          pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.proname) || '('
                            || pg_catalog.oidvectortypes(p.proargtypes) || ')' AS function
                        FROM pg_catalog.pg_cast c
                        LEFT JOIN pg_catalog.pg_proc p ON p.oid = c.castfunc
                        LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
                        WHERE c.oid >= 16384 AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 2605
                          AND d.objid = c.oid AND d.deptype IN ('e', 'i'))""", this::readCast);
    }

    private void readCast(Row row) throws SQLException {
        String method = switch (Values.letter(row, "castmethod")) {
            case 'f' -> " WITH FUNCTION " + row.getString("function");
            case 'i' -> " WITH INOUT";
            default -> " WITHOUT FUNCTION";
        };
        String context = switch (Values.letter(row, "castcontext")) {
            case 'i' -> " AS IMPLICIT";
            case 'a' -> " AS ASSIGNMENT";
            default -> "";
        };
        String target = "CAST (" + row.getString("name") + ")";
        long oid = row.getLong("oid");
        reading.add(
                CatalogClass.CAST,
                oid,
                new DefinedObject(
                        ObjectRef.of(ObjectKind.CAST, row.getString("name")),
                        "CREATE " + target + method + context,
                        "DROP " + target,
                        Optional.empty(),
                        reading.comment(CatalogClass.CAST, oid)));
    }

    private void readEventTriggers() throws SQLException {
        reading.session()
                .queryIfAllowed(
                        "event triggers",
                        """
                        SELECT e.oid, e.evtname, pg_catalog.quote_ident(e.evtname) AS name, e.evtevent, e.evtenabled, e.evttags,
                          pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.proname) AS function
                        FROM pg_catalog.pg_event_trigger e
                        JOIN pg_catalog.pg_proc p ON p.oid = e.evtfoid
                        JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
                        WHERE""" + reading.notMember(CatalogClass.EVENT_TRIGGER, "e.oid"),
                        this::readEventTrigger);
    }

    private void readEventTrigger(Row row) throws SQLException {
        long oid = row.getLong("oid");
        String name = row.getString("name");
        List<String> tags =
                Values.strings(row, "evttags").stream().map(Literal::quote).toList();
        String alter = "ALTER EVENT TRIGGER " + name;
        List<DefinedObject.Part> state = switch (Values.letter(row, "evtenabled")) {
            case 'D' -> state(alter, " DISABLE");
            case 'R' -> state(alter, " ENABLE REPLICA");
            case 'A' -> state(alter, " ENABLE ALWAYS");
            default -> List.of();
        };
        String create = "CREATE EVENT TRIGGER " + name + " ON " + row.getString("evtevent")
                + (tags.isEmpty() ? "" : " WHEN TAG IN (" + String.join(", ", tags) + ")")
                + " EXECUTE FUNCTION " + row.getString("function") + "()";
        reading.add(
                CatalogClass.EVENT_TRIGGER,
                oid,
                new DefinedObject(
                        ObjectRef.of(ObjectKind.EVENT_TRIGGER, row.getString("evtname")),
                        create,
                        "DROP EVENT TRIGGER " + name,
                        Optional.empty(),
                        create,
                        state,
                        reading.comment(CatalogClass.EVENT_TRIGGER, oid)));
    }

    private static List<DefinedObject.Part> state(String alter, String state) {
        return List.of(DefinedObject.Part.apart("state", alter + state, alter + state, alter + " ENABLE"));
    }
}
