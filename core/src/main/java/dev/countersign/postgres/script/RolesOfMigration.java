package dev.countersign.postgres.script;

import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scripts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The roles that a migration finds and what it makes of them. A block of code that makes roles runs as it is, and nobody follows its roles. */
final class RolesOfMigration implements Scripts.OfServer {
    private final RoleStatements roles;

    RolesOfMigration(ScratchDatabase scratch, List<String> made) {
        this.roles = new RoleStatements(scratch);
        roles.makeFirst(made);
    }

    @Override
    public boolean take(String sql, Connection connection) throws SQLException {
        return RoleStatements.isAbout(sql) && roles.take(sql, connection);
    }

    @Override
    public Scripts.OfServer.Reached reached() throws SQLException {
        return new Reached(new Scripts.Beside(roles.roles(), roles.uncompared()), roles.lastRefusal());
    }
}
