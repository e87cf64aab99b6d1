package dev.countersign.report;

import dev.countersign.catalog.Uncompared;
import dev.countersign.diff.Change;
import dev.countersign.diff.RenameDetector;
import dev.countersign.diff.RenameSuggestion;
import dev.countersign.plan.Batch;
import dev.countersign.plan.KeptOut;
import dev.countersign.plan.RowChange;
import dev.countersign.plan.Statement;
import dev.countersign.review.Outcome;
import dev.countersign.review.Review;
import dev.countersign.review.StateInfo;
import dev.countersign.rows.RowPlan;
import dev.countersign.simulate.Simulation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The review for programs. Field order is fixed, so equal reviews give equal text apart from times. */
final class JsonReport implements ReviewReport {
    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private final ChangeWords words = new ChangeWords();

    @Override
    public String format() {
        return "json";
    }

    @Override
    public String render(Review review, DefinitionSource definitions) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("dialect", review.dialect());
        root.put("current", state(review.currentInfo(), review.current().uncompared()));
        root.put("desired", state(review.desiredInfo(), review.desired().uncompared()));
        review.policyFile().ifPresent(file -> root.put("policy", Map.of("path", file.path(), "sha256", file.sha256())));
        root.put("environment", review.environment());
        root.put("reviewMode", review.mode().name());
        root.put("variables", review.variables());
        root.put(
                "differences",
                review.diff().changes().stream().map(this::change).toList());
        root.put(
                "renameSuggestions",
                new RenameDetector()
                        .suggest(review.diff()).stream()
                                .map(JsonReport::suggestion)
                                .toList());
        root.put("equalObjects", review.diff().equalObjects());
        root.put("plan", plan(review));
        root.put("rows", review.rows().stream().map(summary -> rows(summary)).toList());
        root.put("keptOut", review.plan().keptOut().stream().map(this::keptOut).toList());
        root.put(
                "diagnostics",
                review.diagnostics().stream().map(DiagnosticJson::of).toList());
        root.put("simulation", simulation(review.simulation()));
        root.put("notEvaluated", review.notEvaluated());
        root.put("outcome", outcome(review.outcome()));
        return mapper.writeValueAsString(root) + "\n";
    }

    private static Map<String, Object> state(StateInfo info, List<Uncompared> uncompared) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("label", info.label());
        json.put("kind", info.kind());
        json.put("server", info.server());
        json.put("readAt", info.readAt().toString());
        json.put("objects", info.objects());
        json.put("fingerprint", info.fingerprint().toString());
        json.put("notCompared", uncompared);
        return json;
    }

    private Map<String, Object> change(Change change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verb", change.verb().name());
        json.put("kind", change.kind().label());
        json.put("object", change.ref().display());
        json.put("text", words.sentence(change));
        return json;
    }

    private static Map<String, Object> suggestion(RenameSuggestion suggestion) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", suggestion.rename().from().kind().label());
        json.put("from", suggestion.rename().from().display());
        json.put("to", suggestion.rename().to().display());
        json.put("score", suggestion.score());
        json.put("reasons", suggestion.reasons());
        json.put("confirm", suggestion.statement());
        return json;
    }

    private Map<String, Object> keptOut(KeptOut kept) {
        Map<String, Object> json = change(kept.change());
        json.put("reason", kept.reason());
        return json;
    }

    private static Map<String, Object> rows(RowChange rows) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("table", rows.table().display());
        json.put("deed", rows.deed().name());
        json.put("count", rows.rows());
        return json;
    }

    private static Map<String, Object> rows(RowPlan.Summary rows) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("table", rows.table().display());
        json.put("mode", rows.mode().name());
        json.put("inserted", rows.inserted());
        json.put("updated", rows.updated());
        json.put("deleted", rows.deleted());
        json.put("there", rows.there());
        return json;
    }

    private List<Map<String, Object>> plan(Review review) {
        List<Map<String, Object>> statements = new ArrayList<>();
        int batchNumber = 0;
        for (Batch batch : review.plan().batches()) {
            batchNumber++;
            for (Statement statement : batch.statements()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("n", statement.number());
                json.put("batch", batchNumber);
                json.put("transactional", batch.transactional());
                json.put("sql", statement.sql());
                json.put("purpose", statement.purpose());
                json.put("destructive", statement.destructive());
                statement.rows().ifPresent(rows -> json.put("rows", rows(rows)));
                var traits = review.traits().get(statement.number());
                if (traits != null) {
                    json.put("lock", traits.lock());
                    json.put("rewrite", traits.rewrite());
                    json.put("scan", traits.scan());
                }
                statement.undo().ifPresent(undo -> json.put("undo", undo));
                statements.add(json);
            }
        }
        return statements;
    }

    private Map<String, Object> simulation(Simulation simulation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("engine", simulation.engine());
        json.put("arrives", simulation.arrives());
        json.put(
                "observed",
                simulation.observations().stream()
                        .map(o -> Map.of(
                                "n",
                                o.number(),
                                "fingerprint",
                                o.fingerprint().toString(),
                                "changes",
                                o.changes().stream().map(words::sentence).toList()))
                        .toList());
        simulation.failure().ifPresent(f -> json.put("failure", f));
        simulation.rowFailure().ifPresent(f -> json.put("rowFailure", f));
        json.put(
                "remaining",
                simulation.remaining().stream().map(words::sentence).toList());
        json.put("otherRows", simulation.otherRows());
        json.put("notSimulated", simulation.notSimulated());
        return json;
    }

    private static Map<String, Object> outcome(Outcome outcome) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", outcome.verdict().name());
        json.put("reasons", outcome.reasons());
        return json;
    }
}
