package dev.countersign.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Several texts that run one after the other. */
record ScriptTexts(List<ScriptFiles> texts) implements ScriptFiles {
    ScriptTexts {
        texts = List.copyOf(texts);
    }

    @Override
    public String label() {
        return texts.stream().map(ScriptFiles::label).collect(Collectors.joining(", "));
    }

    @Override
    public String kind() {
        return texts.stream().map(ScriptFiles::kind).distinct().collect(Collectors.joining(", "));
    }

    @Override
    public SqlScript read() {
        List<SqlScript> scripts = new ArrayList<>();
        texts.forEach(text -> scripts.add(text.read()));
        return SqlScript.joined(scripts);
    }
}
