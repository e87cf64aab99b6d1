package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A column that gets another type keeps what its values say. */
@ExtendWith(PostgresEngine.class)
class ConversionsTest {
    private final Migration migration;

    ConversionsTest(PostgresEngine.Server server) {
        this.migration = new Migration(server);
    }

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of("money", "'1234.50'", "numeric(12,2)", "1234.50"),
                Arguments.of("money", "'7'", "bigint", "7"),
                Arguments.of("real", "2.5", "money", "$2.50"),
                Arguments.of("boolean", "true", "smallint", "1"),
                Arguments.of("boolean", "true", "numeric(3,1)", "1.0"),
                Arguments.of("numeric", "0.5", "boolean", "true"),
                Arguments.of("bigint", "7", "boolean", "true"),
                Arguments.of("integer", "7", "boolean", "true"),
                Arguments.of("bit(4)", "B'0101'", "integer", "5"),
                Arguments.of("integer", "5", "bit(4)", "0101"),
                Arguments.of("interval", "'1 day 02:03:04'", "time", "02:03:04"),
                Arguments.of("text[]", "'{a,b}'", "jsonb", "[\"a\", \"b\"]"),
                Arguments.of("date", "'2024-02-03'", "json", "\"2024-02-03\""),
                Arguments.of("text", "'{\"a\": 1}'", "jsonb", "{\"a\": 1}"),
                Arguments.of("integer", "5", "bigint[]", "{5}"),
                Arguments.of("text", "'one, two'", "text[]", "{\"one, two\"}"),
                Arguments.of("varchar(9)", "'{a,b}'", "text[]", "{a,b}"));
    }

    @ParameterizedTest(name = "{0} {1} as {2}")
    @MethodSource("types")
    void theValueSaysTheSame(String before, String value, String after, String expected) throws SQLException {
        migration.arrives(
                "CREATE TABLE t (v " + before + "); INSERT INTO t VALUES (" + value + "), (NULL)",
                "CREATE TABLE t (v " + after + ")",
                List.of(),
                "SELECT v::text FROM t WHERE v IS NOT NULL",
                expected);
    }

    static Stream<Arguments> shorter() {
        String domain = "CREATE DOMAIN d AS %s;";
        String composite = "CREATE TYPE c AS (%s);";
        return Stream.of(
                Arguments.of("", "t (v text)", "", "t (v varchar(3))", "'abcdef'"),
                Arguments.of("", "t (v text[])", "", "t (v varchar(3)[])", "'{abcdef}'"),
                Arguments.of("", "t (v text)", "", "t (v char(3)[])", "'abcdef'"),
                Arguments.of(
                        domain.formatted("text"), "t (v d)", domain.formatted("varchar(3)"), "t (v d)", "'abcdef'"),
                Arguments.of(
                        domain.formatted("text"),
                        "t (v d[])",
                        domain.formatted("varchar(3)"),
                        "t (v d[])",
                        "'{abcdef}'"),
                Arguments.of(
                        domain.formatted("text[]"), "t (v d)", domain.formatted("char(3)[]"), "t (v d)", "'{abcdef}'"),
                Arguments.of(
                        composite.formatted("a text, b int"),
                        "t (v c)",
                        composite.formatted("b int, a varchar(3)"),
                        "t (v c)",
                        "ROW('abcdef', 1)"),
                Arguments.of(
                        composite.formatted("a text[], b int"),
                        "t (v c[])",
                        composite.formatted("b int, a varchar(3)[]"),
                        "t (v c[])",
                        "ARRAY[ROW('{abcdef}', 1)::c]"),
                Arguments.of(
                        domain.formatted("text") + composite.formatted("a d, b int") + "CREATE TYPE o AS (c c, n int);",
                        "t (v o)",
                        domain.formatted("varchar(3)") + composite.formatted("b int, a d")
                                + "CREATE TYPE o AS (n int, c c);",
                        "t (v o)",
                        "ROW(ROW('abcdef', 1)::c, 2)"));
    }

    @ParameterizedTest(name = "{0}{1} to {2}{3}")
    @MethodSource("shorter")
    void whatIsTooLongIsNeverCutOff(String types, String table, String newTypes, String newTable, String value)
            throws SQLException {
        String old = types + "CREATE TABLE " + table + ";INSERT INTO t VALUES (" + value + ");";
        String wanted = newTypes + "CREATE TABLE " + newTable;
        assertThatThrownBy(() -> migration.arrives(old, wanted))
                .isInstanceOf(SQLException.class)
                .hasMessageMatching("(?s).*(value too long|does not fit into 3).*");
        migration.arrives(old.replace("abcdef", "abc"), wanted, List.of(), "SELECT v::text ~ 'abc' FROM t", "t");
    }

    @Test
    void aDomainOverOtherNumbersRounds() throws SQLException {
        migration.arrives(
                "CREATE DOMAIN d AS numeric(10,2); CREATE TABLE t (v d, w d[]); INSERT INTO t VALUES (2.5, '{1}')",
                "CREATE DOMAIN d AS bigint; CREATE TABLE t (v d, w d[])",
                List.of(),
                "SELECT v || w::text FROM t",
                "3{1}");
    }

    @Test
    void anEnumMayBecomeADomainOfItsNameAndADomainAnEnum() throws SQLException {
        String label = "CREATE TYPE e AS ENUM ('a', 'b');";
        String text = "CREATE DOMAIN e AS text CHECK (VALUE IN ('a', 'b'));";
        String users = """
                CREATE TABLE t (v e DEFAULT 'a', many e[]);
                CREATE INDEX t_v ON t (v);
                CREATE VIEW seen AS SELECT v FROM t WHERE v = 'a';
                CREATE FUNCTION f(e) RETURNS int LANGUAGE sql AS 'SELECT 1';
                """;
        String row = "INSERT INTO t VALUES ('b', '{a,b}');";
        String values = "SELECT v || '|' || many::text FROM t";
        migration.arrives(label + users + row, text + users, List.of(), values, "b|{a,b}");
        migration.arrives(text + users + row, label + users, List.of(), values, "b|{a,b}");
        String parted =
                "CREATE TABLE p (k int, v e) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);";
        migration.arrives(
                label + parted + "INSERT INTO p VALUES (1, 'b')",
                text + parted,
                List.of(),
                "SELECT v::text FROM p",
                "b");
        String plain = "CREATE TABLE t (k int, v e); INSERT INTO t VALUES (1, 'b')";
        migration.arrives(
                label + plain,
                text
                        + "CREATE TABLE t (k int, v e) PARTITION BY LIST (k); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1)",
                List.of(),
                "SELECT v::text FROM t",
                "b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE TYPE e AS (a int, b text) | CREATE DOMAIN e AS text CHECK (VALUE <> '') | (1,x)
            CREATE TYPE e AS (a int, b text) | CREATE TYPE e AS ENUM ('(1,x)', '(2,y)')     | (1,x)
            CREATE TYPE e AS ENUM ('(1,2)')  | CREATE TYPE e AS RANGE (subtype = int4)      | (1,2)
            CREATE TYPE e AS RANGE (subtype = int4) | CREATE TYPE e AS (a int, b int)       | empty
            CREATE DOMAIN e AS int4range     | CREATE TYPE e AS RANGE (subtype = int4)      | [1,5)
            """)
    void aTypeMayBecomeOneOfAnotherKind(String one, String other, String value) throws SQLException {
        boolean kept = !value.equals("empty");
        String users = """
                ;
                CREATE TABLE t (v e, many e[]);
                CREATE VIEW seen AS SELECT v FROM t WHERE v IS NOT NULL;
                CREATE FUNCTION f(e) RETURNS int LANGUAGE sql AS 'SELECT 1';
                CREATE TYPE holder AS (h e);
                CREATE TABLE u (held holder);
                """;
        String rows = kept
                ? "INSERT INTO t VALUES ('%1$s', ARRAY['%1$s']::e[]); INSERT INTO u VALUES (ROW('%1$s'));"
                        .formatted(value)
                : "INSERT INTO t VALUES (NULL, '{}');";
        String query = kept ? "SELECT v::text FROM t WHERE many[1]::text = v::text" : "SELECT many::text FROM t";
        String expected = kept ? value : "{}";
        String changed = users.replace("SELECT 1", "SELECT 2");
        migration.arrives(one + users + rows, other + changed, List.of(), query, expected);
        migration.arrives(other + users + rows, one + users, List.of(), query, expected);
    }

    @Test
    void aPartitionKeyWhoseCollationIsMadeAnewIsCopied() throws SQLException {
        String table = "CREATE TABLE p (k text COLLATE de) PARTITION BY RANGE (k COLLATE \"C\");"
                + " CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('a') TO ('m')";
        migration.arrives(
                "CREATE COLLATION de (provider = icu, locale = 'de'); " + table + "; INSERT INTO p VALUES ('b')",
                "CREATE COLLATION de (provider = icu, locale = 'de-AT'); " + table,
                List.of(),
                "SELECT k FROM p1",
                "b");
    }
}
