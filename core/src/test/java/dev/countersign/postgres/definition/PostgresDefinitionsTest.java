package dev.countersign.postgres.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresEngine.class)
class PostgresDefinitionsTest {
    private final PostgresEngine.Server server;

    PostgresDefinitionsTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @Test
    void aTableHasALineForEachThing() throws SQLException {
        Catalog catalog = server.inspect("""
                CREATE TABLE c (id int PRIMARY KEY);
                CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id int NOT NULL REFERENCES c,
                  "Note" text COLLATE "C" DEFAULT 'x', total numeric(10,2) CHECK (total > 0)) WITH (fillfactor = 90);
                CREATE INDEX orders_customer ON orders (customer_id);
                ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON orders USING (total < 10);
                COMMENT ON TABLE orders IS 'what''s sold'; COMMENT ON COLUMN orders.total IS 'gross';
                COMMENT ON INDEX orders_customer IS 'by customer'""");
        ObjectRef orders = ObjectRef.of(ObjectKind.TABLE, "public", "orders");
        assertThat(new PostgresDefinitions().definition(catalog, orders)).isEqualTo("""
                        CREATE TABLE public.orders (
                            id          bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
                            customer_id integer NOT NULL,
                            "Note"      text COLLATE pg_catalog."C" DEFAULT 'x'::text,
                            total       numeric(10,2),
                            CONSTRAINT orders_pkey PRIMARY KEY (id),
                            CONSTRAINT orders_total_check CHECK ((total > (0)::numeric)),
                            CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.c(id)
                        )
                        WITH (fillfactor=90);
                        ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;

                        CREATE INDEX orders_customer ON public.orders USING btree (customer_id);

                        CREATE POLICY own ON public.orders
                            FOR ALL
                            TO PUBLIC
                            USING (total < (10)::numeric);

                        COMMENT ON TABLE public.orders IS 'what''s sold';
                        COMMENT ON COLUMN public.orders.total IS 'gross';
                        COMMENT ON INDEX public.orders_customer IS 'by customer';
                        """);
        assertThat(new PostgresDefinitions().definition(catalog, ObjectRef.column(orders, "total")))
                .isEqualTo("total numeric(10,2)");
    }

    @Test
    void everyObjectOfACatalogHasADefinitionThatNamesIt() throws SQLException {
        Catalog catalog = server.inspect("""
                CREATE SCHEMA s; CREATE TYPE s.e AS ENUM ('a', 'b'); CREATE DOMAIN s.d AS int CHECK (VALUE > 0);
                CREATE TYPE s.c AS (x int, y text); CREATE TYPE s.r AS RANGE (SUBTYPE = int);
                CREATE SEQUENCE s.q START 5; CREATE TABLE s.t (a int PRIMARY KEY, b s.e) PARTITION BY LIST (a);
                CREATE TABLE s.t1 PARTITION OF s.t DEFAULT; CREATE INDEX i ON s.t (b);
                CREATE VIEW s.v AS SELECT a FROM s.t; CREATE MATERIALIZED VIEW s.m AS SELECT a FROM s.v;
                CREATE FUNCTION s.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER tg AFTER INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.f();
                CREATE AGGREGATE s.agg(int) (SFUNC = int4pl, STYPE = int);
                CREATE RULE ru AS ON INSERT TO s.t1 DO NOTHING; CREATE STATISTICS s.st ON a, b FROM s.t;
                CREATE TABLE s.none ()""");
        PostgresDefinitions definitions = new PostgresDefinitions();
        assertThat(catalog.objects().keySet())
                .allSatisfy(ref -> assertThat(definitions.definition(catalog, ref))
                        .as(ref.toString())
                        .contains(ref.name())
                        .endsWith("\n"));
        assertThat(definitions.definition(catalog, ObjectRef.of(ObjectKind.TABLE, "s", "absent")))
                .isEmpty();
        assertThat(definitions.definition(catalog, ObjectRef.of(ObjectKind.TABLE, "s", "t1")))
                .startsWith("CREATE TABLE s.t1 PARTITION OF s.t (\n")
                .contains(")\nDEFAULT;");
    }
}
