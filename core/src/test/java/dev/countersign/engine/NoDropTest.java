package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.dialect.Dialect;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.Plan;
import dev.countersign.plan.Statement;
import dev.countersign.plan.UnplannableException;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.postgres.oracle.RandomPair;
import dev.countersign.sql.SqlWords;
import dev.countersign.sql.StatementHead;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * With {@code destructive=false} no plan between random schemas drops anything, and after it has run everything is still there; with {@code true} it differs
 * by exactly the drops. The first {@code
 * countersign.nodrop} (300) seeds, or as many as fit {@code countersign.nodrop.seconds} (30): a fast machine must not be the first to try a seed. With {@code
 * countersign.nodrop.fresh} every second pair is new.
 */
@ExtendWith(PostgresEngine.class)
class NoDropTest {
    @TempDir
    Path folder;

    /** What is kept and what comes cannot always be together, such as a parent's column and a partition without it; such a plan stops, and nothing is lost. */
    private int refused;

    private final Dialect dialect =
            ServiceLoader.load(Dialect.class).findFirst().orElseThrow();

    private KeptDrops drops;

    @BeforeEach
    void project() {
        drops = new KeptDrops(dialect, folder);
    }

    @Test
    void noDropWithoutTheVariableAndExactlyTheDropsWithIt(PostgresEngine.Server server, TestReporter reporter)
            throws Exception {
        List<ProjectPolicies> both = drops.both();
        long end = System.nanoTime() + Long.getLong("countersign.nodrop.seconds", 30) * 1_000_000_000L;
        long fresh = new Random().nextInt(Integer.MAX_VALUE);
        int pairs = 0;
        int gone = 0;
        boolean searching = Boolean.getBoolean("countersign.nodrop.fresh");
        long most = Long.getLong("countersign.nodrop", 300);
        for (long number = 0; number < most && System.nanoTime() < end; number++) {
            long seed = searching && number % 2 != 0 ? fresh + number / 2 : number;
            gone += prove(seed, server, both.get((int) (seed % 2)));
            pairs++;
        }
        reporter.publishEntry(
                "no drop",
                pairs + " pairs with " + gone + " drops, " + refused + " plans stopped"
                        + (searching ? ", fresh ones from seed " + fresh : ""));
        assertThat(gone).as("drops that were kept out").isPositive();
        assertThat(refused * 10).as("plans that the server stops, of " + pairs).isLessThan(pairs);
    }

    /** The values that people wrote go when the server begins to make them, whatever the difference is called. */
    @Test
    void aColumnThatBecomesGeneratedIsDroppedToo(PostgresEngine.Server server) throws Exception {
        SchemaDiff diff = dialect.diff(
                server.inspect("CREATE TABLE t (a int, b int, c int GENERATED ALWAYS AS (a) STORED)"),
                server.inspect("CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) STORED,"
                        + " c int GENERATED ALWAYS AS (a) VIRTUAL)"),
                List.of());
        ProjectPolicies policies = drops.policies(KeptDrops.everyKey());
        Plan plan = drops.plan(diff, policies, false);
        assertThat(plan.script())
                .isEqualTo("ALTER TABLE public.t DROP COLUMN c;\n"
                        + "ALTER TABLE public.t ADD COLUMN c integer GENERATED ALWAYS AS (a) VIRTUAL;\n");
        assertThat(plan.keptOut()).singleElement().satisfies(kept -> {
            assertThat(kept.change().ref().name()).isEqualTo("b");
            assertThat(kept.reason()).startsWith("diff.skip.drop_column (countersign.hcl:");
        });
        assertThat(drops.plan(diff, policies, true).script()).contains("DROP COLUMN b;");
    }

    /** Its values go over to the new type, and a value without a label there stops the plan: nothing is dropped. */
    @Test
    void anEnumWithItsLabelsInAnotherOrderIsNotDropped(PostgresEngine.Server server) throws Exception {
        SchemaDiff diff = dialect.diff(
                server.inspect("CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE t (a mood)"),
                server.inspect("CREATE TYPE mood AS ENUM ('ok', 'sad'); CREATE TABLE t (a mood)"),
                List.of());
        Plan plan = drops.plan(diff, drops.policies(KeptDrops.everyKey()), false);
        assertThat(plan.keptOut()).isEmpty();
        assertThat(plan.script()).contains("a::text::public.mood").contains("DROP TYPE public.mood_replaced;");
        assertThat(plan.statements()).noneMatch(Statement::destructive);
    }

    /** Kinds that random pairs have rarely or never. */
    @Test
    void rareKindsHaveKeysOfTheirOwnAndOneThatStandsForAll(PostgresEngine.Server server) throws Exception {
        SchemaDiff diff =
                dialect.diff(server.inspect("""
                        CREATE TABLE t (a int, b int, c text);
                        CREATE RULE keep AS ON DELETE TO t DO INSTEAD NOTHING;
                        CREATE STATISTICS together ON a, b FROM t;
                        CREATE COLLATION byte (provider = libc, locale = 'C');
                        CREATE TYPE pair AS (x int, y int);
                        CREATE FUNCTION pair(int) RETURNS pair LANGUAGE sql IMMUTABLE AS 'SELECT ROW($1, $1)::pair';
                        CREATE CAST (int AS pair) WITH FUNCTION pair(int);
                        CREATE TEXT SEARCH CONFIGURATION words (COPY = pg_catalog.simple);
                        CREATE PUBLICATION p FOR TABLE t;
                        GRANT SELECT ON t TO pg_monitor;
                        """), server.inspect("CREATE TABLE t (a int, b int, c text)"), List.of());
        for (String skips : List.of(KeptDrops.everyKey(), KeptDrops.anyKey())) {
            ProjectPolicies policies = drops.policies(skips);
            Plan without = drops.plan(diff, policies, false);
            assertThat(without.isEmpty()).as(without.script()).isTrue();
            assertThat(without.keptOut())
                    .extracting(k -> k.change().kind().label())
                    .contains("rule", "statistics object", "collation", "cast", "publication", "privileges");
            assertThat(drops.plan(diff, policies, true).script())
                    .contains(
                            "DROP RULE",
                            "DROP STATISTICS",
                            "DROP COLLATION",
                            "DROP CAST",
                            "DROP PUBLICATION",
                            "REVOKE");
        }
        Plan statistics = drops.plan(
                diff,
                drops.policies("      drop_any        = !var.destructive\n      drop_statistics = false\n"),
                false);
        assertThat(statistics.script()).isEqualTo("DROP STATISTICS public.together;\n");
        assertThat(statistics.keptOut())
                .filteredOn(k -> k.change().kind().label().equals("rule"))
                .singleElement()
                .satisfies(k -> assertThat(k.reason()).isEqualTo("diff.skip.drop_any (countersign.hcl:8)"));
    }

    /** A drop of the whole takes its parts along, as in Atlas; keys of the parts are about tables that stay. */
    @Test
    void whatLivesInADroppedTableGoesWithIt(PostgresEngine.Server server) throws Exception {
        SchemaDiff diff = dialect.diff(
                server.inspect("CREATE TABLE t (a int); CREATE INDEX i ON t (a); GRANT SELECT ON t TO pg_monitor;"),
                server.inspect("SELECT 1"),
                List.of());
        String children = "      drop_index = !var.destructive\n      drop_permission = !var.destructive\n";
        assertThat(drops.plan(diff, drops.policies(children), false).script()).isEqualTo("DROP TABLE public.t;\n");
        assertThat(drops.plan(diff, drops.policies("      drop_table = !var.destructive\n"), false)
                        .isEmpty())
                .isTrue();
    }

    /** What stays is no part of the desired state, which therefore may ask for what the server refuses while it is there. */
    @Test
    void whatIsKeptIsNotBroken(PostgresEngine.Server server) throws Exception {
        String current = """
                CREATE TABLE t (a int PRIMARY KEY, b int NOT NULL CONSTRAINT k UNIQUE);
                CREATE TABLE u (b int CONSTRAINT f REFERENCES t (b), c int);
                """;
        SchemaDiff diff = dialect.diff(server.inspect(current), server.inspect("""
                        CREATE TABLE t (a int, b int CONSTRAINT k UNIQUE DEFERRABLE);
                        CREATE TABLE u (b int, c bigint);
                        """), List.of());
        Plan without = drops.plan(diff, drops.policies(KeptDrops.anyKey()), false);
        assertThat(without.keptOut())
                .extracting(k -> k.change().ref() + ": " + k.reason())
                .containsExactlyInAnyOrder(
                        "primary key public.t.t_pkey: diff.skip.drop_any (countersign.hcl:8)",
                        "foreign key public.u.f: diff.skip.drop_any (countersign.hcl:8)",
                        "column public.t.a: would break primary key public.t.t_pkey, which is kept",
                        "unique constraint public.t.k: would break foreign key public.u.f, which is kept");
        assertThat(without.script()).isEqualTo("""
                ALTER TABLE public.u ALTER COLUMN c TYPE bigint;
                ALTER TABLE public.t ALTER COLUMN b DROP NOT NULL;
                """);
        server.inspect(current + without.script());
    }

    /** A partition has the columns of the whole, also one that is not in the desired state any more. */
    @Test
    void aNewHeirHasTheColumnThatIsKept(PostgresEngine.Server server) throws Exception {
        String current = """
                CREATE TABLE t (a int, b int, c text DEFAULT 'x') PARTITION BY RANGE (a);
                CREATE TABLE t_all PARTITION OF t DEFAULT;
                INSERT INTO t VALUES (1, 2, 'y'), (20, 3, 'z');
                CREATE TABLE p (a int, c text);
                """;
        Catalog before = server.inspect(current);
        SchemaDiff diff = dialect.diff(before, server.inspect("""
                        CREATE TABLE t (a int, b int) PARTITION BY RANGE (a);
                        CREATE TABLE t_all PARTITION OF t DEFAULT;
                        CREATE TABLE t_first PARTITION OF t FOR VALUES FROM (0) TO (10);
                        CREATE TABLE p (a int);
                        CREATE TABLE h (d int) INHERITS (p);
                        """), List.of());
        ProjectPolicies policies = drops.policies(KeptDrops.everyKey());
        Plan without = drops.plan(diff, policies, false);
        assertThat(without.keptOut())
                .extracting(k -> k.change().ref().toString())
                .containsExactly("column public.p.c", "column public.t.c");
        Catalog after = server.inspect(current + without.script());
        assertThat(dialect.diff(after, drops.target(diff, policies), List.of()).changes())
                .isEmpty();
        assertThat(after.find(ObjectRef.of(ObjectKind.TABLE, "public", "h"), Table.class)
                        .orElseThrow()
                        .columns())
                .extracting(c -> c.name())
                .containsExactly("a", "c", "d");
    }

    private int prove(long seed, PostgresEngine.Server server, ProjectPolicies policies) throws SQLException {
        RandomPair pair = new RandomPair(seed, server.major());
        Catalog current = server.inspect(pair.oldSql());
        SchemaDiff diff = dialect.diff(current, server.inspect(pair.newSql()), List.of());
        Plan without;
        Plan with;
        try {
            without = drops.plan(diff, policies, false);
            with = drops.plan(diff, policies, true);
        } catch (UnplannableException e) {
            return 0;
        }
        Catalog target = drops.target(diff, policies);
        for (Statement statement : without.statements()) {
            assertThat(drops(statement, target))
                    .as("seed %d: %s", seed, statement.sql())
                    .isFalse();
        }
        try {
            Catalog after = server.inspect(pair.oldSql() + without.script());
            assertThat(current.objects().keySet().stream().filter(ref -> !isIn(after, ref)))
                    .as("seed %d: what is gone after\n%s", seed, without.script())
                    .isEmpty();
        } catch (SQLException stopped) {
            refused++;
        }
        KeptDrops.onlyDrops(seed, without);
        Set<Change> kept = KeptDrops.kept(without);
        // a drop that comes along with its parent's change needs no statement of its own in either plan
        Set<Change> more = new HashSet<>(KeptDrops.changes(with));
        more.removeAll(kept);
        assertThat(more.equals(KeptDrops.changes(without)))
                .as("seed %d: the plans differ by drops only", seed)
                .isTrue();
        assertThat(with.keptOut()).as("seed %d", seed).isEmpty();
        return kept.size();
    }

    /**
     * Whether an object of the current state, a column or data is gone after the statement. What is still there at the end and made by dropping and making
     * again is not, as long as nothing that only the old one held is lost: indexes, views, a generated column with another expression, a table whose rows were
     * copied.
     */
    private static boolean drops(Statement statement, Catalog target) {
        if (statement.changes().stream().anyMatch(c -> c.verb() == Change.Verb.DROP)) {
            return true;
        }
        StatementHead head = StatementHead.of(statement.sql());
        SqlWords words = SqlWords.of(statement.sql());
        int drop = words.indexOf("DROP");
        boolean part = head.verb().equals("alter")
                && drop >= 0
                && Stream.of("COLUMN", "CONSTRAINT", "ATTRIBUTE")
                        .anyMatch(what -> words.slice(drop, words.size()).startsWith("DROP", what));
        return (head.verb().equals("drop") || part)
                && (statement.destructive() || !isIn(target, statement.objects().getFirst()));
    }

    private static boolean isIn(Catalog catalog, ObjectRef ref) {
        return ref.kind() == ObjectKind.COLUMN
                ? catalog.find(
                                ObjectRef.of(
                                        ObjectKind.TABLE,
                                        ref.schema(),
                                        ref.path().get(1)),
                                Table.class)
                        .flatMap(t -> t.column(ref.name()))
                        .isPresent()
                : catalog.contains(ref);
    }
}
