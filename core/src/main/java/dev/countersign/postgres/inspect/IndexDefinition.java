package dev.countersign.postgres.inspect;

import dev.countersign.catalog.Index;
import dev.countersign.sql.postgres.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes apart what {@code pg_get_indexdef} prints: {@code CREATE INDEX name ON table USING method (part options, ...) ... WHERE (condition)}. The server
 * wrote the text, so its form is known; asking for each part by itself would cost a catalog function per index column.
 */
final class IndexDefinition {
    private final List<String> parts;
    private final Optional<String> predicate;

    private IndexDefinition(List<String> parts, Optional<String> predicate) {
        this.parts = parts;
        this.predicate = predicate;
    }

    static IndexDefinition of(String definition) {
        int using = Cut.find(definition, " USING ", 0);
        int open = using < 0 ? -1 : definition.indexOf('(', using);
        if (open < 0) {
            return new IndexDefinition(List.of(), Optional.empty());
        }
        int close = Cut.skip(definition, open) - 1;
        int where = Cut.find(definition, " WHERE ", close);
        return new IndexDefinition(
                Cut.list(definition.substring(open + 1, close)),
                where < 0 ? Optional.empty() : Optional.of(definition.substring(where + " WHERE ".length())));
    }

    Optional<String> predicate() {
        return predicate;
    }

    /** The key parts, given the names of their columns; an empty name stands for an expression. */
    List<Index.Part> parts(List<String> columns) {
        List<Index.Part> result = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String text = i < parts.size() ? parts.get(i) : "";
            int end = expressionEnd(text);
            boolean expression = columns.get(i).isEmpty();
            result.add(new Index.Part(
                    expression ? text.substring(0, end) : columns.get(i),
                    expression,
                    text.substring(end).strip()));
        }
        return List.copyOf(result);
    }

    /** Where the column name, function call or parenthesised expression at the start of a part ends. */
    private static int expressionEnd(String part) {
        int i = 0;
        while (i < part.length() && part.charAt(i) != ' ' && part.charAt(i) != '(') {
            i = Cut.skip(part, i);
        }
        return i < part.length() && part.charAt(i) == '(' ? Cut.skip(part, i) : i;
    }
}
