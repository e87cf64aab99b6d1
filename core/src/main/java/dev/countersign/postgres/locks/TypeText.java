package dev.countersign.postgres.locks;

import java.util.Map;

/** Brings a type written in a statement to the form in which the server prints it. */
final class TypeText {
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("int2", "smallint"),
            Map.entry("int8", "bigint"),
            Map.entry("bool", "boolean"),
            Map.entry("float8", "double precision"),
            Map.entry("float4", "real"),
            Map.entry("decimal", "numeric"),
            Map.entry("varchar", "character varying"),
            Map.entry("char", "character"),
            Map.entry("varbit", "bit varying"),
            Map.entry("timestamptz", "timestamp with time zone"),
            Map.entry("timetz", "time with time zone"));

    private TypeText() {}

    static String of(Tokens tokens) {
        String text = tokens.text();
        int bracket = firstOf(text);
        String head = text.substring(0, bracket).strip();
        String tail = text.substring(bracket);
        String name = ALIASES.getOrDefault(head, head);
        if ((name.equals("timestamp") || name.equals("time")) && !tail.contains("time zone")) {
            int close = tail.indexOf(')') + 1;
            return name + tail.substring(0, close) + " without time zone" + tail.substring(close);
        }
        int zone = name.indexOf(" with time zone");
        if (zone > 0 && tail.startsWith("(")) {
            int close = tail.indexOf(')') + 1;
            return name.substring(0, zone) + tail.substring(0, close) + " with time zone" + tail.substring(close);
        }
        return name + tail;
    }

    private static int firstOf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '(' || text.charAt(i) == '[') {
                return i;
            }
        }
        return text.length();
    }
}
