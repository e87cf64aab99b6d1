package dev.countersign.sqlite.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.sql.Script;
import dev.countersign.sql.ScriptStatement;
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
    void commentsDoNotNest() {
        assertThat(cut("/* a /* b */ SELECT 1; SELECT 2;")).containsExactly("SELECT 1", "SELECT 2");
    }

    @Test
    void aTableNamedTriggerIsNoTrigger() {
        assertThat(cut("CREATE TABLE trigger_log (a); CREATE TABLE \"trigger\" (a);"))
                .hasSize(2);
    }
}
