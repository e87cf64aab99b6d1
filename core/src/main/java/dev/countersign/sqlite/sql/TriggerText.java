package dev.countersign.sqlite.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * What a {@code CREATE TRIGGER} text says.
 *
 * @param event from behind the trigger's name to the word ON, e.g. {@code AFTER UPDATE OF price}
 * @param table the table or view it watches
 * @param rest everything behind the table's name
 */
public record TriggerText(List<Token> event, String table, List<Token> rest) {
    public TriggerText {
        event = List.copyOf(event);
        rest = List.copyOf(rest);
    }

    /**
     * Reads the text that SQLite keeps.
     *
     * @throws UnparsableException when the text is something else
     */
    public static TriggerText parse(String sql) {
        TokenCursor in = new TokenCursor(Lexer.tokens(sql));
        in.expect("CREATE");
        if (!in.skip("TEMP")) {
            in.skip("TEMPORARY");
        }
        in.expect("TRIGGER");
        in.skip("IF", "NOT", "EXISTS");
        in.name();
        if (in.skipSign(".")) {
            in.name();
        }
        List<Token> event = new ArrayList<>();
        while (!in.sees("ON")) {
            event.add(in.next());
        }
        in.expect("ON");
        String table = in.name();
        if (in.skipSign(".")) {
            table = in.name();
        }
        return new TriggerText(event, table, ViewText.withoutEnd(in.rest()));
    }
}
