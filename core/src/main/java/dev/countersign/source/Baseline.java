package dev.countersign.source;

import dev.countersign.sql.Syntax;
import java.util.List;

/** What the project file lays under every state on the dev database, before the state's own SQL. */
record Baseline(String sql, ScriptFiles text, Syntax syntax) implements ScriptFiles {
    /** Where its statements stand, for people. */
    static final String FILE = "the dev database's baseline";

    @Override
    public String label() {
        return text.label();
    }

    @Override
    public String kind() {
        return text.kind();
    }

    @Override
    public SqlScript read() {
        SqlScript own = text.read();
        return SqlScript.joined(List.of(SqlScript.parse(FILE, sql, syntax), own));
    }
}
