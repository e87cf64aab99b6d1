package dev.countersign.postgres.plan;

import java.util.regex.Pattern;

/**
 * Expressions that the server would not read back as it printed them. A list of {@code varchar} constants compared with a {@code varchar} column prints as
 * {@code (ARRAY['a'::character varying])::text[]}; reading that, the parser moves the cast into the elements, and the next inspection sees a difference. A
 * cast in between keeps the form.
 */
final class StableText {
    private static final Pattern ARRAY = Pattern.compile(
            "\\(ARRAY\\[((?:'(?:[^']|'')*+'::character varying(?:\\([0-9]+\\))?(?:, )?)++)\\]\\)::text\\[\\]");

    private StableText() {}

    static String of(Draft draft) {
        boolean routine = draft.sql().startsWith("CREATE OR REPLACE FUNCTION")
                || draft.sql().startsWith("CREATE OR REPLACE PROCEDURE");
        if (routine || !draft.sql().contains(")::text[]")) {
            return draft.sql();
        }
        return ARRAY.matcher(draft.sql()).replaceAll("(ARRAY[$1]::character varying[])::text[]");
    }
}
