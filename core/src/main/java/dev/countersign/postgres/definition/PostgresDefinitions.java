package dev.countersign.postgres.definition;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.CompositeType;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.DomainType;
import dev.countersign.catalog.EnumType;
import dev.countersign.catalog.Extension;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Routine;
import dev.countersign.catalog.RowPolicy;
import dev.countersign.catalog.Schema;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Sequence;
import dev.countersign.catalog.SequenceOptions;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.catalog.Trigger;
import dev.countersign.catalog.View;
import dev.countersign.dialect.Definitions;
import dev.countersign.postgres.name.Identifiers;
import dev.countersign.postgres.name.TriggerState;
import dev.countersign.sql.postgres.Ident;
import dev.countersign.sql.postgres.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes objects in PostgreSQL's SQL, in the order in which a reader looks for things. The text is for reading, never for running. */
public final class PostgresDefinitions implements Definitions {
    private final TableDefinition tables = new TableDefinition();

    @Override
    public String definition(Catalog catalog, ObjectRef ref) {
        if (ref.kind() == ObjectKind.COLUMN) {
            return column(catalog, ref);
        }
        return catalog.find(ref).map(object -> withChildren(catalog, object)).orElse("");
    }

    private String column(Catalog catalog, ObjectRef ref) {
        ObjectRef table =
                new ObjectRef(ObjectKind.TABLE, ref.path().subList(0, ref.path().size() - 1));
        return catalog.find(table, Table.class)
                .flatMap(owner -> owner.column(ref.path().getLast()))
                .map(tables::column)
                .orElse("");
    }

    private String withChildren(Catalog catalog, SchemaObject object) {
        List<String> paragraphs = new ArrayList<>();
        List<TableObject> children = catalog.tableObjects(object.ref());
        paragraphs.add(text(object, children));
        if (object instanceof Table || object instanceof View) {
            for (TableObject child : children) {
                if (!(child instanceof Constraint)) {
                    paragraphs.add(text(child, List.of()));
                }
            }
            for (DefinedObject defined : catalog.all(DefinedObject.class)) {
                if (defined.owner().filter(object.ref()::equals).isPresent()) {
                    paragraphs.add(String.join(";\n", defined.statements()) + ";");
                }
            }
        }
        List<String> access = AccessDefinition.about(catalog, object.ref());
        if (!access.isEmpty()) {
            paragraphs.add(String.join("\n", access));
        }
        List<String> comments = comments(object, children);
        if (!comments.isEmpty()) {
            paragraphs.add(String.join("\n", comments));
        }
        return String.join("\n\n", paragraphs) + "\n";
    }

    private String text(SchemaObject object, List<TableObject> children) {
        String name = Identifiers.of(object.ref());
        return switch (object) {
            case Schema schema -> "CREATE SCHEMA " + Ident.quote(schema.ref().name()) + ";";
            case Extension extension ->
                "CREATE EXTENSION " + name + "\n    SCHEMA " + Ident.quote(extension.schema())
                        + (extension.version().isEmpty() ? "" : "\n    VERSION " + Literal.quote(extension.version()))
                        + ";";
            case EnumType type ->
                "CREATE TYPE " + name + " AS ENUM (\n"
                        + lines(type.labels().stream().map(Literal::quote).toList()) + ");";
            case DomainType domain -> domain(domain, name);
            case CompositeType type -> "CREATE TYPE " + name + " AS (\n" + lines(tables.composite(type)) + ");";
            case Sequence sequence -> sequence(sequence, name);
            case Table table -> tables.table(table, children);
            case View view -> view(view, name);
            case Routine routine -> routine.definition() + ";";
            case Constraint constraint ->
                "ALTER TABLE " + Identifiers.qualified(constraint.table().path()) + "\n    ADD CONSTRAINT " + name + " "
                        + constraint.definition() + ";";
            case Index index -> index(index);
            case Trigger trigger -> trigger(trigger);
            case RowPolicy policy -> policy(policy, name);
            case DefinedObject defined -> String.join(";\n", defined.statements()) + ";";
            case AccessRule rule -> AccessDefinition.of(rule);
        };
    }

    private static String domain(DomainType domain, String name) {
        List<String> parts = new ArrayList<>();
        domain.collation().ifPresent(collation -> parts.add("COLLATE " + collation));
        domain.defaultExpression().ifPresent(expression -> parts.add("DEFAULT " + expression));
        if (domain.notNull() && domain.notNullConstraint().isEmpty()) {
            parts.add("NOT NULL");
        }
        domain.checks()
                .forEach(check -> parts.add("CONSTRAINT " + Ident.quote(check.name()) + " " + check.definition()));
        return "CREATE DOMAIN " + name + " AS " + domain.baseType()
                + parts.stream().map(part -> "\n    " + part).collect(Collectors.joining()) + ";";
    }

    private static String sequence(Sequence sequence, String name) {
        SequenceOptions options = sequence.options();
        return "CREATE " + (sequence.attributes().containsKey("persistence") ? "UNLOGGED " : "") + "SEQUENCE " + name
                + " AS " + options.type() + "\n    START WITH " + options.start() + "\n    INCREMENT BY "
                + options.increment() + "\n    MINVALUE " + options.minValue() + "\n    MAXVALUE " + options.maxValue()
                + "\n    CACHE " + options.cache() + (options.cycle() ? "\n    CYCLE" : "")
                + sequence.ownedBy()
                        .map(owner -> "\n    OWNED BY " + Identifiers.qualified(owner.path()))
                        .orElse("")
                + ";";
    }

    private static String view(View view, String name) {
        String options = TableDefinition.options(view.attributes(), view.materialized() ? "storage." : "");
        String columns = view.columns().stream()
                .map(column -> "    " + Ident.quote(column.name()))
                .collect(Collectors.joining(",\n"));
        List<String> defaults = view.columns().stream()
                .filter(column -> column.defaultExpression().isPresent())
                .map(column -> "\nALTER VIEW " + name + " ALTER COLUMN " + Ident.quote(column.name()) + " SET DEFAULT "
                        + column.defaultExpression().orElseThrow() + ";")
                .toList();
        return "CREATE " + view.ref().kind().label().toUpperCase(Locale.ROOT) + " " + name + " (\n" + columns + ")"
                + options + " AS\n" + view.query() + ";" + String.join("", defaults);
    }

    private static String index(Index index) {
        StringBuilder text = new StringBuilder(index.definition()).append(';');
        if (!index.valid()) {
            text.append(" -- invalid");
        }
        index.attachedTo()
                .ifPresent(parent -> text.append("\nALTER INDEX ")
                        .append(Identifiers.of(parent))
                        .append(" ATTACH PARTITION ")
                        .append(Identifiers.of(index.ref()))
                        .append(';'));
        index.attributes()
                .forEach((key, value) ->
                        text.append("\n-- ").append(key).append(": ").append(value));
        return text.toString();
    }

    private static String trigger(Trigger trigger) {
        return trigger.definition() + ";"
                + (trigger.enabled().equals("ORIGIN")
                        ? ""
                        : "\nALTER TABLE "
                                + Identifiers.qualified(trigger.table().path()) + " "
                                + TriggerState.enabling(trigger.enabled()) + " TRIGGER "
                                + Identifiers.of(trigger.ref()) + ";");
    }

    private static String policy(RowPolicy policy, String name) {
        return "CREATE POLICY " + name + " ON "
                + Identifiers.qualified(policy.table().path())
                + (policy.permissive() ? "" : "\n    AS RESTRICTIVE") + "\n    FOR " + policy.command() + "\n    TO "
                + policy.roles().stream()
                        .map(role -> role.equals("public") ? "PUBLIC" : Ident.quote(role))
                        .collect(Collectors.joining(", "))
                + policy.using()
                        .map(using -> "\n    USING " + inBrackets(using))
                        .orElse("")
                + policy.check()
                        .map(check -> "\n    WITH CHECK " + inBrackets(check))
                        .orElse("") + ";";
    }

    private static String inBrackets(String expression) {
        return expression.startsWith("(") ? expression : "(" + expression + ")";
    }

    private List<String> comments(SchemaObject object, List<TableObject> children) {
        List<String> comments = new ArrayList<>();
        add(comments, object);
        if (object instanceof Table table) {
            table.columns().forEach(column -> columnComment(comments, table.ref(), column.name(), column.comment()));
        } else if (object instanceof View view) {
            view.columns().forEach(column -> columnComment(comments, view.ref(), column.name(), column.comment()));
        } else if (object instanceof CompositeType type) {
            type.attributes().forEach(field -> columnComment(comments, type.ref(), field.name(), field.comment()));
        }
        children.forEach(child -> add(comments, child));
        return comments;
    }

    private static void add(List<String> comments, SchemaObject object) {
        object.comment().ifPresent(text -> comments.add(comment(object, text)));
    }

    private static String comment(SchemaObject object, String text) {
        String name = Identifiers.of(object.ref());
        String target = switch (object) {
            case Constraint constraint ->
                "CONSTRAINT " + name + " ON "
                        + Identifiers.qualified(constraint.table().path());
            case Trigger trigger ->
                "TRIGGER " + name + " ON "
                        + Identifiers.qualified(trigger.table().path());
            case RowPolicy policy ->
                "POLICY " + name + " ON " + Identifiers.qualified(policy.table().path());
            case DefinedObject defined -> definedTarget(defined, name);
            case EnumType type -> "TYPE " + name;
            case CompositeType type -> "TYPE " + name;
            default -> object.ref().kind().label().toUpperCase(Locale.ROOT) + " " + name;
        };
        return "COMMENT ON " + target + " IS " + Literal.quote(text) + ";";
    }

    private static String definedTarget(DefinedObject defined, String name) {
        return switch (defined.ref().kind()) {
            case RANGE, BASE_TYPE, SHELL_TYPE -> "TYPE " + name;
            case STATISTICS -> "STATISTICS " + name;
            case RULE -> "RULE " + name + " ON " + Identifiers.relationOf(defined.ref());
            default -> defined.ref().kind().label().toUpperCase(Locale.ROOT) + " " + name;
        };
    }

    private static void columnComment(List<String> comments, ObjectRef owner, String column, Optional<String> text) {
        text.ifPresent(comment -> comments.add("COMMENT ON COLUMN " + Identifiers.qualified(owner.path()) + "."
                + Ident.quote(column) + " IS " + Literal.quote(comment) + ";"));
    }

    static String lines(List<String> declarations) {
        return declarations.stream().map(line -> "    " + line).collect(Collectors.joining(",\n", "", "\n"));
    }
}
