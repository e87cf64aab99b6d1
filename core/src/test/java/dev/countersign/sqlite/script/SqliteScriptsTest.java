package dev.countersign.sqlite.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.devdb.DevDatabase;
import dev.countersign.devdb.DevDatabases;
import dev.countersign.devdb.ScratchDatabase;
import dev.countersign.progress.Progress;
import dev.countersign.source.SqlScript;
import dev.countersign.sql.Script;
import dev.countersign.sql.ScriptStatement;
import dev.countersign.sql.Syntax;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqliteScriptsTest {
    private static List<String> cut(String text) {
        return Script.parse(text, new SqliteScripts().syntax()).statements().stream()
                .map(ScriptStatement::text)
                .toList();
    }

    @Test
    void aTriggersBodyIsPartOfIt() {
        String trigger = """
                CREATE TEMP TRIGGER IF NOT EXISTS "a;b" AFTER UPDATE OF x ON t WHEN new.x > 1 BEGIN
                  UPDATE t SET y = CASE WHEN new.x = 2 THEN 'a;' ELSE 'end;' END WHERE id = new.id;
                  -- END;
                  INSERT INTO log SELECT "end" FROM t ;
                END""";
        assertThat(cut("CREATE TABLE t (a);\n" + trigger + ";\nSELECT 1;"))
                .containsExactly("CREATE TABLE t (a)", trigger, "SELECT 1");
    }

    @Test
    void quotesOfAllKinds() {
        assertThat(
                        cut(
                                "CREATE TABLE [a;b] (`c;d` TEXT DEFAULT 'it''s;\\', \"e;\"\"f\" BLOB DEFAULT x'00'); SELECT $x; SELECT 2"))
                .containsExactly(
                        "CREATE TABLE [a;b] (`c;d` TEXT DEFAULT 'it''s;\\', \"e;\"\"f\" BLOB DEFAULT x'00')",
                        "SELECT $x",
                        "SELECT 2");
    }

    @Test
    void aQuoteBeginsRightBehindAnOperator() {
        String virtual = "CREATE VIRTUAL TABLE `F` USING FTS4(`name` TEXT, content=`Item;`)";
        String view = "CREATE VIEW v AS SELECT a||`b;`, a=[c;], -`d;` FROM t";
        assertThat(cut(virtual + ";" + view + ";")).containsExactly(virtual, view);
    }

    @Test
    void theEndOfTheTextClosesACommentAndNoQuote() {
        Syntax syntax = new SqliteScripts().syntax();
        assertThat(SqlScript.parse("a.sql", "SELECT 1; /* and no more; SELECT 2;", syntax)
                        .statements())
                .extracting(s -> s.statement().text())
                .containsExactly("SELECT 1");
        assertThatThrownBy(() -> SqlScript.parse("a.sql", "SELECT 'a", syntax)).hasMessageContaining("still open");
        assertThatThrownBy(() -> SqlScript.parse("a.sql", "SELECT 1; /* a", Syntax.standard()))
                .hasMessageContaining("still open");
    }

    @Test
    void vacuumIsWithoutEffectUnlessItWritesAFile() throws SQLException {
        try (DevDatabase engine = DevDatabases.installed().open("sqlite://dev?mode=memory", Progress.none());
                ScratchDatabase scratch = engine.create("one");
                Connection connection = scratch.openForScripts()) {
            Untrusted.execute(connection, "/* smaller */ VACUUM main");
            assertThatThrownBy(() -> Untrusted.execute(connection, "VACUUM INTO 'copy.db'"))
                    .hasMessage("VACUUM INTO writes a file and is not run here");
        }
    }

    @Test
    void commentsDoNotNest() {
        assertThat(cut("/* a /* b */ SELECT 1; SELECT 2;")).containsExactly("SELECT 1", "SELECT 2");
    }

    @Test
    void aTableNamedTriggerIsNoTrigger() {
        assertThat(cut("CREATE TABLE trigger_log (a); CREATE TABLE \"trigger\" (a);"))
                .hasSize(2);
    }
}
