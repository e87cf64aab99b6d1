package dev.countersign.report;

import dev.countersign.plan.Batch;
import dev.countersign.plan.ReversePlan;
import dev.countersign.plan.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The migration back, for programs. */
public final class ReversePlanJson {
    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** One object with a list of statements; fields in fixed order. */
    public String render(ReversePlan reverse) {
        List<Map<String, Object>> statements = new ArrayList<>();
        int batchNumber = 0;
        for (Batch batch : reverse.plan().batches()) {
            batchNumber++;
            for (Statement statement : batch.statements()) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("n", statement.number());
                json.put("batch", batchNumber);
                json.put("transactional", batch.transactional());
                json.put("sql", statement.sql());
                reverse.answer(statement.number()).ifPresent(answer -> {
                    json.put("bringsDataBack", answer.back().words());
                    json.put("why", answer.why());
                });
                statements.add(json);
            }
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("reverse", statements);
        if (!reverse.rows().isEmpty()) {
            root.put("rows", reverse.rows());
        }
        return mapper.writeValueAsString(root) + "\n";
    }
}
