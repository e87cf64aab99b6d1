package dev.countersign.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScriptTest {
    private static List<String> split(String text) {
        return Script.parse(text).statements().stream()
                .map(ScriptStatement::text)
                .toList();
    }

    @Test
    void semicolonsInsideQuotesAndCommentsDoNotSplit() {
        assertThat(
                        split(
                                "SELECT 'a;b'; SELECT \"a;b\"; SELECT $$a;b$$; SELECT $x$ $$;$$ $x$; /* ; /* ; */ ; */ SELECT 1 -- ;\n; SELECT 2"))
                .containsExactly(
                        "SELECT 'a;b'",
                        "SELECT \"a;b\"",
                        "SELECT $$a;b$$",
                        "SELECT $x$ $$;$$ $x$",
                        "SELECT 1",
                        "SELECT 2");
    }

    @Test
    void quotesOfEveryKind() {
        assertThat(
                        split(
                                "SELECT E'it\\';', 1; SELECT 'back\\'; SELECT 'it''s;'; SELECT U&'\\0041;' , b'0;'; SELECT U&\"d;\""))
                .containsExactly(
                        "SELECT E'it\\';', 1",
                        "SELECT 'back\\'",
                        "SELECT 'it''s;'",
                        "SELECT U&'\\0041;' , b'0;'",
                        "SELECT U&\"d;\"");
    }

    @Test
    void dollarSignsInNamesAndParametersAreNoQuotes() {
        assertThat(split("SELECT a$b$ FROM t$1; PREPARE p AS SELECT $1; SELECT 1$$;$$"))
                .containsExactly("SELECT a$b$ FROM t$1", "PREPARE p AS SELECT $1", "SELECT 1$$;$$");
    }

    @Test
    void bodiesOfRoutinesStayTogether() {
        String function = """
                CREATE OR REPLACE FUNCTION f(x int) RETURNS int LANGUAGE sql
                BEGIN ATOMIC
                  SELECT CASE WHEN x > 0 THEN 1 ELSE 2 END;
                  SELECT 3;
                END""";
        assertThat(split(function + "; SELECT 1;")).containsExactly(function, "SELECT 1");
        assertThat(
                        split(
                                "BEGIN; SELECT 1; END; CREATE FUNCTION begin() RETURNS int LANGUAGE sql AS 'SELECT 1'; SELECT 2"))
                .hasSize(5);
    }

    @Test
    void rulesWithSeveralActionsStayTogether() {
        assertThat(
                        split(
                                "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); INSERT INTO b VALUES (2);); SELECT 1"))
                .hasSize(2);
    }

    @Test
    void psqlLinesAndCopyDataAreUnitsOfTheirOwn() {
        String dump = """
                \\restrict abc
                SET x = 1;
                COPY public.t (a, b) FROM stdin;
                1\tit's; fine
                2\t\\N
                \\.

                SELECT 1;
                \\unrestrict abc
                """;
        Script script = Script.parse(dump);
        assertThat(script.statements())
                .extracting(ScriptStatement::kind)
                .containsExactly(
                        ScriptStatement.Kind.META_COMMAND,
                        ScriptStatement.Kind.SQL,
                        ScriptStatement.Kind.COPY_DATA,
                        ScriptStatement.Kind.SQL,
                        ScriptStatement.Kind.META_COMMAND);
        ScriptStatement copy = script.statements().get(2);
        assertThat(copy.copyCommand()).isEqualTo("COPY public.t (a, b) FROM stdin");
        assertThat(copy.copyData()).isEqualTo("1\tit's; fine\n2\t\\N\n");
        assertThat(script.metaCommands()).hasSize(2);
        assertThat(script.statements().get(3).line()).isEqualTo(8);
    }

    @Test
    void copyWithoutRowsAndWithoutEnd() {
        assertThat(Script.parse("COPY t FROM stdin;\n\\.\nSELECT 1;").statements())
                .hasSize(2);
        assertThat(Script.parse("COPY t FROM stdin;\n1\n")
                        .statements()
                        .getFirst()
                        .copyData())
                .isEqualTo("1\n");
        assertThat(Script.parse("COPY t FROM stdin;").statements()).hasSize(1);
        assertThat(Script.parse("COPY t TO stdout; SELECT 1").statements()).hasSize(2);
    }

    @Test
    void ownDelimiter() {
        assertThat(split("-- atlas:delimiter \\n\\n\nSELECT 1; SELECT 2\n\nSELECT 3\n\n"))
                .containsExactly("SELECT 1; SELECT 2", "SELECT 3");
        assertThat(split("-- atlas:delimiter -- end\nSELECT 1;\n-- end\nSELECT '-- end'\n-- end\n"))
                .containsExactly("SELECT 1;", "SELECT '-- end'");
    }

    @Test
    void fileDirectivesNeedTheEmptyLine() {
        assertThat(Script.parse("-- hello\n-- atlas:nolint DS101\n\nSELECT 1").fileDirectives("nolint"))
                .singleElement()
                .satisfies(d -> assertThat(d.words()).containsExactly("DS101"));
        Script touching = Script.parse("-- atlas:nolint DS101\nSELECT 1");
        assertThat(touching.fileDirectives()).isEmpty();
        assertThat(touching.statements().getFirst().directives("nolint")).hasSize(1);
        assertThat(Script.parse("\n-- atlas:nolint\n\nSELECT 1").fileDirectives())
                .isEmpty();
        assertThat(Script.parse("-- atlas:txmode none").fileDirectives("txmode"))
                .hasSize(1);
    }

    @Test
    void statementDirectivesTouchTheirStatement() {
        Script script = Script.parse("""
                SELECT 0; -- atlas:nolint A
                SELECT 1;
                -- atlas:nolint B

                SELECT 2;
                /* atlas:nolint C */
                -- why
                -- atlas:nolint D E
                SELECT 3;
                -- not atlas:nolint F
                SELECT 4;
                """);
        assertThat(script.statements())
                .extracting(
                        s -> s.directives().stream().map(Directive::argument).toList())
                .containsExactly(List.of(), List.of(), List.of(), List.of("C", "D E"), List.of());
    }

    @Test
    void positions() {
        Script script = Script.parse("\uFEFF-- c\nSELECT 1;\r\n\r\n  DROP TABLE t ;");
        ScriptStatement drop = script.statements().get(1);
        assertThat(drop.line()).isEqualTo(4);
        assertThat(script.column(drop.offset())).isEqualTo(3);
        assertThat(script.text().substring(drop.offset(), drop.end())).isEqualTo("DROP TABLE t");
    }

    @Test
    void openQuotesAreReported() {
        assertThat(Script.parse("SELECT 'abc").unterminated()).isPresent();
        assertThat(Script.parse("SELECT $$abc").unterminated()).isPresent();
        assertThat(Script.parse("/* /* */").unterminated()).isPresent();
        assertThat(Script.parse("SELECT 1").unterminated()).isEmpty();
    }

    @Test
    void renames() {
        Script script = Script.parse("""
                -- atlas:renamed_from old_users
                CREATE TABLE IF NOT EXISTS app."Users" (
                    id bigint PRIMARY KEY,
                    -- atlas:renamed_from mail
                    email text NOT NULL, -- atlas:renamed_from "Nick"
                    nickname text,
                    -- atlas:renamed_from c_old
                    CONSTRAINT c_new CHECK (id > 0)
                );
                -- atlas:renamed_from x
                ALTER TABLE t ADD COLUMN IF NOT EXISTS y int;
                -- atlas:renamed_from s.i1
                CREATE UNIQUE INDEX CONCURRENTLY i2 ON app.t (a);
                -- atlas:renamed_from v1

                CREATE VIEW v2 AS SELECT 1;
                -- atlas:renamed_from m1
                CREATE MATERIALIZED VIEW app.m2 AS SELECT 1;
                -- atlas:renamed_from words
                CREATE VIRTUAL TABLE texts USING fts5(a);
                """);
        assertThat(RenameDirectives.find(script))
                .extracting(r -> r.kind() + " " + r.schema() + "|" + r.table().orElse("") + "|" + r.oldName() + ">"
                        + r.newName())
                .containsExactly(
                        "TABLE app||old_users>Users",
                        "COLUMN app|Users|mail>email",
                        "COLUMN app|Users|Nick>nickname",
                        "CONSTRAINT app|Users|c_old>c_new",
                        "COLUMN |t|x>y",
                        "OTHER app||i1>i2",
                        "OTHER app||m1>m2",
                        "TABLE ||words>texts");
    }

    @Test
    void heads() {
        assertThat(StatementHead.of("CREATE TEMP TABLE a.b (x int)").title()).isEqualTo("CREATE TABLE");
        assertThat(StatementHead.of("create or replace trigger tr before insert on s.t")
                        .table())
                .contains(new QualifiedName("s", "t"));
        assertThat(StatementHead.of("CREATE INDEX ON s.t (a)").name()).isEmpty();
        assertThat(StatementHead.of("ALTER TABLE IF EXISTS ONLY \"A\".b DROP COLUMN c")
                        .name())
                .contains(new QualifiedName("A", "b"));
        assertThat(StatementHead.of("DROP INDEX CONCURRENTLY IF EXISTS i").name())
                .contains(new QualifiedName("", "i"));
        assertThat(StatementHead.of("COMMENT ON MATERIALIZED VIEW v IS 'x'").objectKind())
                .isEqualTo("materialized view");
        assertThat(StatementHead.of("DO $$ $$").verb()).isEqualTo("do");
        assertThat(StatementHead.of("").verb()).isEmpty();
    }

    @Test
    void classificationNeverFails() {
        StatementClassifier classifier = new StatementClassifier();
        Script script = Script.parse(
                "INSERT INTO a SELECT * FROM s.b JOIN c ON true; ALTER TABLE t ADD CONSTRAINT c CHECK (x > 0) NOT VALID; DO $$ $$; )(;");
        assertThat(script.statements()).hasSize(4);
        assertThat(classifier.classify(script.statements().get(0)).objects())
                .contains(new QualifiedName("", "a"), new QualifiedName("s", "b"), new QualifiedName("", "c"));
        assertThat(classifier.classify(script.statements().get(1)).objects()).contains(new QualifiedName("", "t"));
        assertThat(classifier.classify(script.statements().get(2)).objects()).isEmpty();
        assertThat(classifier.classify(script.statements().get(3)).parsed()).isFalse();
    }

    @Test
    void tokensAndStatementsAreTheTextWhateverItIs() {
        Random random = new Random(42);
        List<String> pieces = List.of(
                "'",
                "\"",
                "$$",
                "$a$",
                ";",
                "(",
                ")",
                "--",
                "\n",
                "/*",
                "*/",
                "\\",
                "E'",
                "U&\"",
                "CREATE FUNCTION ",
                "BEGIN ATOMIC ",
                "END ",
                "CASE ",
                " ",
                "a",
                "1",
                ".",
                "\r\n",
                "COPY t FROM stdin",
                "\\.",
                "\u00e9",
                "\uD83D\uDE00",
                "\uD83D",
                "+",
                "-",
                "$1",
                "$",
                "1e",
                "0x",
                "-- atlas:nolint");
        for (int round = 0; round < 20_000; round++) {
            int length = random.nextInt(14);
            StringBuilder text = new StringBuilder(random.nextInt(10) == 0 ? "-- atlas:delimiter ;;\n" : "");
            for (int i = 0; i < length; i++) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            Script script = Script.parse(text.toString());
            String joined =
                    script.tokens().stream().map(t -> t.in(script.text())).collect(Collectors.joining());
            assertThat(joined).isEqualTo(text.toString());
            int end = 0;
            for (ScriptStatement statement : script.statements()) {
                assertThat(statement.offset()).isGreaterThanOrEqualTo(end);
                assertThat(statement.length()).isPositive();
                assertThat(script.text().substring(statement.offset(), statement.end()))
                        .isEqualTo(statement.text());
                end = statement.end();
            }
            RenameDirectives.find(script);
        }
    }
}
