package dev.countersign.report;

import dev.countersign.lint.Diagnostic;
import dev.countersign.lint.Fix;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON form of a finding. */
final class DiagnosticJson {
    private DiagnosticJson() {}

    static Map<String, Object> of(Diagnostic diagnostic) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", diagnostic.code());
        json.put("analyzer", diagnostic.analyzer());
        json.put("severity", diagnostic.severity().name());
        json.put("statement", diagnostic.statement());
        json.put("start", diagnostic.range().start());
        json.put("length", diagnostic.range().length());
        json.put("message", diagnostic.message());
        diagnostic.object().ifPresent(ref -> json.put("object", ref.display()));
        json.put("evidence", diagnostic.evidence().name());
        json.put("fixes", diagnostic.fixes().stream().map(Fix::title).toList());
        diagnostic.suppression().ifPresent(s -> json.put("suppressed", Map.of("by", s.by(), "detail", s.detail())));
        return json;
    }
}
