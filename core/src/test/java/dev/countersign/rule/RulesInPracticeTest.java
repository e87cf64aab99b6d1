package dev.countersign.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.Catalog;
import dev.countersign.postgres.PostgresEngine;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that a database administrator writes, as rows of what must hold and of what of one PostgreSQL schema does not fit. */
@ExtendWith(PostgresEngine.class)
class RulesInPracticeTest {
    private static final String SCHEMA = """
            CREATE SCHEMA app;
            CREATE SCHEMA ext;
            CREATE EXTENSION pg_trgm SCHEMA ext;
            CREATE TYPE app.status AS ENUM ('new', 'Done');
            CREATE DOMAIN app.email AS text NOT NULL DEFAULT '' CHECK (VALUE LIKE '%@%');
            CREATE TYPE app.point3 AS (x int, y int, z numeric(4,2));
            CREATE SEQUENCE app.numbers AS int CYCLE CACHE 10;
            CREATE TABLE app.tenants (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL COLLATE "C");
            COMMENT ON TABLE app.tenants IS 'who pays';
            CREATE TABLE app.users (
              id serial PRIMARY KEY, tenant_id bigint NOT NULL REFERENCES app.tenants ON DELETE CASCADE, email varchar(200) UNIQUE,
              created_at timestamp, balance money, data json, full_name text GENERATED ALWAYS AS (email || '!') STORED,
              state app.status DEFAULT 'new', CHECK (balance > 0::money)
            ) WITH (fillfactor = 70);
            ALTER TABLE app.users ADD CONSTRAINT short CHECK (length(email) > 3) NOT VALID;
            ALTER TABLE app.users ENABLE ROW LEVEL SECURITY;
            CREATE POLICY own ON app.users FOR SELECT TO PUBLIC USING (tenant_id = 1);
            CREATE INDEX users_data ON app.users USING gin (email ext.gin_trgm_ops);
            CREATE INDEX users_lower ON app.users (lower(email)) WHERE state = 'new';
            CREATE UNLOGGED TABLE app.cache (key text, user_id int REFERENCES app.users);
            CREATE TABLE app.events (at date NOT NULL, kind text) PARTITION BY RANGE (at);
            CREATE TABLE app.events_1 PARTITION OF app.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
            CREATE TABLE app.logs (at date NOT NULL) PARTITION BY RANGE (at);
            CREATE TABLE app.logs_rest PARTITION OF app.logs DEFAULT;
            CREATE TABLE app.child () INHERITS (app.cache);
            CREATE VIEW app.emails AS SELECT email FROM app.users;
            CREATE MATERIALIZED VIEW app.totals AS SELECT count(*) AS n FROM app.users;
            CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE FUNCTION app.risky(a int DEFAULT 1) RETURNS SETOF int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
            CREATE FUNCTION app.safe() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path TO 'app', 'pg_temp' SET work_mem TO '1MB' COST 7 AS 'SELECT 1';
            CREATE TRIGGER touch BEFORE UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.touch();
            ALTER TABLE app.users DISABLE TRIGGER touch;
            CREATE STATISTICS app.users_stat ON tenant_id, email FROM app.users;
            GRANT SELECT ON app.users TO PUBLIC;
            GRANT SELECT (name) ON app.tenants TO PUBLIC;
            """;

    private static Catalog catalog;

    @BeforeAll
    static void read(PostgresEngine.Server server) throws Exception {
        catalog = server.inspect(SCHEMA);
    }

    /** What must hold; {@code ;} is the end of a line, and a filter stands behind {@code if}. */
    @ParameterizedTest(name = "{0} {1} if {2} -> {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        table     | comment { ne = null }                                | partition_of { eq = null } ; name { ne = "child" } | cache events logs users
        table     | primary_key { self { ne = null } }                   | partition_of { eq = null }                        | cache child events logs
        table     | `primary_key { all { part { column { name { match = "^(id|uuid)$" } } } } }` | primary_key { self { ne = null } }   | ``
        column    | type { in = ["bigint", "uuid"] }                     | primary_key { self { ne = null } }                | id
        column    | type { ne = "timestamp without time zone" }          | ``                                                | created_at
        column    | type { not { in = ["money", "json"] } }              | ``                                                | balance data
        column    | null { eq = false }                                  | name { match = "_at$" }                           | created_at
        column    | `condition = self.default == null ? true : length(regexall("nextval", self.default)) == 0` | table { self { ne = null } } | id
        column    | identity { ne = null }                               | name { eq = "id" } ; table { name { eq = "tenants" } } | ``
        column    | generated { eq = null }                              | ``                                                | full_name
        column    | collation { eq = null }                              | ``                                                | name
        table     | condition = alltrue([for fk in self.foreign_keys : anytrue([for i in self.indexes : i.columns == fk.columns])]) | `` | cache users
        table     | row_security_enabled { eq = true }                   | any { column { name { eq = "tenant_id" } } }      | ``
        table     | row_security_enforced { eq = true }                  | row_security_enabled { eq = true }                | users
        table     | exists { policy { command { in = ["ALL", "UPDATE"] } } } | row_security_enabled { eq = true }            | users
        policy    | condition = !contains(self.to, "PUBLIC")           | ``                                                | own
        table     | any { partition { condition = self.partition_of.bound == "DEFAULT" } } | partition_by { ne = null } | events
        partition | comment { ne = null }                                | ``                                                | events_1 logs_rest
        partition | parent { name { ne = "events" } }                    | ``                                                | events_1
        table     | condition = length(self.inherits) == 0               | ``                                                | child
        table     | unlogged { eq = false }                            | ``                                                | cache
        table     | count { index { condition = true } ; lt = 3 }        | ``                                                | users
        index     | type { in = ["BTREE", "BRIN"] }                      | ``                                                | users_data
        index     | all { part { expr { eq = null } } }                  | ``                                                | users_lower
        index     | where { eq = null }                                  | ``                                                | users_lower
        foreign_key | on_delete { in = ["RESTRICT", "NO ACTION"] }       | ``                                                | users_tenant_id_fkey
        foreign_key | ref_table { schema { name { eq = "app" } } }       | ``                                                | ``
        check     | validated { eq = true }                              | ``                                                | short
        check     | expr { not { contains = "money" } }                  | ``                                                | users_balance_check
        unique    | nulls_distinct { eq = false }                        | ``                                                | users_email_key
        trigger   | name { match = "^trg_" }                             | ``                                                | touch
        trigger   | enabled { ne = "DISABLED" }                                 | ``                                                | touch
        trigger   | function { schema { name { eq = "audit" } } }        | ``                                                | touch
        function  | condition = contains(keys(self.config_params), "search_path") | security { eq = "DEFINER" }              | risky
        function  | cost { ge = 100 }                                    | lang { eq = "sql" }                               | safe
        function  | returns_set { eq = false }                           | ``                                                | risky
        function  | all { arg { default { eq = null } } }                | ``                                                | risky
        sequence  | type { eq = "bigint" }                               | ``                                                | numbers users_id_seq
        sequence  | cycle { eq = false } ; cache { le = 1 }              | ``                                                | numbers
        sequence  | owned_by { ne = null }                               | ``                                                | numbers
        enum      | condition = alltrue([for v in self.values : v == lower(v)]) | ``                                         | status
        enum      | condition = length(self.labels) < 2                  | ``                                                | status
        domain    | type { ne = "text" }                                 | ``                                                | email
        domain    | null { eq = true }                                   | ``                                                | email
        domain    | count { check { condition = true } ; eq = 0 }        | ``                                                | email
        composite | all { field { type { eq = "integer" } } }            | ``                                                | point3
        extension | schema { eq = "public" }                             | name { ne = "plpgsql" }                           | pg_trgm
        view      | security_invoker { eq = true }                       | ``                                                | emails
        materialized | exists { index { unique { eq = true } } }         | ``                                                | totals
        statistics | create { contains = "ndistinct" }                   | ``                                                | users_stat
        table     | not { exists { permission { grantee { eq = "PUBLIC" } } } } | ``                                         | users
        column    | not { exists { permission { grantee { eq = "PUBLIC" } } } } | ``                                         | name
        permission | privilege { ne = "SELECT" }                         | table { schema { name { eq = "app" } } }          | public
        schema    | count { table { condition = true } ; lt = 3 }        | ``                                                | app
        schema    | name { not { in = ["ext"] } }                        | ``                                                | ext
        """)
    void whatDoesNotFit(String kind, String holds, String only, String names) {
        String text = "rule \"schema\" \"r\" {\n description = \"d\"\n " + kind + " {\n"
                + (only.isEmpty() ? "" : "match {\n" + lines(only) + "\n}\n")
                + "assert {\n" + lines(holds) + "\nmessage = \"${self.name}\"\n}\n}\n}";
        RuleSet set = RuleFixture.set(kind.equals("permission") ? text.replace("${self.name}", "x") : text, Map.of());
        assertThat(set.notEvaluated()).isEmpty();
        RuleReport report = set.run().report(catalog);
        assertThat(report.notEvaluated()).isEmpty();
        assertThat(report.violations().stream()
                        .map(v -> v.object().name())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(" ")))
                .isEqualTo(names);
    }

    private static String lines(String text) {
        return text.startsWith("condition")
                ? text
                : text.replace(" { ", " {\n").replace(" }", "\n}").replace(" ; ", "\n");
    }
}
