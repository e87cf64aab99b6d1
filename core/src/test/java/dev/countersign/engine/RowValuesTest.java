package dev.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.review.Review;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Values of every type arrive as they are, whatever they hold and however the session is set that runs the plan. */
class RowValuesTest extends RowSyncFixture {
    private static final int ROWS = 40;

    /** A column and values for it, as SQL. */
    private record Kind(String type, List<String> values) {
        static Kind of(String type, String... values) {
            List<String> all = new ArrayList<>(List.of(values));
            all.add("NULL");
            return new Kind(type, all);
        }
    }

    private static final List<Kind> POSTGRES = List.of(
            Kind.of("smallint", "-32768", "0", "7"),
            Kind.of("bigint", "-9223372036854775808", "9223372036854775807"),
            Kind.of("numeric", "'NaN'", "'Infinity'", "1e-30", "-0.10", "123456789012345678901234567890.123456789"),
            Kind.of("numeric(12,4)", "1", "-99999999.9999"),
            Kind.of("real", "'NaN'", "'-Infinity'", "0.1", "1e-40", "-0.0"),
            Kind.of("double precision", "'NaN'", "'Infinity'", "0.1", "1.7976931348623157e308", "5e-324"),
            Kind.of("char(5)", "'ab'", "'   '", "''"),
            Kind.of("\"char\"", "'x'", "''"),
            Kind.of("name", "'pg_class'"),
            Kind.of("boolean", "true", "false"),
            Kind.of("boolean[]", "'{t,f,NULL}'", "'{}'"),
            Kind.of("date", "'0044-03-15 BC'", "'infinity'", "'2024-02-29'", "'10000-01-01'"),
            Kind.of("time", "'24:00:00'", "'01:02:03.000004'"),
            Kind.of("timetz", "'01:02:03+05:45'"),
            Kind.of("timestamp", "'-infinity'", "'2001-02-03 04:05:06.789'", "'0001-01-01 BC'"),
            Kind.of(
                    "timestamptz",
                    "'2024-01-02 03:04:05.000006+05:45'",
                    "'infinity'",
                    "'1800-01-01 00:00 Europe/Berlin'"),
            Kind.of("timestamptz[]", "ARRAY['2024-01-02 03:04:05+05:45'::timestamptz, NULL]"),
            Kind.of("interval", "'-1 year 2 mons -3 days +04:05:06.000007'", "'0'", "'-00:00:01'", "'1 mon -1 day'"),
            Kind.of("interval[]", "ARRAY['-1 mon 2 days'::interval]"),
            Kind.of("uuid", "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'"),
            Kind.of("json", "'{\"a\" : [1,  2], \"b\":\"\\u00e9''\\\\\"}'", "'null'"),
            Kind.of("jsonb", "'{\"b\": 1e3, \"a\": \"\\\\ \\\" ''\"}'"),
            Kind.of("xml", "'<a b=\"1\">''</a>'"),
            Kind.of("int[]", "'{{1,2},{3,NULL}}'", "'[2:3]={1,2}'"),
            Kind.of("text[]", "ARRAY['a,b', 'c\"d', 'e\\f', '', 'NULL', NULL, E'\\n']"),
            Kind.of("inet", "'10.0.0.1/8'", "'::1'"),
            Kind.of("macaddr", "'08:00:2b:01:02:03'"),
            Kind.of("bit varying", "B'10110'", "B''"),
            Kind.of("bit(3)", "B'101'"),
            Kind.of("tsvector", "'''it''''s'':1A b:2'"),
            Kind.of("point", "'(0.1,-1e300)'"),
            Kind.of("int4range", "'[1,5)'", "'empty'"),
            Kind.of("tstzrange", "'[2024-01-01 00:00+01,)'"),
            Kind.of("money", "12.34::numeric::money", "(-1000.5)::numeric::money"),
            Kind.of("mood", "'it''s \\ fine'"),
            Kind.of("mood[]", "ARRAY['it''s \\ fine', 'sad']::mood[]"),
            Kind.of("short", "'ab'"),
            Kind.of("pair", "ROW(NULL, NULL)", "ROW(1, 'a,\"b')"),
            Kind.of("regclass", "'pg_catalog.pg_class'"),
            Kind.of("oid", "4294967295"));

    @Test
    void postgresValuesArriveAsTheyAre() throws Exception {
        long seed = System.nanoTime();
        System.out.println("RowValuesTest PostgreSQL seed " + seed);
        Random random = new Random(seed);
        String table = "CREATE TYPE mood AS ENUM ('it''s \\ fine', 'sad'); CREATE DOMAIN short AS varchar(3);"
                + "CREATE TYPE pair AS (i int, t text);"
                + "CREATE TABLE v (id int, k text, txt text, vc varchar(200), raw bytea, " + columns(POSTGRES)
                + ", PRIMARY KEY (id, k));";
        List<String> wanted = rows(random, POSTGRES, RowValuesTest::postgresText, RowValuesTest::postgresBytes);
        Live live = live(Product.POSTGRES, table + inserts(random, wanted) + hostile());
        Live reference = live(Product.POSTGRES, table + insert(wanted));
        Review review = review(live, table + insert(wanted), "mode = SYNC");
        assertThat(blocking(review)).as("seed %d", seed).isEmpty();
        live.run(
                "SET DateStyle = 'ISO, DMY'; SET IntervalStyle = 'sql_standard'; SET TimeZone = 'Asia/Kathmandu'; SET bytea_output = 'escape';"
                        + "SET extra_float_digits = 0; SET xmloption = 'document'");
        live.run(review.plan().script());
        for (Live either : List.of(live, reference)) {
            either.run(
                    "RESET ALL; SET DateStyle = 'ISO'; SET IntervalStyle = 'postgres'; SET TimeZone = 'UTC'; SET extra_float_digits = 1");
        }
        String all = "SELECT v::text FROM v ORDER BY id, k COLLATE \"C\"";
        assertSame(seed, live.rows(all), reference.rows(all));
        assertThat(review().plan().script()).as("seed %d", seed).isEmpty();
    }

    /** What a database may be set to; a plan is none the wiser. */
    private static String hostile() {
        return "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET DateStyle = ''SQL, DMY''', current_database());"
                + " EXECUTE format('ALTER DATABASE %I SET IntervalStyle = ''sql_standard''', current_database());"
                + " EXECUTE format('ALTER DATABASE %I SET TimeZone = ''Asia/Kathmandu''', current_database());"
                + " EXECUTE format('ALTER DATABASE %I SET extra_float_digits = ''-5''', current_database()); END $$;";
    }

    private static final List<Kind> SQLITE = List.of(
            Kind.of("INTEGER", "9223372036854775807", "-9223372036854775808", "'text'", "x'00ff'", "1.5"),
            Kind.of("REAL", "0.1", "1e308", "9e999", "-9e999", "5e-324", "-0.0", "3", "1.7976931348623157e308"),
            Kind.of("TEXT", "1", "'1'", "''", "x''", "char(0)", "'a' || char(0) || 'b'"),
            Kind.of("BLOB", "'1'", "1", "1.0", "x'31'", "0.30000000000000004"),
            Kind.of("NUMERIC", "'1e3'", "'0010'", "'abc'", "12345678901234567890"));

    @Test
    void sqliteValuesArriveAsTheyAre() throws Exception {
        long seed = System.nanoTime();
        System.out.println("RowValuesTest SQLite seed " + seed);
        Random random = new Random(seed);
        String table = "CREATE TABLE v (id int, k text NOT NULL, txt text, vc, raw blob, " + columns(SQLITE)
                + ", PRIMARY KEY (id, k));";
        List<String> wanted = rows(
                random,
                SQLITE,
                text -> "CAST(x'" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)) + "' AS TEXT)",
                bytes -> "x'" + HexFormat.of().formatHex(bytes) + "'");
        Live live = live(Product.SQLITE, table + inserts(random, wanted));
        Live reference = live(Product.SQLITE, table + insert(wanted));
        Review review = review(live, table + insert(wanted), "mode = SYNC");
        assertThat(blocking(review)).as("seed %d", seed).isEmpty();
        live.run(review.plan().script());
        String names = "id, k, txt, vc, raw, c0, c1, c2, c3, c4";
        String all = "SELECT "
                + List.of(names.split(", ")).stream()
                        .map(n -> "typeof(" + n + "), hex(" + n + "), format('%.17g', " + n + ")")
                        .collect(Collectors.joining(", "))
                + " FROM v ORDER BY id, hex(k)";
        assertSame(seed, live.rows(all), reference.rows(all));
        assertThat(review().plan().script()).as("seed %d", seed).isEmpty();
    }

    private static void assertSame(long seed, List<String> rows, List<String> wanted) {
        assertThat(rows).as("seed %d", seed).hasSameSizeAs(wanted);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i)).as("seed %d", seed).isEqualTo(wanted.get(i));
        }
    }

    private static String columns(List<Kind> kinds) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            columns.add("c" + i + " " + kinds.get(i).type());
        }
        return String.join(", ", columns);
    }

    @FunctionalInterface
    private interface Written<T> {
        String as(T value);
    }

    private static List<String> rows(Random random, List<Kind> kinds, Written<String> text, Written<byte[]> bytes) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            List<String> row = new ArrayList<>();
            row.add(String.valueOf(i - 5));
            row.add(text.as(words(random)));
            row.add(text.as(words(random)));
            row.add(text.as(words(random)));
            byte[] raw = new byte[random.nextInt(20)];
            random.nextBytes(raw);
            row.add(bytes.as(raw));
            for (Kind kind : kinds) {
                row.add(kind.values().get(random.nextInt(kind.values().size())));
            }
            rows.add(String.join(", ", row));
        }
        return rows;
    }

    /** Some rows are there already, some hold the values of others, some are too much. */
    private static String inserts(Random random, List<String> wanted) {
        List<String> there = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (random.nextBoolean()) {
                String[] key = wanted.get(i).split(", ", 3);
                String[] other = wanted.get(random.nextInt(wanted.size())).split(", ", 3);
                there.add(key[0] + ", " + key[1] + ", " + (random.nextBoolean() ? key[2] : other[2]));
            }
        }
        String[] last = wanted.getLast().split(", ", 3);
        there.add("1000, " + last[1] + ", " + last[2]);
        return insert(there);
    }

    private static String insert(List<String> rows) {
        return rows.stream().map(row -> "INSERT INTO v VALUES (" + row + ");\n").collect(Collectors.joining());
    }

    private static String words(Random random) {
        List<String> pieces = List.of(
                "'",
                "''",
                "\\",
                "\\'",
                "\"",
                "\n",
                "\r\n",
                "\t",
                ";",
                "--",
                "/*",
                "$$",
                "?",
                "{fn now()}",
                ":a",
                "é",
                "漢字",
                "\u202e",
                "\ud83d\ude00",
                "\u00a0",
                " ",
                "a",
                "E'",
                "\\u0041",
                "%s",
                "NULL",
                "\u0001",
                "\u007f",
                "\ufeff",
                "}");
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return text.toString();
    }

    private static String postgresText(String text) {
        return "convert_from(decode('" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
                + "', 'hex'), 'UTF8')";
    }

    private static String postgresBytes(byte[] bytes) {
        return "decode('" + HexFormat.of().formatHex(bytes) + "', 'hex')";
    }
}
