package dev.countersign.source;

import dev.countersign.dialect.Scripts;
import dev.countersign.sql.StatementHead;
import java.util.ArrayList;
import java.util.List;

/** A text whose names without a schema mean one certain schema, which is made when the text does not. */
record SchemaText(String schema, ScriptFiles text, Scripts scripts, List<String> madeBefore) implements ScriptFiles {

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
        boolean made = madeBefore.contains(schema) || makes(own, schema);
        List<SqlScript> parts = new ArrayList<>();
        parts.add(SqlScript.parse(SqlScript.PRELUDE, scripts.inSchema(schema, made), scripts.syntax()));
        parts.add(own);
        parts.add(SqlScript.parse(SqlScript.PRELUDE, scripts.inDefaultSchema(), scripts.syntax()));
        return SqlScript.joined(parts);
    }

    /** Whether the script creates that schema. */
    static boolean makes(SqlScript script, String schema) {
        return script.statements().stream()
                .map(s -> StatementHead.of(s.statement()))
                .anyMatch(head -> head.verb().equals("create")
                        && head.objectKind().equals("schema")
                        && head.name().filter(n -> n.name().equals(schema)).isPresent());
    }
}
