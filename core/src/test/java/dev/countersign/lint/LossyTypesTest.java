package dev.countersign.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** DST110 where the type that loses values is not the column's own: under a domain, in an array, of an attribute. */
class LossyTypesTest extends LintOnEngine {
    @Test
    void shorterTextsWithinDomainsArraysAndAttributesAreNamed() {
        String schema = "CREATE DOMAIN code AS text; CREATE TYPE part AS (code code, many text[]);"
                + "CREATE TABLE stock (a code, b text[], c part, d part[]);";
        String shorter = "CREATE DOMAIN short AS varchar(3); CREATE TYPE piece AS (code short, many varchar(4)[]);"
                + "ALTER TABLE stock ALTER COLUMN a TYPE short;"
                + "ALTER TABLE stock ALTER COLUMN b TYPE varchar(5)[];"
                + "ALTER TABLE stock ALTER COLUMN c TYPE piece USING c::text::piece;"
                + "ALTER TABLE stock ALTER COLUMN d TYPE piece[] USING d::text[]::piece[];";
        assertThat(lint(schema, shorter).stream()
                        .filter(d -> d.code().equals("DST110"))
                        .map(d -> d.message().replaceFirst(".* loses ", "")))
                .containsExactly(
                        "texts of more than 3 characters.",
                        "texts of more than 5 characters in the arrays.",
                        "texts of more than 3 characters in attribute code.",
                        "texts of more than 4 characters in attribute many.",
                        "texts of more than 3 characters in attribute code.",
                        "texts of more than 4 characters in attribute many.");
    }

    @Test
    void removedLabelsAndAttributesAreNamed() {
        String schema = "CREATE TYPE size AS ENUM ('s', 'm', 'l'); CREATE TYPE part AS (a int, b size);"
                + "CREATE TABLE stock (a size, b part); INSERT INTO stock VALUES ('l', ROW(1, 's'));";
        String fewer = "CREATE TYPE size2 AS ENUM ('s'); ALTER TABLE stock ALTER COLUMN a TYPE size2 USING 's'::size2;"
                + "ALTER TYPE part DROP ATTRIBUTE b;";
        assertThat(lint(schema, fewer).stream()
                        .filter(d -> d.code().equals("DST110"))
                        .map(d -> d.message().replaceFirst(".* loses ", "")))
                .containsExactly("the labels 'm', 'l': 1 row has one (sample rows).", "the values of attribute b.");
        assertThat(codes(lint(schema, "CREATE TABLE other (b part); ALTER TYPE part RENAME ATTRIBUTE b TO c;")))
                .doesNotContain("DST110");
    }

    @Test
    void whatTheServerCutsOffWithoutAWordIsNamed() {
        String schema =
                "CREATE TABLE stock (a int, b text, c text, d interval, e time, f timestamp, g bigint, h timetz);"
                        + "INSERT INTO stock VALUES (1023, repeat('x', 70), 'abc', '1 day 5 h', '10:00:00.6', '2020-01-01 10:00', -1);";
        String shorter = "ALTER TABLE stock ALTER a TYPE bit(4) USING a::bit(4);"
                + "ALTER TABLE stock ALTER b TYPE name; ALTER TABLE stock ALTER c TYPE \"char\";"
                + "ALTER TABLE stock ALTER d TYPE interval day; ALTER TABLE stock ALTER e TYPE time(0);"
                + "ALTER TABLE stock ALTER f TYPE time; ALTER TABLE stock ALTER g TYPE bit(63) USING g::bit(63);"
                + "ALTER TABLE stock ALTER h TYPE time";
        assertThat(lint(schema, shorter).stream()
                        .filter(d -> d.code().equals("DST110"))
                        .map(d -> d.message().replaceFirst(".* loses ", "")))
                .containsExactly(
                        "numbers below 0 or of more than 4 bits: 1 row has one (sample rows).",
                        "texts of more than 63 bytes: 1 row has one (sample rows).",
                        "texts of more than 1 byte: 1 row has one (sample rows).",
                        "what is too fine for interval day: 1 row has one (sample rows).",
                        "fractions of a second: 1 row has one (sample rows).",
                        "days.",
                        "numbers below 0 or of more than 63 bits: 1 row has one (sample rows).",
                        "which time zone is meant.");
    }

    @Test
    void columnsThatRowsOfAViewLoseAreNamed() {
        String schema = "CREATE VIEW wide AS SELECT 1 AS a, 'b'::text AS b; CREATE VIEW narrow AS SELECT 1 AS a;"
                + "CREATE TYPE part AS (r wide); CREATE TYPE piece AS (r narrow); CREATE TABLE stock (a wide, b part);";
        String narrower = "ALTER TABLE stock ALTER a TYPE narrow USING ROW((a).a)::narrow;"
                + "ALTER TABLE stock ALTER b TYPE piece USING ROW(ROW(((b).r).a)::narrow)::piece;";
        assertThat(lint(schema, narrower).stream()
                        .filter(d -> d.code().equals("DST110"))
                        .map(d -> d.message().replaceFirst(".* loses ", "")))
                .containsExactly("the values of attribute b.", "the values of attribute b in attribute r.");
    }

    @Test
    void whatFitsIsNotNamed() {
        String schema = "CREATE TABLE stock (a int, b varchar(15), c interval(3), d time(3), e name, f smallint);";
        String wider = "ALTER TABLE stock ALTER a TYPE bit(32) USING a::bit(32); ALTER TABLE stock ALTER b TYPE name;"
                + "ALTER TABLE stock ALTER c TYPE interval; ALTER TABLE stock ALTER d TYPE time;"
                + "ALTER TABLE stock ALTER e TYPE text;";
        assertThat(codes(lint(schema, wider))).doesNotContain("DST110");
    }
}
