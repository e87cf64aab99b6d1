package dev.countersign.sqlite.sql;

import dev.countersign.sqlite.sql.TableText.Check;
import dev.countersign.sqlite.sql.TableText.ColumnText;
import dev.countersign.sqlite.sql.TableText.ConstraintText;
import dev.countersign.sqlite.sql.TableText.Key;
import dev.countersign.sqlite.sql.TableText.KeyPart;
import dev.countersign.sqlite.sql.TableText.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code CREATE TABLE} by SQLite's own grammar (parse.y), which takes more than its syntax diagrams show. */
public final class TableParser {
    private static final Set<String> CONSTRAINT_STARTS = Set.of(
            "CONSTRAINT",
            "PRIMARY",
            "NOT",
            "NULL",
            "UNIQUE",
            "CHECK",
            "DEFAULT",
            "COLLATE",
            "REFERENCES",
            "GENERATED",
            "AS",
            "DEFERRABLE");
    private static final Set<String> TABLE_CONSTRAINT_STARTS =
            Set.of("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN");

    private final TokenCursor in;
    private final List<ColumnText> columns = new ArrayList<>();
    private final List<ConstraintText> constraints = new ArrayList<>();

    private TableParser(List<Token> tokens) {
        this.in = new TokenCursor(tokens);
    }

    /**
     * Reads the text that SQLite keeps.
     *
     * @throws UnparsableException when the text is something else
     */
    public static TableText parse(String sql) {
        return new TableParser(Lexer.tokens(sql)).table();
    }

    private TableText table() {
        in.expect("CREATE");
        boolean ignored = in.skip("TEMP") || in.skip("TEMPORARY");
        in.expect("TABLE");
        ignored |= in.skip("IF", "NOT", "EXISTS");
        in.name();
        if (in.skipSign(".")) {
            in.name();
        }
        in.expectSign("(");
        do {
            if (startsTableConstraint()) {
                tableConstraints();
                break;
            }
            column();
        } while (in.skipSign(","));
        in.expectSign(")");
        boolean strict = false;
        boolean withoutRowid = false;
        while (!in.atEnd() && !in.seesSign(";")) {
            if (in.skip("STRICT")) {
                strict = true;
            } else {
                in.expect("WITHOUT");
                in.expect("ROWID");
                withoutRowid = true;
            }
            if (!in.atEnd() && !in.seesSign(";")) {
                in.expectSign(",");
            }
        }
        return new TableText(columns, constraints, strict, withoutRowid);
    }

    private boolean startsTableConstraint() {
        Token token = in.peek();
        return token.kind() == Token.Kind.WORD
                && TABLE_CONSTRAINT_STARTS.contains(token.text().toUpperCase(Locale.ROOT));
    }

    private boolean startsColumnConstraint() {
        Token token = in.peek();
        return token.kind() == Token.Kind.WORD
                && CONSTRAINT_STARTS.contains(token.text().toUpperCase(Locale.ROOT));
    }

    private void column() {
        String column = in.name();
        StringBuilder type = new StringBuilder();
        while (in.peek().canName() && !startsColumnConstraint()) {
            type.append(in.next().name());
        }
        if (in.seesSign("(")) {
            type.append('(');
            in.inParentheses();
        }
        new ColumnParser(column, type.toString().equalsIgnoreCase("integer")).run();
    }

    private void tableConstraints() {
        while (!in.seesSign(")")) {
            Optional<String> name = in.skip("CONSTRAINT") ? Optional.of(in.name()) : Optional.empty();
            boolean nameOnly = name.isPresent() && (in.sees("CONSTRAINT") || in.seesSign(",") || in.seesSign(")"));
            if (nameOnly) {
                in.skipSign(",");
                continue;
            }
            if (in.skip("PRIMARY", "KEY")) {
                key(name, true);
            } else if (in.skip("UNIQUE")) {
                key(name, false);
            } else if (in.skip("CHECK")) {
                constraints.add(new Check(name, in.inParentheses(), conflict(), Optional.empty()));
            } else {
                in.expect("FOREIGN", "KEY");
                List<String> own = names(in.inParentheses());
                Reference reference = reference(name, own, Optional.empty());
                constraints.add(reference.with(deferrable()));
            }
            // the comma between table constraints may be left out
            in.skipSign(",");
        }
    }

    private void key(Optional<String> name, boolean primary) {
        List<KeyPart> parts = new ArrayList<>();
        boolean autoincrement = false;
        for (List<Token> item : TokenCursor.items(in.inParentheses())) {
            TokenCursor part = new TokenCursor(item);
            String column = part.name();
            Optional<String> collation = part.skip("COLLATE") ? Optional.of(part.name()) : Optional.empty();
            boolean descending = part.skip("DESC");
            if (!descending) {
                part.skip("ASC");
            }
            autoincrement |= part.skip("AUTOINCREMENT");
            if (!part.atEnd()) {
                throw new UnparsableException("a key holds more than columns");
            }
            parts.add(new KeyPart(column, collation, descending));
        }
        constraints.add(new Key(name, primary, parts, conflict(), autoincrement, false, Optional.empty()));
    }

    private Optional<String> conflict() {
        if (!in.skip("ON", "CONFLICT")) {
            return Optional.empty();
        }
        return Optional.of(in.next().text().toUpperCase(Locale.ROOT));
    }

    private Reference reference(Optional<String> name, List<String> own, Optional<String> at) {
        in.expect("REFERENCES");
        String parent = in.name();
        List<String> parentColumns = in.seesSign("(") ? names(in.inParentheses()) : List.of();
        Optional<String> onUpdate = Optional.empty();
        Optional<String> onDelete = Optional.empty();
        Optional<String> match = Optional.empty();
        while (true) {
            if (in.skip("ON", "DELETE")) {
                onDelete = action();
            } else if (in.skip("ON", "UPDATE")) {
                onUpdate = action();
            } else if (in.skip("ON", "INSERT")) {
                action();
            } else if (in.skip("MATCH")) {
                match = Optional.of(in.name().toUpperCase(Locale.ROOT)).filter(m -> !m.equals("SIMPLE"));
            } else {
                return new Reference(name, own, parent, parentColumns, onUpdate, onDelete, match, "", at);
            }
        }
    }

    /** The action; doing nothing is what happens anyway. */
    private Optional<String> action() {
        if (in.skip("NO", "ACTION")) {
            return Optional.empty();
        }
        if (in.skip("SET", "NULL")) {
            return Optional.of("SET NULL");
        }
        if (in.skip("SET", "DEFAULT")) {
            return Optional.of("SET DEFAULT");
        }
        return Optional.of(in.next().text().toUpperCase(Locale.ROOT));
    }

    private String deferrable() {
        boolean not = in.sees("NOT") && in.sees(1, "DEFERRABLE");
        if (not) {
            in.skip("NOT");
        }
        if (!in.skip("DEFERRABLE")) {
            return "";
        }
        String initially = in.skip("INITIALLY", "DEFERRED")
                ? " INITIALLY DEFERRED"
                : in.skip("INITIALLY", "IMMEDIATE") ? " INITIALLY IMMEDIATE" : "";
        return (not ? "NOT DEFERRABLE" : "DEFERRABLE") + initially;
    }

    private static List<String> names(List<Token> list) {
        List<String> names = new ArrayList<>();
        for (List<Token> item : TokenCursor.items(list)) {
            TokenCursor one = new TokenCursor(item);
            names.add(one.name());
            if (!one.atEnd()) {
                throw new UnparsableException("a list of columns holds something else");
            }
        }
        return names;
    }

    /** The constraints behind one column. */
    private final class ColumnParser {
        private final String column;
        private final boolean integer;
        private final Map<String, String> names = new HashMap<>();
        private Optional<String> name = Optional.empty();
        private boolean notNull;
        private Optional<String> notNullConflict = Optional.empty();
        private List<Token> defaultTokens = List.of();
        private List<Token> generated = List.of();
        private boolean stored;
        private Optional<String> collation = Optional.empty();

        ColumnParser(String column, boolean integer) {
            this.column = column;
            this.integer = integer;
        }

        void run() {
            while (!in.seesSign(",") && !in.seesSign(")")) {
                if (in.skip("CONSTRAINT")) {
                    name = Optional.of(in.name());
                    continue;
                }
                constraint();
                name = Optional.empty();
            }
            // a name with nothing behind it is taken and means nothing
            columns.add(new ColumnText(
                    column, notNull, notNullConflict, defaultTokens, generated, stored, collation, names));
        }

        private void constraint() {
            if (in.skip("NULL")) {
                conflict();
            } else if (in.skip("NOT", "NULL")) {
                notNull = true;
                notNullConflict = conflict();
                named("not_null");
            } else if (in.skip("PRIMARY", "KEY")) {
                boolean descending = in.skip("DESC");
                if (!descending) {
                    in.skip("ASC");
                }
                Optional<String> conflict = conflict();
                boolean autoincrement = in.skip("AUTOINCREMENT");
                KeyPart part = new KeyPart(column, Optional.empty(), descending);
                constraints.add(new Key(
                        name,
                        true,
                        List.of(part),
                        conflict,
                        autoincrement,
                        descending && integer,
                        Optional.of(column)));
            } else if (in.skip("UNIQUE")) {
                KeyPart part = new KeyPart(column, Optional.empty(), false);
                constraints.add(new Key(name, false, List.of(part), conflict(), false, false, Optional.of(column)));
            } else if (in.skip("CHECK")) {
                constraints.add(new Check(name, in.inParentheses(), Optional.empty(), Optional.of(column)));
            } else if (in.sees("REFERENCES")) {
                constraints.add(reference(name, List.of(column), Optional.of(column)));
            } else if (in.sees("DEFERRABLE") || in.sees("NOT")) {
                deferLast();
            } else if (in.skip("COLLATE")) {
                collation = Optional.of(in.name());
                named("collate");
            } else if (in.skip("DEFAULT")) {
                defaultTokens = defaultValue();
                named("default");
            } else {
                generatedAs();
            }
        }

        private void named(String what) {
            name.ifPresent(n -> names.put(what, n));
        }

        /** Says it of the foreign key that was read last, whatever stands between; where there is none it means nothing. */
        private void deferLast() {
            String clause = deferrable();
            if (clause.isEmpty()) {
                throw new UnparsableException("NOT stands before nothing that can follow it");
            }
            for (int i = constraints.size() - 1; i >= 0; i--) {
                if (constraints.get(i) instanceof Reference last) {
                    constraints.set(i, last.with(clause));
                    return;
                }
            }
        }

        private List<Token> defaultValue() {
            if (in.seesSign("(")) {
                return in.inParentheses();
            }
            if (in.seesSign("-") || in.seesSign("+")) {
                return List.of(in.next(), in.next());
            }
            return List.of(in.next());
        }

        private void generatedAs() {
            if (in.skip("GENERATED")) {
                in.expect("ALWAYS");
            }
            in.expect("AS");
            generated = in.inParentheses();
            stored = in.skip("STORED");
            if (!stored) {
                in.skip("VIRTUAL");
            }
            named("generated");
        }
    }
}
