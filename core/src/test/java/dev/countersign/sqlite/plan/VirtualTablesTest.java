package dev.countersign.sqlite.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.plan.Plan;
import dev.countersign.plan.UnplannableException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Virtual tables of SQLite: what is compared of them, and how they are built anew. */
class VirtualTablesTest extends SqlitePair {
    @Test
    void virtualTablesAreComparedAndTheirShadowsAreNot() throws SQLException {
        run(desired, "CREATE VIRTUAL TABLE docs USING fts5(title, body, tokenize = 'porter')");

        Plan plan = plan();
        apply(plan);

        assertThat(plan.script())
                .isEqualTo("CREATE VIRTUAL TABLE docs USING fts5(title, body, tokenize = 'porter');\n");
    }

    @Test
    void fullTextTablesAndTreesAreBuiltAnewWithTheirRows() throws SQLException {
        run(
                current,
                "CREATE TABLE doc (id INTEGER PRIMARY KEY, body TEXT)",
                "INSERT INTO doc VALUES (7, 'hello world')",
                "CREATE VIRTUAL TABLE external USING fts5(body, content='doc', content_rowid='id')",
                "INSERT INTO external (external) VALUES ('rebuild')",
                "CREATE VIRTUAL TABLE own USING fts5(title, \"old one\" UNINDEXED)",
                "INSERT INTO own (rowid, title, \"old one\") VALUES (9, 'running', 'x')",
                "CREATE VIRTUAL TABLE four USING fts4(title, tokenize=porter)",
                "INSERT INTO four (docid, title) VALUES (3, 'jumping')",
                "CREATE VIRTUAL TABLE tree USING rtree(id, x0, x1)",
                "INSERT INTO tree VALUES (5, 1, 2)");
        run(
                desired,
                "CREATE TABLE doc (id INTEGER PRIMARY KEY, title TEXT NOT NULL DEFAULT 'none', body TEXT)",
                "CREATE VIRTUAL TABLE external USING fts5(title, body, content='doc', content_rowid='id', tokenize='porter')",
                "CREATE VIRTUAL TABLE own USING fts5(title, body, tokenize='porter')",
                "CREATE VIRTUAL TABLE four USING fts4(body, title, prefix=\"2,3\")",
                "CREATE VIRTUAL TABLE tree USING rtree(id, x0, x1, y0, y1, +note)");

        Plan plan = plan();
        apply(plan);

        assertThat(plan().isEmpty()).isTrue();
        assertThat(query(current, "SELECT rowid || title FROM external WHERE external MATCH 'hello'"))
                .containsExactly("7none");
        assertThat(query(current, "SELECT rowid || title FROM own WHERE own MATCH 'run'"))
                .containsExactly("9running");
        assertThat(query(current, "SELECT docid || title FROM four WHERE four MATCH 'ju*'"))
                .containsExactly("3jumping");
        assertThat(query(current, "SELECT id || ' ' || x1 || ' ' || y1 FROM tree"))
                .containsExactly("5 2.0 0.0");
        assertThat(plan.statements().stream().filter(s -> s.destructive()))
                .as("a column of the full-text table goes")
                .hasSize(1);
    }

    @Test
    void aVirtualTableWhoseRowsCannotBeReadBackIsNotDroppedToChangeIt() throws SQLException {
        run(current, "CREATE VIRTUAL TABLE docs USING fts5(title, content='')");
        run(desired, "CREATE VIRTUAL TABLE docs USING fts5(title, body, content='')");

        assertThatThrownBy(this::plan)
                .isInstanceOf(UnplannableException.class)
                .hasMessageContaining("main.docs")
                .hasMessageContaining("contents");
    }

    @Test
    void aNewFullTextTableOfATableWithRowsKnowsThem() throws SQLException {
        String doc = "CREATE TABLE doc (id INTEGER PRIMARY KEY, body TEXT)";
        String fresh = "CREATE TABLE fresh (body TEXT)";
        run(current, doc, "INSERT INTO doc VALUES (7, 'hello world')");
        run(
                desired,
                doc,
                fresh,
                "CREATE VIRTUAL TABLE five USING fts5(body, content='doc', content_rowid='id')",
                "CREATE VIRTUAL TABLE four USING fts4(content=\"doc\", body)",
                "CREATE VIRTUAL TABLE idle USING fts5(body, content='fresh')",
                "CREATE VIRTUAL TABLE other USING fts5(subject, content='doc')");

        Plan plan = plan();
        apply(plan);

        assertThat(query(current, "SELECT rowid FROM five WHERE five MATCH 'hello'"))
                .containsExactly("7");
        assertThat(query(current, "SELECT docid FROM four WHERE four MATCH 'hello'"))
                .containsExactly("7");
        assertThat(plan.script()).containsOnlyOnce("five (five)").doesNotContain("idle (idle)", "other (other)");
    }
}
