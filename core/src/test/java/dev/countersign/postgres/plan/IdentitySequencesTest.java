package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Rename;
import dev.countersign.plan.Statement;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sequence behind an identity column has a name, a comment and a persistence of its own, and goes on counting. */
@ExtendWith(PostgresEngine.class)
class IdentitySequencesTest {
    private static final String ROWS = "INSERT INTO t (b) VALUES (1), (2);";
    private static final String NEXT = "INSERT INTO t (b) VALUES (3) RETURNING id";

    private final PostgresEngine.Server server;
    private final Migration migration;

    IdentitySequencesTest(PostgresEngine.Server server) {
        this.server = server;
        this.migration = new Migration(server);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (SEQUENCE NAME "my ""ids") |
            (SEQUENCE NAME one)        | COMMENT ON SEQUENCE one IS 'it''s ours'
                                       | COMMENT ON SEQUENCE t_id_seq IS 'x'
                                       | ALTER SEQUENCE t_id_seq SET UNLOGGED
            (SEQUENCE NAME one CACHE 1)| ALTER SEQUENCE one SET UNLOGGED; GRANT USAGE ON SEQUENCE one TO pg_monitor
            (SEQUENCE NAME t_id_seq1)  |
            """)
    void whatItIsChangesBothWays(String options, String more) throws SQLException {
        String plain = "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, b int);" + ROWS;
        String other =
                plain.replace("IDENTITY", "IDENTITY " + (options == null ? "" : options)) + (more == null ? "" : more);
        assertThat(server.inspect(plain)).isNotEqualTo(server.inspect(other));
        for (List<String> way : List.of(List.of(plain, other), List.of(other, plain))) {
            assertThat(migration
                            .arrives(way.getFirst(), way.getLast(), List.of(), NEXT, "3")
                            .statements())
                    .noneMatch(Statement::destructive);
        }
        migration.arrives("", other);
        migration.arrives("CREATE TABLE t (b int)", other.replace(ROWS, ""));
        migration.arrives("CREATE TABLE t (id int NOT NULL, b int)", other.replace(ROWS, ""));
        migration.arrives("CREATE TABLE t (id serial, b int)", other.replace(ROWS, ""));
    }

    @Test
    void itsNameFollowsTableAndColumn() throws SQLException {
        ObjectRef old = ObjectRef.of(ObjectKind.TABLE, "public", "t");
        migration.arrives(
                "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, b int);" + ROWS,
                "CREATE TABLE u (nr int GENERATED ALWAYS AS IDENTITY, b int)",
                List.of(
                        new Rename(old, ObjectRef.of(ObjectKind.TABLE, "public", "u")),
                        new Rename(ObjectRef.column(old, "id"), ObjectRef.column(old, "nr"))),
                "INSERT INTO u (b) VALUES (3) RETURNING nr",
                "3");
    }

    @Test
    void aNameGoesFromOneTableToAnother() throws SQLException {
        String one = "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, b int);"
                + " CREATE TABLE u (id int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME given));";
        String other = "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME given), b int);"
                + " CREATE TABLE u (id int GENERATED ALWAYS AS IDENTITY);";
        migration.arrives(one + ROWS, other, List.of(), NEXT, "3");
        migration.arrives(other + ROWS, one, List.of(), NEXT, "3");
    }

    @Test
    void aTableThatIsMadeAnewTakesItsNameOver() throws SQLException {
        String columns = "(id int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME ours), b int)";
        migration.arrives(
                "CREATE TABLE t " + columns + ";" + ROWS,
                "CREATE TABLE t " + columns + " PARTITION BY LIST (b); CREATE TABLE t1 PARTITION OF t DEFAULT",
                List.of(),
                NEXT,
                "3");
    }
}
