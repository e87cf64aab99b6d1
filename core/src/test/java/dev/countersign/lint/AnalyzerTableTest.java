package dev.countersign.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.countersign.lint.LintSettings.ConcurrentIndex;
import dev.countersign.lint.LintSettings.NameRule;
import dev.countersign.postgres.SuperuserEngine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every published code of PostgreSQL as rows: what it is reported for, how severely and at which words, and what it is not reported for. {@code <<} and {@code >>}
 * stand around the words, {@code %none} for a file that runs without a transaction.
 */
class AnalyzerTableTest extends LintOnEngine {
    /** What is reported, for other tests too. */
    static final String REPORTED = "/lint/reported.csv";

    private static final String NO_TRANSACTION = "-- atlas:txmode none\n\n";

    static final String BASE = """
            CREATE DOMAIN plain AS text;
            CREATE DOMAIN short AS text CHECK (length(VALUE) < 10);
            CREATE TABLE users (id int PRIMARY KEY, email text, age int NOT NULL DEFAULT 0, nick varchar(10), born timestamp,
                price numeric(10,2), initials char(3), CONSTRAINT positive CHECK (age >= 0));
            CREATE INDEX users_nick ON users (nick);
            CREATE UNIQUE INDEX users_email ON users (email);
            CREATE TABLE orders (id int, user_id int CONSTRAINT orders_user REFERENCES users, total int);
            CREATE TABLE events (id int, on_day date) PARTITION BY RANGE (on_day);
            CREATE TABLE events_26 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
            CREATE INDEX events_id ON events (id);
            CREATE TABLE bare (a int, b int) PARTITION BY RANGE (a);
            CREATE TABLE computed (a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL);
            CREATE TABLE keyless (a int NOT NULL, b int, c int CONSTRAINT c_known CHECK (c IS NOT NULL));
            CREATE MATERIALIZED VIEW totals AS SELECT 1 AS n;
            CREATE SCHEMA old;
            CREATE TABLE old.t (a int);
            CREATE SCHEMA hollow;
            CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
            CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
            """;

    /** Only superusers make access methods. */
    @BeforeAll
    void promote() {
        SuperuserEngine.promote(engine());
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvFileSource(resources = REPORTED, delimiter = '|', quoteCharacter = '`', numLinesToSkip = 1)
    void isReportedAtItsPlace(String code, Severity severity, String marked) {
        int open = migration(marked).indexOf("<<");
        String sql = migration(marked).replace("<<", "").replace(">>", "");
        LintReport report = report(BASE, sql, LintSettings.defaults());
        Diagnostic found = only(report, code);
        int statement = report.statements().get(found.statement() - 1).offset();
        assertThat(found.severity()).isEqualTo(severity);
        assertThat(statement + found.range().start()).isEqualTo(open);
        assertThat(found.range().length()).isEqualTo(migration(marked).indexOf(">>") - open - 2);
        assertThat(found.active()).isTrue();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            DS101 | CREATE SCHEMA n; DROP SCHEMA n;
            DS102 | DROP SCHEMA old CASCADE;
            DS102 | CREATE TABLE t (a int); DROP TABLE t;
            DS103 | ALTER TABLE users ADD COLUMN x int; ALTER TABLE users DROP COLUMN x;
            DS103 | ALTER TABLE computed DROP COLUMN b;
            DS103 | DROP TABLE computed;
            DST106 | ALTER TABLE orders DROP CONSTRAINT orders_user CASCADE;
            MF101 | ALTER TABLE users ADD COLUMN x int; CREATE UNIQUE INDEX u ON users (x);
            MF101 | CREATE UNIQUE INDEX u ON users (lower(nick));
            MF101 | CREATE TABLE t (a int); CREATE UNIQUE INDEX u ON t (a);
            MF101 | DROP INDEX users_email; CREATE UNIQUE INDEX u ON users (email, nick);
            MF101 | CREATE INDEX i ON users (age);
            MF102 | DROP INDEX users_email; CREATE UNIQUE INDEX users_email ON users (email);
            MF103 | ALTER TABLE users ADD COLUMN c int NOT NULL DEFAULT 1;
            MF103 | ALTER TABLE users ADD COLUMN c int;
            MF103 | CREATE TABLE t (a int); ALTER TABLE t ADD COLUMN c int NOT NULL;
            MF104 | UPDATE users SET email = ''; ALTER TABLE users ALTER COLUMN email SET NOT NULL;
            MF104 | UPDATE users SET email = '' WHERE email IS NULL; ALTER TABLE users ALTER COLUMN email SET NOT NULL;
            MF104 | ALTER TABLE keyless ALTER COLUMN c SET NOT NULL;
            MF104 | CREATE TABLE t (a int); ALTER TABLE t ALTER COLUMN a SET NOT NULL;
            CD101 | ALTER TABLE orders DROP COLUMN user_id;
            CD101 | ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES users; ALTER TABLE orders DROP CONSTRAINT f;
            CD102 | ALTER TABLE users DROP COLUMN age;
            CD103 | ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE, ADD CONSTRAINT k PRIMARY KEY (id, age);
            BC101 | CREATE TABLE t (a int); ALTER TABLE t RENAME TO u;
            BC101 | CREATE SCHEMA n; CREATE TABLE n.t (a int); ALTER TABLE n.t RENAME TO u;
            BC101 | ALTER TABLE orders RENAME TO purchases; CREATE VIEW orders AS SELECT * FROM purchases;
            BC102 | ALTER TABLE orders RENAME COLUMN total TO amount; ALTER TABLE orders ADD COLUMN total int GENERATED ALWAYS AS (amount) STORED;
            BC102 | ALTER TABLE orders RENAME COLUMN total TO amount; ALTER TABLE orders ADD COLUMN total int;
            BC102 | CREATE TABLE t (a int); ALTER TABLE t RENAME a TO b;
            BC103 | DROP TABLE orders;
            BC104 | ALTER TABLE users DROP COLUMN nick;
            NM102 | CREATE TABLE "Odd Name" (a int);
            PG101 | %none CREATE INDEX CONCURRENTLY i ON users (age);
            PG101 | CREATE TABLE t (a int); CREATE INDEX i ON t (a);
            PG101 | CREATE INDEX i ON events (id);
            PG102 | %none DROP INDEX CONCURRENTLY users_nick;
            PG102 | ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE;
            PG102 | DROP INDEX events_id;
            PG103 | %none CREATE INDEX CONCURRENTLY i ON users (age);
            PG103 | CREATE INDEX i ON users (age);
            PG104 | %none CREATE UNIQUE INDEX CONCURRENTLY k ON keyless (a); ALTER TABLE keyless ADD CONSTRAINT k PRIMARY KEY USING INDEX k;
            PG104 | CREATE TABLE t (a int); ALTER TABLE t ADD PRIMARY KEY (a);
            PG104 | ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE, ADD CONSTRAINT k PRIMARY KEY (id, age);
            PG105 | ALTER TABLE users ADD CONSTRAINT u UNIQUE USING INDEX users_email;
            PG105 | CREATE TABLE t (a int UNIQUE);
            PG108 | CREATE INDEX i ON ONLY events (id);
            PG108 | CREATE INDEX i ON bare (b);
            PG108 | CREATE INDEX i ON users (age);
            PG109 | CREATE TABLE t (a int, EXCLUDE USING btree (a WITH =));
            PG110 | CREATE TABLE t (b bigint, d bigint, a boolean, c boolean);
            PG110 | CREATE TABLE t (a boolean, b bigint, c boolean);
            PG110 | CREATE TABLE t (a int, s text, b bigint, c int);
            PG110 | CREATE TABLE events_27 PARTITION OF events FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
            PG301 | ALTER TABLE users ALTER COLUMN nick TYPE text;
            PG301 | ALTER TABLE users ALTER COLUMN nick TYPE text USING nick;
            PG301 | ALTER TABLE users ALTER COLUMN nick TYPE varchar(20);
            PG301 | ALTER TABLE users ALTER COLUMN price TYPE numeric(12,2);
            PG301 | ALTER TABLE users ALTER COLUMN email TYPE plain;
            PG301 | SET TIME ZONE 'UTC'; ALTER TABLE users ALTER COLUMN born TYPE timestamptz;
            PG301 | SET timezone = UTC; ALTER TABLE users ALTER COLUMN born TYPE timestamptz;
            PG301 | CREATE TABLE t (a int); ALTER TABLE t ALTER COLUMN a TYPE bigint;
            PG302 | ALTER TABLE users ADD COLUMN at timestamptz DEFAULT now();
            PG302 | ALTER TABLE users ADD COLUMN n int DEFAULT 5;
            PG302 | CREATE FUNCTION f() RETURNS int STABLE LANGUAGE sql AS 'SELECT 1'; ALTER TABLE users ADD COLUMN n int DEFAULT f();
            PG302 | CREATE TABLE t (id uuid DEFAULT gen_random_uuid()); ALTER TABLE t ADD COLUMN n serial;
            PG302 | ALTER TABLE keyless ALTER COLUMN b SET DEFAULT random();
            PG303 | ALTER TABLE keyless ALTER COLUMN c SET NOT NULL;
            PG303 | ALTER TABLE keyless ADD PRIMARY KEY (b);
            PG304 | ALTER TABLE keyless ADD PRIMARY KEY (a);
            PG304 | ALTER TABLE keyless ADD PRIMARY KEY (a, c);
            PG304 | ALTER TABLE keyless ADD COLUMN id int PRIMARY KEY;
            PG305 | ALTER TABLE users ADD CONSTRAINT c CHECK (age < 200) NOT VALID;
            PG305 | CREATE TABLE t (a int); ALTER TABLE t ADD CHECK (a > 0);
            PG306 | ALTER TABLE orders ADD CONSTRAINT o FOREIGN KEY (id) REFERENCES users NOT VALID;
            PG306 | CREATE TABLE t (a int REFERENCES users);
            PG307 | CREATE UNLOGGED TABLE t (a int);
            PG307 | CREATE TABLE t (a int); ALTER TABLE t SET UNLOGGED;
            PG308 | CREATE TABLE t (a int); CREATE TRIGGER w BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION noop();
            PG309 | ALTER TABLE users ADD COLUMN twice int GENERATED ALWAYS AS (age * 2) VIRTUAL;
            PG310 | ALTER TABLE keyless ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY;
            PG311 | CREATE TABLE t (a int) USING heap2;
            PG311 | ALTER TABLE keyless SET ACCESS METHOD heap;
            PG312 | ALTER TABLE keyless ADD PRIMARY KEY (a);
            PG314 | ALTER TABLE users REPLICA IDENTITY USING INDEX users_pkey;
            PG314 | CREATE TABLE t (a int); ALTER TABLE t REPLICA IDENTITY FULL;
            PG320 | ALTER TABLE users SET (autovacuum_enabled = on);
            LCK205 | ALTER TABLE users ADD COLUMN s plain;
            LCK205 | ALTER TABLE users ADD COLUMN s text;
            DST110 | ALTER TABLE users ALTER COLUMN nick TYPE varchar(20);
            DST110 | ALTER TABLE users ALTER COLUMN nick TYPE text;
            DST110 | ALTER TABLE users ALTER COLUMN age TYPE bigint;
            DST110 | ALTER TABLE users ALTER COLUMN age TYPE numeric(10);
            DST110 | ALTER TABLE users ALTER COLUMN price TYPE numeric(12,2);
            DST110 | ALTER TABLE users ALTER COLUMN born TYPE timestamptz;
            DST110 | CREATE TABLE t (a bigint); ALTER TABLE t ALTER COLUMN a TYPE int;
            DST104 | CREATE TABLE t (a int); TRUNCATE t;
            DST104 | DELETE FROM orders;
            DST105 | TRUNCATE orders CASCADE;
            DST105 | TRUNCATE users, orders CASCADE;
            LCK214 | %none REINDEX TABLE CONCURRENTLY users;
            LCK214 | CREATE TABLE t (a int PRIMARY KEY); REINDEX TABLE t;
            LCK215 | CREATE MATERIALIZED VIEW m AS SELECT 1 AS a; REFRESH MATERIALIZED VIEW m;
            LCK230 | %none ALTER TABLE users ADD CONSTRAINT c CHECK (age < 200) NOT VALID; ALTER TABLE users VALIDATE CONSTRAINT c;
            LCK230 | %none BEGIN; ALTER TABLE users ADD CONSTRAINT c CHECK (age < 200) NOT VALID; COMMIT; BEGIN; ALTER TABLE users VALIDATE CONSTRAINT c; COMMIT;
            LCK230 | CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT c CHECK (a < 200) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT c;
            BCX108 | ALTER TABLE users ADD CONSTRAINT c CHECK (age < 200);
            TX101 | %none CREATE INDEX CONCURRENTLY i ON users (age);
            TX101 | %none ALTER TABLE users ADD COLUMN x int; ALTER TABLE users ADD COLUMN y int;
            TX201 | %none BEGIN; CREATE TABLE t (a int); COMMIT;
            TXN109 | %none BEGIN; CREATE TABLE t (a int); COMMIT;
            SA101 | `CREATE FUNCTION f(t text) RETURNS void LANGUAGE plpgsql AS 'BEGIN EXECUTE ''DROP TABLE '' || quote_ident(t); END';`
            SA101 | CREATE FUNCTION f(t text) RETURNS void LANGUAGE plpgsql AS 'BEGIN EXECUTE format(''DROP TABLE %I'', t); END';
            SA101 | `CREATE FUNCTION f(t text) RETURNS void LANGUAGE plpgsql AS 'BEGIN EXECUTE ''SELECT $1'' USING t || t; END';`
            SA101 | `CREATE FUNCTION f(t text) RETURNS text LANGUAGE sql AS 'SELECT ''a'' || t';`
            """)
    void isNotReported(String code, String migration) {
        LintReport report = report(BASE, migration(migration), LintSettings.defaults());
        assertThat(report.diagnostics()).extracting(Diagnostic::code).doesNotContain(code);
    }

    /** A count of rows outweighs what the words alone leave open. */
    @Test
    void whatRowsProveIsReportedAlsoWhereTheFormAloneIsSilent() {
        Diagnostic found = only(
                report(
                        BASE + "INSERT INTO users (id, nick) VALUES (1, 'A'), (2, 'a');",
                        "CREATE UNIQUE INDEX u ON users (lower(nick));",
                        LintSettings.defaults()),
                "MF101");
        assertThat(found.severity()).isEqualTo(Severity.ERROR);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ALTER TABLE users ADD CONSTRAINT <<c>> CHECK (age < 200);                    | INFO
            ALTER TABLE users ADD CONSTRAINT <<c>> UNIQUE (age);                         | INFO
            CREATE UNIQUE INDEX <<c>> ON users (age);                                    | INFO
            ALTER TABLE orders ADD CONSTRAINT <<c>> FOREIGN KEY (id) REFERENCES users;   | INFO
            ALTER TABLE users ALTER COLUMN <<email>> SET NOT NULL;                       | INFO
            ALTER TABLE users ADD COLUMN x int; ALTER TABLE users ADD UNIQUE (x);        | ``
            CREATE TABLE t (a int); ALTER TABLE t ADD UNIQUE (a);                        | ``
            """)
    void whatMayHoldLessIsReportedWhereThePolicyAsks(String marked, String severity) {
        LintSettings asking = new LintSettings(
                Map.of(),
                Map.of("BCX108", new LintSettings.CodeRule(Optional.empty(), false, "here")),
                List.of(),
                List.of(),
                Map.of(),
                new ConcurrentIndex(true, true, true));
        assertThat(report(BASE, marked.replace("<<", "").replace(">>", ""), asking)
                        .diagnostics())
                .filteredOn(d -> d.code().equals("BCX108"))
                .extracting(d -> d.severity() + " " + d.range().start())
                .isEqualTo(severity.isEmpty() ? List.of() : List.of(severity + " " + marked.indexOf("<<")));
    }

    /** Sample rows that do not fit are counted. */
    @Test
    void rowsSayHowMuchAnotherTypeLoses() {
        assertThat(only(
                                report(
                                        BASE + "INSERT INTO users (id, price) VALUES (1, 1.25), (2, 1.5), (3, NULL);",
                                        "ALTER TABLE users ALTER COLUMN price TYPE numeric(10,1);",
                                        LintSettings.defaults()),
                                "DST110")
                        .message())
                .endsWith(": 1 row has one (sample rows).");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            NM101 | CREATE SCHEMA <<bad>>;                                  | Schema
            NM102 | CREATE TABLE <<bad>> (ok int);                          | Table
            NM102 | ALTER TABLE orders RENAME TO <<bad>>;                   | Table
            NM103 | ALTER TABLE orders ADD COLUMN <<bad>> int;              | Column
            NM103 | ALTER TABLE orders RENAME COLUMN total TO <<bad>>;      | Column
            NM104 | CREATE INDEX <<bad>> ON users (age);                    | Index
            NM104 | ALTER INDEX users_nick RENAME TO <<bad>>;               | Index
            NM105 | ALTER TABLE orders ADD CONSTRAINT <<bad>> FOREIGN KEY (id) REFERENCES users; | Foreign-key constraint
            NM106 | ALTER TABLE users ADD CONSTRAINT <<bad>> CHECK (age < 9); | Check constraint
            """)
    void newNamesAreSearchedForThePattern(String code, String marked, String what) {
        LintSettings named = naming(new NameRule(Pattern.compile("ok"), Optional.of("say ok")));
        String sql = marked.replace("<<", "").replace(">>", "");
        Diagnostic found = only(report(BASE, sql, named), code);
        assertThat(found.severity()).isEqualTo(Severity.WARNING);
        assertThat(found.range()).isEqualTo(new TextRange(marked.indexOf("<<"), "bad".length()));
        assertThat(found.message()).isEqualTo(what + " named \"bad\" violates the naming policy: say ok");
        assertThat(report(BASE, sql.replace("bad", "not_ok_at_all"), named).diagnostics())
                .extracting(Diagnostic::code)
                .doesNotContain(code);
    }

    @ParameterizedTest
    @CsvSource({
        "PG101, CREATE INDEX i ON users (age);",
        "PG102, DROP INDEX users_nick;",
        "PG103, DROP INDEX CONCURRENTLY users_nick;"
    })
    void eachPartOfTheConcurrentIndexChecksCanBeTurnedOff(String code, String sql) {
        LintSettings without = new LintSettings(
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                new ConcurrentIndex(!code.equals("PG101"), !code.equals("PG102"), !code.equals("PG103")));
        assertThat(report(BASE, sql, without).diagnostics())
                .extracting(Diagnostic::code)
                .doesNotContain(code);
    }

    static String migration(String written) {
        return written.replace("%none ", NO_TRANSACTION);
    }

    private static Diagnostic only(LintReport report, String code) {
        List<Diagnostic> found =
                report.diagnostics().stream().filter(d -> d.code().equals(code)).toList();
        assertThat(found).as("%s of %s", code, report.diagnostics()).hasSize(1);
        return found.getFirst();
    }
}
