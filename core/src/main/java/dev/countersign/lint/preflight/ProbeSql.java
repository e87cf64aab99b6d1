package dev.countersign.lint.preflight;

import dev.countersign.lint.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the counting query of a question. Every query stops counting at {@link RowProbe#CAP}. */
final class ProbeSql {
    private ProbeSql() {}

    static String of(Question question) {
        return "SELECT count(*) FROM (" + rows(question) + " LIMIT " + RowProbe.CAP + ") AS capped";
    }

    private static String rows(Question question) {
        String table = Names.quote(question.table());
        return switch (question) {
            case Question.Rows ignored -> "SELECT 1 FROM " + table;
            case Question.Values values ->
                "SELECT 1 FROM " + table + " WHERE " + Names.quote(values.column()) + " IS NOT NULL";
            case Question.Nulls nulls ->
                "SELECT 1 FROM " + table + " WHERE " + Names.quote(nulls.column()) + " IS NULL";
            case Question.Duplicates duplicates -> duplicates(table, duplicates);
            case Question.Orphans orphans -> orphans(table, orphans);
            case Question.Matches matches -> "SELECT 1 FROM " + table + " WHERE " + matches.condition();
            case Question.Violations violations ->
                "SELECT 1 FROM " + table + " WHERE (" + violations.condition() + ") IS FALSE";
        };
    }

    private static String duplicates(String table, Question.Duplicates question) {
        List<String> keys = question.keys().stream()
                .map(k -> (k.expression() ? "(" + k.text() + ")" : Names.quote(k.text()))
                        + k.collation().map(c -> " COLLATE " + c).orElse(""))
                .toList();
        List<String> conditions = new ArrayList<>();
        question.predicate().ifPresent(p -> conditions.add("(" + p + ")"));
        if (!question.nullsEqual()) {
            keys.forEach(k -> conditions.add(k + " IS NOT NULL"));
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return "SELECT 1 FROM " + table + where + " GROUP BY " + String.join(", ", keys) + " HAVING count(*) > 1";
    }

    private static String orphans(String table, Question.Orphans question) {
        String present = question.columns().stream()
                .map(c -> "child." + Names.quote(c) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        String join = IntStream.range(0, question.columns().size())
                .mapToObj(i ->
                        "parent." + Names.quote(question.referencedColumns().get(i)) + " = child."
                                + Names.quote(question.columns().get(i)))
                .collect(Collectors.joining(" AND "));
        return "SELECT 1 FROM " + table + " AS child WHERE " + present + " AND NOT EXISTS (SELECT 1 FROM "
                + Names.quote(question.referencedTable()) + " AS parent WHERE " + join + ")";
    }
}
