package dev.countersign.postgres.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.RowPolicy;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.Trigger;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.dialect.Scope;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresEngine.class)
class TableObjectInspectionTest {
    private static final ObjectRef T = ObjectRef.of(ObjectKind.TABLE, "public", "t");

    private final PostgresEngine.Server server;

    TableObjectInspectionTest(PostgresEngine.Server server) {
        this.server = server;
    }

    private static <T extends SchemaObject> T child(Catalog catalog, ObjectKind kind, String name, Class<T> type) {
        return catalog.find(T.child(kind, name), type).orElseThrow();
    }

    private static Index index(Catalog catalog, String name) {
        return catalog.find(ObjectRef.of(ObjectKind.INDEX, "public", name), Index.class)
                .orElseThrow();
    }

    @Test
    void keysCarryColumnsIncludeAndStorage() throws SQLException {
        Catalog catalog = server.inspect("""
                CREATE TABLE t (gone int, a int, b int, c int, CONSTRAINT pk PRIMARY KEY (b, a) INCLUDE (c) WITH (fillfactor = 80),
                  CONSTRAINT uq UNIQUE NULLS NOT DISTINCT (c) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT ex EXCLUDE USING btree (a WITH =, (b + 1) WITH =));
                ALTER TABLE t DROP COLUMN gone; ALTER TABLE t CLUSTER ON pk; COMMENT ON CONSTRAINT pk ON t IS 'key'""");
        KeyConstraint key = child(catalog, ObjectKind.PRIMARY_KEY, "pk", KeyConstraint.class);
        assertThat(key.columns()).containsExactly("b", "a");
        assertThat(key.include()).containsExactly("c");
        assertThat(key.definition()).isEqualTo("PRIMARY KEY (b, a) INCLUDE (c)");
        assertThat(key.attributes())
                .containsExactlyInAnyOrderEntriesOf(Map.of("storage.fillfactor", "80", "clustered", "true"));
        assertThat(key.comment()).contains("key");
        assertThat(child(catalog, ObjectKind.UNIQUE, "uq", KeyConstraint.class).definition())
                .isEqualTo("UNIQUE NULLS NOT DISTINCT (c) DEFERRABLE INITIALLY DEFERRED");
        assertThat(child(catalog, ObjectKind.EXCLUDE, "ex", KeyConstraint.class).columns())
                .containsExactly("a", "");
        assertThat(catalog.all(Index.class)).isEmpty();
    }

    @Test
    void checksAndForeignKeysKnowTheirColumnsAndWhetherTheyWereChecked() throws SQLException {
        Catalog catalog = server.inspect("""
                CREATE TABLE target (x int, y int, PRIMARY KEY (x, y));
                CREATE TABLE t (a int, b int, CHECK (a > b));
                ALTER TABLE t ADD CONSTRAINT late CHECK (a > 0) NOT VALID;
                ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (b, a) REFERENCES target (x, y) ON DELETE SET NULL (a) NOT VALID;
                CREATE TABLE kid () INHERITS (t)""");
        assertThat(child(catalog, ObjectKind.CHECK, "t_check", CheckConstraint.class)
                        .columns())
                .containsExactlyInAnyOrder("a", "b");
        assertThat(child(catalog, ObjectKind.CHECK, "late", CheckConstraint.class)
                        .validated())
                .isFalse();
        ForeignKey key = child(catalog, ObjectKind.FOREIGN_KEY, "fk", ForeignKey.class);
        assertThat(key.columns()).containsExactly("b", "a");
        assertThat(key.referencedTable().display()).isEqualTo("public.target");
        assertThat(key.referencedColumns()).containsExactly("x", "y");
        assertThat(key.validated()).isFalse();
        assertThat(key.definition())
                .isEqualTo("FOREIGN KEY (b, a) REFERENCES public.target(x, y) ON DELETE SET NULL (a) NOT VALID");
        assertThat(catalog.all(CheckConstraint.class))
                .filteredOn(CheckConstraint::inherited)
                .extracting(check -> check.table().name())
                .containsOnly("kid");
    }

    @Test
    void indexesAreTakenApartAsTheServerPrintsThem() throws SQLException {
        Catalog catalog = server.inspect("""
                CREATE TABLE t (a text, b int, c int);
                CREATE UNIQUE INDEX i ON t (lower(a) text_pattern_ops DESC, b NULLS FIRST, (b + c)) INCLUDE (c)
                  WITH (fillfactor = 60) WHERE a <> ', WHERE (';
                CREATE INDEX "we,ird ""(" ON t USING hash (b); COMMENT ON INDEX i IS 'an index';
                ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 50""");
        Index index = index(catalog, "i");
        assertThat(index.unique()).isTrue();
        assertThat(index.parts())
                .containsExactly(
                        new Index.Part("lower(a)", true, "text_pattern_ops DESC"),
                        new Index.Part("b", false, "NULLS FIRST"),
                        new Index.Part("((b + c))", true, ""));
        assertThat(index.include()).containsExactly("c");
        assertThat(index.predicate()).contains("(a <> ', WHERE ('::text)");
        assertThat(index.comment()).contains("an index");
        assertThat(index.attributes()).containsOnly(Map.entry("statistics.1", "50"));
        assertThat(index.valid()).isTrue();
        assertThat(index(catalog, "we,ird \"(").method()).isEqualTo("hash");
    }

    @Test
    void aFailedConcurrentBuildIsAnInvalidIndex() throws SQLException {
        try (ScratchDatabase scratch = server.database().create("invalid");
                Connection connection = scratch.openForScripts()) {
            PostgresEngine.Server.run(connection, "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1)");
            assertThatThrownBy(
                            () -> PostgresEngine.Server.run(connection, "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)"))
                    .isInstanceOf(SQLException.class);
            Catalog catalog = new PostgresInspector().inspect(connection, Scope.database(), Progress.none());
            assertThat(index(catalog, "i").valid()).isFalse();
        }
    }

    @Test
    void partitionsShareTheirParentsKeysAndAttachItsIndexes() throws SQLException {
        Catalog catalog = server.inspect("""
                CREATE TABLE r (id int PRIMARY KEY);
                CREATE TABLE p (k int, r int REFERENCES r (id), PRIMARY KEY (k)) PARTITION BY RANGE (k);
                CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
                CREATE INDEX p_r ON p (r);
                CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER tg AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f()""");
        assertThat(catalog.all(KeyConstraint.class))
                .extracting(k -> k.table().name())
                .containsExactlyInAnyOrder("r", "p", "p1");
        assertThat(catalog.all(KeyConstraint.class))
                .extracting(KeyConstraint::attachedTo)
                .contains(Optional.of(
                        ObjectRef.of(ObjectKind.TABLE, "public", "p").child(ObjectKind.PRIMARY_KEY, "p_pkey")));
        assertThat(catalog.all(ForeignKey.class))
                .extracting(k -> k.table().name())
                .containsExactly("p");
        assertThat(catalog.all(Trigger.class)).extracting(t -> t.table().name()).containsExactly("p");
        assertThat(catalog.all(Index.class))
                .extracting(i -> i.ref().name(), i -> i.attachedTo().map(ObjectRef::name))
                .containsExactly(tuple("p1_r_idx", Optional.of("p_r")), tuple("p_r", Optional.empty()));
        assertThat(catalog.uncompared()).isEmpty();
    }

    @Test
    void triggersPoliciesRulesAndStatisticsBelongToTheirTable() throws SQLException {
        Catalog catalog = server.inspect("""
                CREATE TABLE t (a int, b int);
                CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER tg BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (OLD.a <> NEW.a) EXECUTE FUNCTION f();
                ALTER TABLE t DISABLE TRIGGER tg;
                CREATE CONSTRAINT TRIGGER ct AFTER INSERT ON t DEFERRABLE FOR EACH ROW EXECUTE FUNCTION f();
                CREATE POLICY po ON t AS RESTRICTIVE FOR UPDATE TO public USING (a > 0) WITH CHECK (b > 0);
                CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING; ALTER TABLE t DISABLE RULE r;
                CREATE STATISTICS st (ndistinct) ON a, b FROM t; COMMENT ON TRIGGER tg ON t IS 'fires'""");
        Trigger trigger = child(catalog, ObjectKind.TRIGGER, "tg", Trigger.class);
        assertThat(trigger.enabled()).isEqualTo("DISABLED");
        assertThat(trigger.function()).contains(ObjectRef.of(ObjectKind.FUNCTION, "public", "f", ""));
        assertThat(trigger.comment()).contains("fires");
        assertThat(child(catalog, ObjectKind.TRIGGER, "ct", Trigger.class).definition())
                .startsWith("CREATE CONSTRAINT TRIGGER ct");
        assertThat(child(catalog, ObjectKind.POLICY, "po", RowPolicy.class)).satisfies(policy -> {
            assertThat(policy.permissive()).isFalse();
            assertThat(policy.command()).isEqualTo("UPDATE");
            assertThat(policy.roles()).containsExactly("public");
            assertThat(policy.using()).contains("(a > 0)");
            assertThat(policy.check()).contains("(b > 0)");
        });
        DefinedObject rule = child(catalog, ObjectKind.RULE, "r", DefinedObject.class);
        assertThat(rule.statements()).hasSize(2);
        assertThat(rule.create()).endsWith("ON DELETE TO public.t DO INSTEAD NOTHING");
        assertThat(rule.statements()).endsWith("ALTER TABLE public.t DISABLE RULE r");
        assertThat(rule.drop()).isEqualTo("DROP RULE r ON public.t");
        DefinedObject statistics = catalog.find(
                        ObjectRef.of(ObjectKind.STATISTICS, "public", "st"), DefinedObject.class)
                .orElseThrow();
        assertThat(statistics.create()).isEqualTo("CREATE STATISTICS public.st (ndistinct) ON a, b FROM public.t");
        assertThat(statistics.owner()).contains(T);
        assertThat(catalog.uncompared()).isEmpty();
    }

    @Test
    void aPartitionMayHaveItsParentsTriggerEnabledOtherwise() throws SQLException {
        String table = """
                CREATE TABLE p (r int) PARTITION BY LIST (r); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
                CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER tg BEFORE INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();""";
        ObjectRef partition = ObjectRef.of(ObjectKind.TABLE, "public", "p1");
        assertThat(server.inspect(table)
                        .find(partition, Table.class)
                        .orElseThrow()
                        .attributes())
                .isEmpty();
        Catalog otherwise = server.inspect(table + "ALTER TABLE p1 DISABLE TRIGGER tg");
        assertThat(otherwise.find(partition, Table.class).orElseThrow().attributes())
                .containsOnly(Map.entry("trigger.tg", "DISABLED"));
        assertThat(otherwise.uncompared()).isEmpty();
    }
}
