package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.View;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.sql.postgres.StableText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A view that is made from its printed text is printed the same: columns without a name, which the server prints cast, keep having none. */
@ExtendWith(PostgresEngine.class)
class NamelessColumnsTest {
    private static final String TABLES = "CREATE TYPE public.\"Mood x\" AS ENUM ('ok');"
            + " CREATE TABLE public.a (i int, b bigint, t text, n numeric(4,2), z timestamp with time zone, m public.\"Mood x\");";

    private final PostgresEngine.Server server;

    NamelessColumnsTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT i FROM a UNION ALL SELECT NULL FROM a",
                "SELECT i, t FROM (SELECT i, t FROM a UNION ALL SELECT NULL, NULL FROM a) q",
                "SELECT b FROM a UNION ALL SELECT i + 1 FROM a",
                "SELECT b, t FROM a UNION SELECT -1, 'x' || t FROM a",
                "SELECT n, z FROM a UNION SELECT NULL, NULL",
                "SELECT n, z FROM a UNION SELECT NULL, NULL WHERE 'a' = 'b'",
                "SELECT m FROM a UNION ALL SELECT NULL FROM a WHERE t = 'x'",
                "SELECT ARRAY[t] AS x FROM a UNION ALL SELECT NULL FROM a",
                "SELECT n::double precision AS x FROM a UNION ALL SELECT NULL FROM a",
                "SELECT t FROM a WHERE EXISTS (SELECT NULL::int FROM a b WHERE b.i = a.i)",
                "SELECT t FROM a UNION ALL SELECT CASE WHEN i > 1 THEN NULL ELSE 'x' END FROM a",
                "SELECT t FROM a UNION ALL SELECT 'one\n   NULL::integer\n' FROM a",
                "SELECT t FROM a UNION ALL SELECT E'it''s \\n NULL::text' FROM a",
                "SELECT b FROM a UNION ALL (SELECT DISTINCT i + 1 FROM a ORDER BY 1 LIMIT 1)",
                "WITH q AS (SELECT i FROM a UNION ALL SELECT NULL FROM a) SELECT i FROM q",
                "SELECT i AS \"?column?\", NULL::text AS text FROM a",
                "SELECT t FROM a GROUP BY t, (i::bigint) HAVING t = 'a'::text ORDER BY (i::bigint)",
            })
    void aPrintedViewComesBackAsItWas(String query) throws Exception {
        Catalog first = server.inspect(TABLES + " CREATE VIEW public.v AS " + query + ";");
        View view = first.all(View.class).getFirst();
        Catalog again = server.inspect(TABLES + " CREATE VIEW public.v AS " + StableText.of(view.query()) + ";");
        assertThat(again.all(View.class).getFirst()).isEqualTo(view);
    }

    @Test
    void whatIsNoQueryStaysAsItIs() {
        String table = "CREATE TABLE t (\n    a text DEFAULT 'SELECT'::text,\n    b int DEFAULT 1::integer\n);";
        assertThat(StableText.of(table)).isEqualTo(table);
    }
}
