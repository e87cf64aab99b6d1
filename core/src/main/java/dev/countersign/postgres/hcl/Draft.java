package dev.countersign.postgres.hcl;

import dev.countersign.ddl.DdlStatement;
import dev.countersign.ddl.SqlText;
import dev.countersign.hcl.SourceRange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects statements in the order in which their kinds can be made. */
final class Draft {
    /** What is made before what. */
    enum Step {
        ROLE,
        SCHEMA,
        EXTENSION,
        TYPE,
        SEQUENCE,
        ROUTINE,
        SERVER,
        TABLE,
        PARTITION,
        KEY,
        INDEX,
        // rows may refer to each other in any order, and to what comes last
        ROW,
        FOREIGN_KEY,
        VIEW,
        VIEW_INDEX,
        TRIGGER,
        SETTING,
        PERMISSION
    }

    private final Map<Step, List<DdlStatement>> steps = new EnumMap<>(Step.class);

    void add(Step step, SqlText text) {
        add(step, text.statement());
    }

    void add(Step step, DdlStatement statement) {
        steps.computeIfAbsent(step, s -> new ArrayList<>()).add(statement);
    }

    void add(Step step, String sql, SourceRange range) {
        add(step, new SqlText(range).add(sql));
    }

    List<DdlStatement> statements() {
        return steps.values().stream().flatMap(List::stream).toList();
    }
}
