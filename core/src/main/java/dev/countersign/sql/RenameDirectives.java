package dev.countersign.sql;

import dev.countersign.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the stated renames of a script by its tokens, so it works on statements that nobody can parse. */
public final class RenameDirectives {
    private static final String NAME = "renamed_from";

    private RenameDirectives() {}

    /** In the order of the script. A directive that stands before nothing that has a name is left out. */
    public static List<RenameDirective> find(Script script) {
        List<RenameDirective> found = new ArrayList<>();
        for (ScriptStatement statement : script.statements()) {
            if (statement.kind() != ScriptStatement.Kind.SQL) {
                continue;
            }
            StatementHead head = StatementHead.of(statement);
            statement
                    .directives(NAME)
                    .forEach(d -> ofStatement(script, statement, head, d).ifPresent(found::add));
            boolean table =
                    head.objectKind().equals("table") || head.objectKind().equals("foreign table");
            if (table && head.name().isPresent()) {
                inside(script, statement, head.name().get(), found);
            }
        }
        return List.copyOf(found);
    }

    private static Optional<RenameDirective> ofStatement(
            Script script, ScriptStatement statement, StatementHead head, Directive directive) {
        Optional<QualifiedName> old = old(directive);
        if (old.isEmpty() || head.name().isEmpty()) {
            return Optional.empty();
        }
        if (head.verb().equals("alter") && head.objectKind().equals("table")) {
            TokenCursor cursor = new TokenCursor(script.text(), statement.tokens());
            while (!cursor.atEnd() && !cursor.accept("add")) {
                cursor.next();
            }
            return definedHere(cursor, head.name().get(), old.get(), directive);
        }
        if (!head.verb().equals("create")) {
            return Optional.empty();
        }
        boolean table = head.objectKind().equals("table") || head.objectKind().equals("foreign table");
        String schema = head.table()
                .filter(t -> head.name().get().schema().isEmpty())
                .map(QualifiedName::schema)
                .orElse(head.name().get().schema());
        return Optional.of(new RenameDirective(
                table ? RenameDirective.Kind.TABLE : RenameDirective.Kind.OTHER,
                schema,
                Optional.empty(),
                head.name().get().name(),
                old.get().name(),
                schemaOf(old.get()),
                head.objectKind(),
                directive.offset(),
                directive.line()));
    }

    /** Comments between the columns of CREATE TABLE, or between the actions of ALTER TABLE. */
    private static void inside(
            Script script, ScriptStatement statement, QualifiedName table, List<RenameDirective> found) {
        for (Token token : statement.tokens()) {
            if (token.kind() != Kind.COMMENT) {
                continue;
            }
            Optional<Directive> directive = Directive.parse(
                            token.in(script.text()), token.offset(), script.line(token.offset()))
                    .filter(d -> d.name().equals(NAME));
            if (directive.isPresent()) {
                TokenCursor cursor = new TokenCursor(script.text(), statement.tokens());
                cursor.moveTo(token.end());
                cursor.accept("add");
                old(directive.get())
                        .flatMap(old -> definedHere(cursor, table, old, directive.get()))
                        .ifPresent(found::add);
            }
        }
    }

    /** A column or constraint definition that starts at the cursor. */
    private static Optional<RenameDirective> definedHere(
            TokenCursor cursor, QualifiedName table, QualifiedName old, Directive directive) {
        boolean constraint = cursor.accept("constraint");
        if (!constraint) {
            cursor.accept("column");
            cursor.accept("if", "not", "exists");
        }
        return cursor.name()
                .map(name -> new RenameDirective(
                        constraint ? RenameDirective.Kind.CONSTRAINT : RenameDirective.Kind.COLUMN,
                        table.schema(),
                        Optional.of(table.name()),
                        name.name(),
                        old.name(),
                        Optional.empty(),
                        constraint ? "constraint" : "column",
                        directive.offset(),
                        directive.line()));
    }

    private static Optional<QualifiedName> old(Directive directive) {
        return new TokenCursor(directive.argument(), Lexer.tokens(directive.argument())).name();
    }

    private static Optional<String> schemaOf(QualifiedName name) {
        return name.schema().isEmpty() ? Optional.empty() : Optional.of(name.schema());
    }
}
