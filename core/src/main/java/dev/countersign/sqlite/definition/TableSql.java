package dev.countersign.sqlite.definition;

import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Generated;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.sqlite.sql.Ident;
import dev.countersign.sqlite.sql.Lexer;
import dev.countersign.sqlite.sql.Token;
import dev.countersign.sqlite.sql.UnparsableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Writes {@code CREATE TABLE}: what concerns one column stands at the column, the rest below, unless it was written otherwise. */
public final class TableSql {
    private final Table table;
    private final List<Constraint> constraints;

    /** @param children of the table, of which only constraints matter here */
    public TableSql(Table table, Collection<? extends TableObject> children) {
        this.table = table;
        this.constraints = children.stream()
                .filter(Constraint.class::isInstance)
                .map(Constraint.class::cast)
                .toList();
    }

    /** The statement without a semicolon, under the given name. */
    public String create(String name) {
        List<String> lines = new ArrayList<>();
        for (Column column : table.columns()) {
            lines.add("    " + column(column, atColumn(column)));
        }
        for (Constraint constraint : constraints) {
            if (table.columns().stream().noneMatch(c -> standsAt(constraint, c))) {
                lines.add("    " + named(constraint) + constraint.definition());
            }
        }
        List<String> options = new ArrayList<>();
        if (table.attributes().containsKey("strict")) {
            options.add("STRICT");
        }
        if (table.attributes().containsKey("without_rowid")) {
            options.add("WITHOUT ROWID");
        }
        return "CREATE TABLE " + Ident.quote(name) + " (\n" + String.join(",\n", lines) + "\n)"
                + (options.isEmpty() ? "" : " " + String.join(", ", options));
    }

    private List<Constraint> atColumn(Column column) {
        return constraints.stream().filter(c -> standsAt(c, column)).toList();
    }

    private boolean standsAt(Constraint constraint, Column column) {
        return Places.of(table, constraint).filter(column.name()::equals).isPresent();
    }

    /** The column with the given constraints behind it, as in {@code CREATE TABLE} and {@code ADD COLUMN}. */
    public String column(Column column, List<? extends Constraint> behind) {
        StringBuilder text = new StringBuilder(Ident.quote(column.name()));
        if (!column.type().isEmpty()) {
            text.append(' ').append(type(column.type()));
        }
        column.collation().ifPresent(c -> {
            nameOf(text, column, "collate");
            text.append(" COLLATE ").append(Ident.quote(c));
        });
        behind.stream()
                .filter(KeyConstraint.class::isInstance)
                .forEach(k -> text.append(' ').append(named(k)).append(atColumn((KeyConstraint) k)));
        if (column.notNull()) {
            nameOf(text, column, "not_null");
            text.append(" NOT NULL");
            Optional.ofNullable(column.attributes().get("not_null_conflict"))
                    .ifPresent(c -> text.append(" ON CONFLICT ").append(c));
        }
        column.defaultExpression().ifPresent(d -> {
            nameOf(text, column, "default");
            text.append(" DEFAULT ").append(isTerm(d) ? d : "(" + d + ")");
        });
        for (Constraint constraint : behind) {
            switch (constraint) {
                case KeyConstraint k -> {
                    // stands before NOT NULL
                }
                case CheckConstraint c -> text.append(' ').append(named(c)).append(c.definition());
                case ForeignKey f ->
                    text.append(' ')
                            .append(named(f))
                            .append(f.definition().substring(f.definition().indexOf("REFERENCES ")));
            }
        }
        column.generated().ifPresent(g -> {
            nameOf(text, column, "generated");
            text.append(" GENERATED ALWAYS AS (")
                    .append(g.expression())
                    .append(g.storage() == Generated.Storage.STORED ? ") STORED" : ") VIRTUAL");
        });
        return text.toString();
    }

    private static String atColumn(KeyConstraint key) {
        String conflict = Optional.ofNullable(key.attributes().get("conflict"))
                .map(c -> " ON CONFLICT " + c)
                .orElse("");
        if (key.ref().kind() == ObjectKind.UNIQUE) {
            return "UNIQUE" + conflict;
        }
        return "PRIMARY KEY" + ("DESC".equals(key.attributes().get("part.1")) ? " DESC" : "") + conflict
                + (key.attributes().containsKey("autoincrement") ? " AUTOINCREMENT" : "");
    }

    private static void nameOf(StringBuilder text, Column column, String what) {
        Optional.ofNullable(column.attributes().get(what + "_constraint"))
                .ifPresent(n -> text.append(" CONSTRAINT ").append(Ident.quote(n)));
    }

    private String named(Constraint constraint) {
        if (!isNamed(constraint)) {
            return "";
        }
        return "CONSTRAINT " + Ident.quote(withoutNumber(constraint.ref())) + " ";
    }

    /** Several constraints of one name are told apart by numbers that are not part of it. */
    private String withoutNumber(ObjectRef ref) {
        String name = ref.name();
        int number = name.lastIndexOf(" #");
        if (number > 0 && name.substring(number + 2).chars().allMatch(Character::isDigit)) {
            String first = name.substring(0, number);
            boolean twice = constraints.stream()
                    .anyMatch(
                            c -> c.ref().kind() == ref.kind() && c.ref().name().equals(first));
            return twice ? first : name;
        }
        return name;
    }

    /** Whether the constraint was given its name; otherwise it goes by what it says. */
    public static boolean isNamed(Constraint constraint) {
        String name = constraint.ref().name();
        String said = unnamed(constraint);
        return !name.equals(said) && !(name.startsWith(said + " #"));
    }

    /** What a constraint without a name goes by. */
    public static String unnamed(Constraint constraint) {
        String definition = constraint.definition();
        return switch (constraint) {
            case KeyConstraint k when k.ref().kind() == ObjectKind.PRIMARY_KEY -> "primary key";
            case KeyConstraint k -> parenthesis(definition, "UNIQUE ".length());
            case CheckConstraint c -> parenthesis(definition, "CHECK ".length());
            case ForeignKey f ->
                parenthesis(definition, "FOREIGN KEY ".length()) + " -> "
                        + Ident.quote(f.referencedTable().name());
        };
    }

    private static String parenthesis(String definition, int start) {
        int depth = 0;
        char quote = 0;
        for (int i = start; i < definition.length(); i++) {
            char c = definition.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return definition.substring(start, i + 1);
            }
        }
        return definition.substring(start);
    }

    /** A default that needs no parentheses: a literal, a signed number, a single name. */
    public static boolean isTerm(String expression) {
        List<Token> tokens = Lexer.tokens(expression);
        if (tokens.size() == 1) {
            return tokens.getFirst().kind() != Token.Kind.OPERATOR;
        }
        return tokens.size() == 2
                && (tokens.getFirst().isSign("-") || tokens.getFirst().isSign("+"))
                && tokens.get(1).kind() == Token.Kind.NUMBER;
    }

    /** A type as SQL: words and at most two numbers as they are; anything else was in quotes. */
    public static String type(String type) {
        try {
            List<Token> tokens = Lexer.tokens(type);
            boolean words = tokens.stream().takeWhile(t -> !t.isSign("(")).allMatch(t -> t.kind() == Token.Kind.WORD);
            boolean tail = tokens.stream()
                    .dropWhile(t -> !t.isSign("("))
                    .allMatch(t ->
                            t.kind() == Token.Kind.NUMBER || t.kind() == Token.Kind.WORD || "(),+-".contains(t.text()));
            return words && tail ? type : '"' + type.replace("\"", "\"\"") + '"';
        } catch (UnparsableException e) {
            return '"' + type.replace("\"", "\"\"") + '"';
        }
    }
}
