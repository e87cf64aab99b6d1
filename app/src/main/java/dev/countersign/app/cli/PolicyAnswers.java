package dev.countersign.app.cli;

import dev.countersign.engine.PatternMatches;
import dev.countersign.engine.PolicyReport;
import dev.countersign.engine.PolicyReport.Finding;
import dev.countersign.engine.PolicyReport.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Answers about project files, for people and for programs. */
final class PolicyAnswers {
    private PolicyAnswers() {}

    static String text(PolicyReport report) {
        StringBuilder out = new StringBuilder();
        for (Finding finding : report.findings()) {
            out.append(finding.weight().label()).append(": ");
            finding.place().ifPresent(place -> out.append(place).append(": "));
            out.append(finding.text());
            boolean some = !finding.environments().isEmpty()
                    && finding.environments().size() < report.environments().size();
            if (some) {
                out.append(" (in ")
                        .append(String.join(", ", finding.environments()))
                        .append(')');
            }
            out.append('\n');
            finding.place().ifPresent(place -> out.append(place.excerpt()).append('\n'));
        }
        out.append(report.file());
        if (!report.environments().isEmpty()) {
            out.append(", environments ").append(String.join(", ", report.environments()));
        }
        List<String> counts = new ArrayList<>();
        for (Weight weight : Weight.values()) {
            int count = report.of(weight).size();
            if (count > 0) {
                counts.add(counted(count, weight));
            }
        }
        String sum = counts.isEmpty() ? "nothing is wrong and everything is evaluated" : String.join(", ", counts);
        return out.append(": ").append(sum).append('\n').toString();
    }

    private static String counted(int count, Weight weight) {
        String plural = count == 1 ? "" : "s";
        return switch (weight) {
            case ERROR -> count + " error" + plural;
            case CONSENT -> count + " consent" + plural + " missing";
            case NOT_EVALUATED -> count + " not evaluated";
            case NOTICE -> count + " notice" + plural;
            case WARNING -> count + " warning" + plural;
        };
    }

    static String json(PolicyReport report) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("file", report.file());
        root.put("environments", report.environments());
        root.put("complete", report.complete());
        root.put(
                "findings",
                report.findings().stream().map(PolicyAnswers::finding).toList());
        return json(root);
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("weight", finding.weight().label());
        json.put("environments", finding.environments());
        finding.place().ifPresent(place -> {
            json.put("file", place.file());
            json.put("line", place.line());
            json.put("column", place.column());
        });
        json.put("text", finding.text());
        return json;
    }

    static String text(List<PatternMatches> answers) {
        StringBuilder out = new StringBuilder();
        for (PatternMatches answer : answers) {
            out.append(answer.pattern())
                    .append("  (")
                    .append(answer.objects().size())
                    .append(answer.within() == 0 ? "" : ", and " + answer.within() + " inside of them")
                    .append(")\n");
            answer.objects().forEach(object -> out.append("  ").append(object).append('\n'));
        }
        return out.toString();
    }

    static String json(List<PatternMatches> answers) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (PatternMatches answer : answers) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("pattern", answer.pattern());
            json.put(
                    "objects",
                    answer.objects().stream()
                            .map(ref -> {
                                Map<String, Object> object = new LinkedHashMap<>();
                                object.put("kind", ref.kind().label());
                                object.put("path", ref.path());
                                return object;
                            })
                            .toList());
            json.put("within", answer.within());
            all.add(json);
        }
        return json(all);
    }

    private static String json(Object root) {
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(root)
                + "\n";
    }
}
