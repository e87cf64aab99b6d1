package dev.countersign.sqlite.observe;

import dev.countersign.dialect.StatementTraits;
import dev.countersign.plan.Statement;
import dev.countersign.sqlite.sql.Lexer;
import dev.countersign.sqlite.sql.Token;
import java.util.ArrayList;
import java.util.List;

/** What statements lock and read, by the manual (lockingv3.html): there is one lock, on the whole database, and one writer at a time. */
public final class SqliteTraits {
    private static final String EXCLUSIVE = "EXCLUSIVE on the database";

    /** Reads it off the statement's words. */
    public StatementTraits of(Statement statement) {
        List<Token> tokens = Lexer.tokens(statement.sql());
        if (tokens.isEmpty()
                || tokens.getFirst().is("PRAGMA")
                || tokens.getFirst().is("SELECT")) {
            return new StatementTraits("none", false, false, List.of());
        }
        if (has(tokens, "temp") || has(tokens, "TEMP")) {
            return new StatementTraits("none", false, has(tokens, "SELECT"), List.of());
        }
        boolean copies = tokens.getFirst().is("INSERT") && has(tokens, "SELECT") && !has(tokens, "sqlite_sequence");
        boolean dropsColumn = tokens.getFirst().is("ALTER") && has(tokens, "DROP");
        boolean index = tokens.getFirst().is("CREATE")
                && tokens.size() > 2
                && (tokens.get(1).is("INDEX") || tokens.get(2).is("INDEX"));
        boolean checked = tokens.getFirst().is("ALTER") && has(tokens, "ADD") && has(tokens, "CHECK");
        List<String> notes = new ArrayList<>();
        if (copies || dropsColumn) {
            notes.add("every row is written again; the file needs room for them twice");
        }
        return new StatementTraits(EXCLUSIVE, copies || dropsColumn, copies || dropsColumn || index || checked, notes);
    }

    private static boolean has(List<Token> tokens, String word) {
        return tokens.stream().anyMatch(t -> t.is(word));
    }
}
