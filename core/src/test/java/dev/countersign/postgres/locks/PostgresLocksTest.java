package dev.countersign.postgres.locks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scope;
import dev.countersign.dialect.StatementTraits;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.inspect.PostgresInspector;
import dev.countersign.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The resource {@code measured-18.tsv} holds what a server of version 18 did, a statement a line: name, setup, statement, strongest lock on a relation
 * that existed, rewrite, scan.
 */
@ExtendWith(PostgresEngine.class)
class PostgresLocksTest {
    /** Where the measured server did less because of the very rows or settings it had; what is said must hold for any. */
    private static final Set<String> MORE_THAN_MEASURED = Set.of(
            "timestamp->timestamptz UTC",
            "timestamptz->timestamp UTC",
            "set schema",
            "set tablespace same",
            "set access method heap (15)",
            "attach partition with check",
            "attach partition, default excl check",
            "alter index set tablespace",
            "drop table",
            "drop view",
            "delete parent",
            "add check on partitioned parent after partition has valid check",
            "set not null on partitioned after partition not null");

    /** The other relation of the measurement is an index, or the statement is a query, which no plan holds. */
    private static final Set<String> NOT_ASKED = Set.of(
            "create index on partitioned",
            "alter index attach partition",
            "nextval",
            "select",
            "select for update",
            "copy to",
            "detach partition with fk in",
            "add fk on partitioned parent after partition has validated fk",
            "add fk on partitioned parent after partition has NOT VALID then validated fk");

    private final PostgresEngine.Server server;

    PostgresLocksTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @Test
    void saysWhatAServerDid() throws SQLException, IOException {
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        try (ScratchDatabase scratch = server.database().create("locks");
                Connection connection = scratch.openForScripts()) {
            scratch.ensureRole("r1");
            String base = resource("base.sql").replaceAll("DROP ROLE IF EXISTS r1; CREATE ROLE r1;", "");
            for (String line : resource("measured-18.tsv").lines().toList()) {
                String[] fields = line.split("\t", -1);
                String setup = fields[1].replace("\\n", "\n");
                String sql = fields[2].replace("\\n", "\n");
                if (NOT_ASKED.contains(fields[0])
                        || Stream.of("EXTENSION", "CREATE SCHEMA", "citext").anyMatch(setup::contains)) {
                    continue;
                }
                PostgresEngine.Server.run(connection, base + setup);
                Catalog before = new PostgresInspector().inspect(connection, new Scope(List.of("t")), Progress.none());
                StatementTraits traits = new PostgresLocks().traits(sql, before);
                String said = traits.lock() + " " + traits.rewrite() + " " + traits.scan();
                String measured = fields[3] + " " + fields[4] + " " + fields[5];
                asked++;
                if (!said.equals(measured) && !MORE_THAN_MEASURED.contains(fields[0])) {
                    wrong.add(fields[0] + ": " + sql + " measured " + measured + ", said " + said);
                }
            }
        }
        assertThat(asked).isGreaterThan(240);
        assertThat(wrong).isEmpty();
    }

    @Test
    void nobodyWaitsForATableThatIsNotThereYet() throws SQLException {
        Catalog before = server.inspect("CREATE TABLE old (id int PRIMARY KEY)");
        PostgresLocks locks = new PostgresLocks();
        assertThat(locks.traits("CREATE INDEX i ON public.fresh (a);", before).lock())
                .isEqualTo("none");
        assertThat(locks.traits("ALTER TABLE public.fresh ADD COLUMN b int;", before)
                        .lock())
                .isEqualTo("none");
        assertThat(locks.traits("CREATE INDEX i ON public.old (id);", before).lock())
                .isEqualTo("SHARE");
        assertThat(locks.traits(
                                "ALTER TABLE public.fresh ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES public.old (id);",
                                before)
                        .lock())
                .isEqualTo("SHARE ROW EXCLUSIVE");
    }

    @Test
    void aVolatileFunctionOfOnesOwnRewrites() throws SQLException {
        Catalog before = server.inspect("""
                CREATE TABLE t (a int);
                CREATE FUNCTION steady() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
                CREATE FUNCTION moody() RETURNS int LANGUAGE sql AS 'SELECT 1 -- STABLE'""");
        PostgresLocks locks = new PostgresLocks();
        assertThat(locks.traits("ALTER TABLE public.t ADD COLUMN b int DEFAULT public.steady()", before)
                        .rewrite())
                .isFalse();
        assertThat(locks.traits("ALTER TABLE public.t ADD COLUMN b int DEFAULT public.moody()", before)
                        .rewrite())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "character varying(20)|character varying(50)|false",
                "character varying(20)|text|false",
                "text|character varying(20)|true",
                "character varying(50)|character varying(20)|true",
                "character varying(20)[]|character varying(50)[]|true",
                "numeric(10,2)|numeric(12,2)|false",
                "numeric(10,2)|numeric(12,4)|true",
                "integer|bigint|true",
                "timestamp(3) without time zone|timestamp without time zone|false",
                "cidr|inet|false",
                "inet|cidr|true",
                "json|jsonb|true",
                "public.citext|text|false"
            })
    void knowsWhichTypeChangesKeepTheRows(String from, String to, boolean rewrites) {
        assertThat(StoredType.of(from).rewrittenAs(StoredType.of(to))).isEqualTo(rewrites);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = PostgresLocksTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
