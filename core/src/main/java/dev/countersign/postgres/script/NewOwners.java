package dev.countersign.postgres.script;

import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Gives what the engine's superuser has just made to an ordinary role. Some kinds may not be given away by {@code ALTER ... OWNER TO}. */
final class NewOwners {
    /** A catalog and its column for the owner. */
    private record Owned(String catalog, String column) {}

    private static final List<Owned> KINDS = List.of(
            new Owned("pg_event_trigger", "evtowner"),
            new Owned("pg_publication", "pubowner"),
            new Owned("pg_foreign_data_wrapper", "fdwowner"),
            new Owned("pg_opclass", "opcowner"),
            new Owned("pg_opfamily", "opfowner"));

    private NewOwners() {}

    /** @param statement in the transaction that made them, with nothing but {@code pg_catalog} in its search path */
    static void give(Statement statement, String role) throws SQLException {
        statement.execute("SET LOCAL allow_system_table_mods = on");
        for (Owned kind : KINDS) {
            // what belongs to the first superuser is not noted as such; the new owner is
            int given = statement.executeUpdate(
                    "UPDATE %1$s SET %2$s = %3$s::regrole WHERE %2$s = current_user::regrole AND %4$s"
                            .formatted(kind.catalog(), kind.column(), role(role), SuperuserForm.NEW));
            if (given > 0) {
                statement.execute(
                        "INSERT INTO pg_shdepend SELECT d.oid, '%1$s'::regclass, o.oid, 0, 'pg_authid'::regclass, o.%2$s, 'o'"
                                        .formatted(kind.catalog(), kind.column())
                                + " FROM %s o, pg_database d WHERE d.datname = current_database() AND o.%s"
                                        .formatted(kind.catalog(), SuperuserForm.NEW));
            }
        }
    }

    /** The same for the one function or aggregate that this transaction has made or replaced. */
    static void giveRoutine(Statement statement, String role) throws SQLException {
        String routine;
        try (ResultSet row = statement.executeQuery(
                "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p." + SuperuserForm.NEW)) {
            row.next();
            routine = row.getString(1);
        }
        statement.execute("ALTER ROUTINE " + routine + " OWNER TO " + Ident.quote(role));
    }

    private static String role(String name) {
        return Literal.quote(Ident.quote(name));
    }
}
