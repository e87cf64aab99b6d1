package dev.countersign.postgres.oracle;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Gives out identifiers, each once, half of them of the sorts that break tools. */
final class HostileNames {
    private static final List<String> HOSTILE = List.of(
            "Mixed Case",
            "quo\"te",
            "new\nline",
            "apo'strophe",
            "日本語",
            "naïve ümlaut",
            "select",
            "user",
            "table",
            "dollar$1",
            "a.b",
            "back\\slash",
            "tab\there",
            "semi;colon",
            "--dash",
            "/*comment*/",
            "100%s",
            "{brace}",
            "what?",
            ":variable",
            "$$",
            " leading",
            "trailing ",
            "UPPER",
            "(paren",
            "a,b",
            "🎉",
            "e\u0301",
            "1st",
            "=",
            "\"\"",
            "@",
            "[0]",
            "null",
            "$body$",
            "%I",
            "x".repeat(57),
            "é".repeat(29));

    private final Random random;
    private int given;

    HostileNames(Random random) {
        this.random = random;
    }

    /** A name of at most 63 bytes that has not been given yet. */
    String next(String plain) {
        given++;
        if (random.nextBoolean()) {
            return plain + given;
        }
        String name = HOSTILE.get(random.nextInt(HOSTILE.size()));
        String result = random.nextBoolean() ? name + given : given + name;
        if (result.getBytes(StandardCharsets.UTF_8).length > 63) {
            throw new IllegalStateException(result);
        }
        return result;
    }

    /** The name as an SQL identifier, always quoted. */
    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The text as an SQL literal. */
    static String literal(String text) {
        return (text.contains("\\") ? " E'" : "'") + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
