package dev.countersign.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** An explanation for programs. */
public final class ExplanationJson {
    private ExplanationJson() {}

    /** The explanation as JSON, ending with a line end. */
    public static String of(Explanation explanation) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("asked", explanation.asked());
        root.put("file", explanation.file());
        root.put("environment", explanation.environment());
        root.put("statesRead", explanation.states().isEmpty());
        explanation.states().ifPresent(why -> root.put("statesNotRead", why));
        List<Map<String, Object>> objects = new ArrayList<>();
        for (ObjectExplanation object : explanation.objects()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("kind", object.subject().ref().kind().label());
            json.put("path", object.subject().ref().path());
            json.put("change", object.change());
            json.put("steps", object.steps().stream().map(ExplanationJson::step).toList());
            objects.add(json);
        }
        root.put("objects", objects);
        root.put("notEvaluated", explanation.notEvaluated());
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(root)
                + "\n";
    }

    private static Map<String, Object> step(Step step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("point", step.point().name().toLowerCase(Locale.ROOT));
        json.put("rule", step.rule());
        step.place().ifPresent(place -> {
            json.put("file", place.file());
            json.put("line", place.line());
            json.put("column", place.column());
        });
        json.put("value", step.value());
        json.put("weight", step.weight().name().toLowerCase(Locale.ROOT));
        json.put("effect", step.effect());
        json.put(
                "from",
                step.origins().stream()
                        .map(o -> {
                            Map<String, Object> origin = new LinkedHashMap<>();
                            origin.put("name", o.name());
                            origin.put("value", o.value());
                            origin.put("from", o.from());
                            o.place().ifPresent(p -> origin.put("line", p.line()));
                            return origin;
                        })
                        .toList());
        return json;
    }
}
