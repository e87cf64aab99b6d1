package dev.countersign.sql.postgres;

import java.util.List;

/** How much the result of a function can change, most reliable first (manual, 36.7 Function Volatility Categories). */
public enum Volatility {
    IMMUTABLE,
    STABLE,
    VOLATILE;

    private static final String BODY = "\nAS ";

    /**
     * What a definition declares in front of its body.
     *
     * @param definition a routine as {@code pg_get_functiondef} prints it, which leaves VOLATILE out
     */
    public static Volatility declaredIn(String definition) {
        int body = definition.indexOf(BODY);
        String head = body < 0 ? definition : definition.substring(0, body);
        List<String> words = List.of(head.split("\\s+"));
        return words.contains("IMMUTABLE") ? IMMUTABLE : words.contains("STABLE") ? STABLE : VOLATILE;
    }
}
