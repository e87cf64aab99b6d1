package dev.countersign.postgres.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.postgres.PostgresEngine;
import dev.countersign.progress.Progress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresEngine.class)
class RowTest {
    /** Every value that could be mistaken for a separator, a quote or a NULL. */
    private static final String HARD = """
            SELECT 1 AS n, '' AS empty, NULL::text AS nothing, 'a,b' AS comma, 'say "hi"' AS quotes, E'two\\nlines' AS lines, '\\.' AS dot, 'ÄÖ€🦊' AS wide,
              ' pad ' AS padded, true AS yes, false AS no, 9223372036854775807 AS big, -5 AS minus, '1 2 3'::int2vector AS vector,
              ARRAY['plain', 'with, comma', 'with "quote" and \\back', '', 'NULL', '{}'] AS list, '{}'::text[] AS none, 'x' AS last""";

    @Test
    void bothWaysOfReadingGiveTheSameValues(PostgresEngine.Server server) throws SQLException {
        try (ScratchDatabase scratch = server.database().create("rows");
                Connection connection = scratch.open()) {
            List<String> copied = read(connection, PreparedQueries.none());
            List<String> prepared = read(connection, PreparedQueries.ofOneSession());
            assertThat(copied)
                    .isEqualTo(prepared)
                    .containsExactly(
                            "1",
                            "",
                            null,
                            "a,b",
                            "say \"hi\"",
                            "two\nlines",
                            "\\.",
                            "ÄÖ€🦊",
                            " pad ",
                            "true",
                            "false",
                            "9223372036854775807",
                            "-5",
                            "[1, 2, 3]",
                            "[plain, with, comma, with \"quote\" and \\back, , NULL, {}]",
                            "[]",
                            "x",
                            "0",
                            "false",
                            "[]");
        }
    }

    @Test
    void anUnknownColumnIsAnErrorInTheReader() {
        CopyRow row = CopyRow.withHeader("a,\"b c\"\n".getBytes(StandardCharsets.UTF_8))
                .on("1,2\n".getBytes(StandardCharsets.UTF_8));
        assertThat(row.number(1)).isEqualTo(2);
        assertThatThrownBy(() -> row.getString("c")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void arraysAreTakenApart() {
        assertThat(Row.elements("{}")).isEmpty();
        assertThat(Row.elements("{a}")).containsExactly("a");
        assertThat(Row.elements("{\"a\\\\\\\"b\",NULL,\"NULL\",c d}")).containsExactly("a\\\"b", "", "NULL", "c d");
    }

    private static List<String> read(Connection connection, PreparedQueries prepared) throws SQLException {
        List<String> values = new ArrayList<>();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            prepared.start(statement);
        }
        new Session(new DirectRows(connection, prepared), 150000, Progress.none(), new ArrayList<>())
                .query(HARD, row -> {
                    values.add(String.valueOf(row.getInt("n")));
                    for (String column :
                            Arrays.asList("empty", "nothing", "comma", "quotes", "lines", "dot", "wide", "padded")) {
                        values.add(row.getString(column));
                    }
                    values.add(String.valueOf(row.getBoolean("yes")));
                    values.add(String.valueOf(row.getBoolean("no")));
                    values.add(String.valueOf(row.getLong("big")));
                    values.add(String.valueOf(row.getLong("minus")));
                    values.add(Values.numbers(row, "vector").toString());
                    values.add(row.getStrings("list").toString());
                    values.add(row.getStrings("none").toString());
                    values.add(row.getString("last"));
                    values.add(String.valueOf(row.getLong("nothing")));
                    values.add(String.valueOf(row.getBoolean("nothing")));
                    values.add(row.getStrings("nothing").toString());
                });
        connection.rollback();
        connection.setAutoCommit(true);
        return values;
    }
}
