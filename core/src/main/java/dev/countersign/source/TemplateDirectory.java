package dev.countersign.source;

import dev.countersign.sql.Syntax;
import java.util.List;

/** A directory of templates whose texts are run in byte order of their names. */
record TemplateDirectory(SqlTemplates templates, Syntax syntax) implements ScriptFiles {
    @Override
    public String label() {
        return templates.state().title();
    }

    @Override
    public String kind() {
        return "SQL templates";
    }

    @Override
    public SqlScript read() {
        List<SqlScript> scripts = templates.executed().entrySet().stream()
                .map(file -> SqlScript.parse(file.getKey(), file.getValue(), syntax))
                .toList();
        return SqlScript.joined(scripts);
    }
}
