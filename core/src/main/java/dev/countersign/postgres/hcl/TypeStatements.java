package dev.countersign.postgres.hcl;

import dev.countersign.ddl.DdlBlock;
import dev.countersign.ddl.DdlSql;
import dev.countersign.ddl.DdlValue;
import dev.countersign.ddl.Renames;
import dev.countersign.ddl.SqlText;
import dev.countersign.postgres.hcl.Draft.Step;
import dev.countersign.sql.postgres.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Schemas, extensions, types, sequences, collations and casts. */
final class TypeStatements {
    private final Names names;
    private final Draft draft;
    private final Renames renames;

    TypeStatements(Names names, Draft draft, Renames renames) {
        this.names = names;
        this.draft = draft;
        this.renames = renames;
    }

    void addSchema(DdlBlock schema) {
        String name = names.qualified(schema);
        draft.add(Step.SCHEMA, "CREATE SCHEMA IF NOT EXISTS " + name, schema.range());
        Clauses.comment(draft, schema, "SCHEMA", name);
        renames.object(schema, "", "schema");
    }

    void addExtension(DdlBlock extension) {
        String name = names.qualified(extension);
        SqlText sql = new SqlText(extension.range())
                .add("CREATE EXTENSION IF NOT EXISTS ")
                .add(name);
        extension
                .value("schema")
                .flatMap(names::schemaName)
                .ifPresent(s -> sql.add(" SCHEMA ").add(names.quoted(s, extension.range())));
        extension.text("version").ifPresent(v -> sql.add(" VERSION " + Literal.quote(v)));
        names.dependsOn(extension);
        draft.add(Step.EXTENSION, sql);
        extensionComment(extension, name);
    }

    /** Extensions bring their comments along, and not everybody may change them. */
    private void extensionComment(DdlBlock extension, String name) {
        extension.value("comment").flatMap(DdlValue::text).ifPresent(text -> {
            String body =
                    "BEGIN IF pg_catalog.obj_description((SELECT oid FROM pg_catalog.pg_extension WHERE extname = "
                            + Literal.quote(extension.name()) + "), 'pg_extension') IS DISTINCT FROM "
                            + Literal.quote(text)
                            + " THEN COMMENT ON EXTENSION " + name + " IS " + Literal.quote(text) + "; END IF; END";
            draft.add(Step.SETTING, "DO " + Literal.dollarQuote(body), extension.range());
        });
    }

    void addEnum(DdlBlock type) {
        String name = names.qualified(type);
        SqlText sql = new SqlText(type.range()).add("CREATE TYPE ").add(name).add(" AS ENUM (");
        sql.list(type.list("values").stream()
                .flatMap(v -> names.expression(v).stream())
                .toList());
        draft.add(Step.TYPE, sql.add(")"));
        Clauses.comment(draft, type, "TYPE", name);
        renames.object(type, names.schema(type), "enum");
    }

    void addDomain(DdlBlock type) {
        String name = names.qualified(type);
        SqlText sql = new SqlText(type.range()).add("CREATE DOMAIN ").add(name).add(" AS ");
        names.type(type, "type").ifPresent(sql::add);
        collation(sql, type);
        type.value("default")
                .flatMap(names::expression)
                .ifPresent(d -> sql.add(" DEFAULT ").add(d));
        sql.add(type.flag("null") ? "" : " NOT NULL");
        for (DdlBlock check : type.blocks("check")) {
            check.sql("expr")
                    .ifPresentOrElse(
                            e -> sql.add(check.name().isEmpty() ? "" : " CONSTRAINT " + names.quoted(check))
                                    .add(" CHECK (")
                                    .add(e)
                                    .add(")"),
                            () -> check.findings().problem(check.range(), check.path() + " needs \"expr\""));
        }
        draft.add(Step.TYPE, sql);
        Clauses.comment(draft, type, "DOMAIN", name);
        renames.object(type, names.schema(type), "domain");
        for (DdlBlock check : type.blocks("check")) {
            Clauses.comment(draft, check, "CONSTRAINT", names.quoted(check) + " ON DOMAIN " + name);
        }
    }

    private void collation(SqlText sql, DdlBlock block) {
        names.collation(block, "collate").ifPresent(c -> sql.add(" COLLATE ").add(c));
    }

    void addComposite(DdlBlock type) {
        String name = names.qualified(type);
        SqlText sql = new SqlText(type.range()).add("CREATE TYPE ").add(name).add(" AS (");
        List<DdlBlock> fields = type.blocks("field");
        for (int i = 0; i < fields.size(); i++) {
            DdlBlock field = fields.get(i);
            sql.add(i == 0 ? "" : ", ").add(names.quoted(field)).add(" ");
            names.type(field, "type").ifPresent(sql::add);
            collation(sql, field);
        }
        draft.add(Step.TYPE, sql.add(")"));
        Clauses.comment(draft, type, "TYPE", name);
        renames.object(type, names.schema(type), "composite type");
        for (DdlBlock field : fields) {
            Clauses.comment(draft, field, "COLUMN", name + "." + names.quoted(field));
        }
    }

    void addRange(DdlBlock type) {
        String name = names.qualified(type);
        SqlText sql = new SqlText(type.range()).add("CREATE TYPE ").add(name).add(" AS RANGE (SUBTYPE = ");
        names.type(type, "subtype").ifPresent(sql::add);
        Map<String, String> options = Map.of(
                "subtype_opclass", "SUBTYPE_OPCLASS",
                "collation", "COLLATION",
                "canonical", "CANONICAL",
                "subtype_diff", "SUBTYPE_DIFF",
                "multirange_name", "MULTIRANGE_TYPE_NAME");
        options.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> type.value(e.getKey())
                        .flatMap(v -> v.word()
                                .or(v::sqlOrText)
                                .map(t -> new DdlSql(t, v.range()))
                                .or(() -> names.object(v, "function", "collation")))
                        .ifPresent(v -> sql.add(", " + e.getValue() + " = ").add(v)));
        draft.add(Step.TYPE, sql.add(")"));
        Clauses.comment(draft, type, "TYPE", name);
        renames.object(type, names.schema(type), "range type");
    }

    void addSequence(DdlBlock sequence) {
        String name = names.qualified(sequence);
        SqlText sql = new SqlText(sequence.range())
                .add(sequence.flag("unlogged") ? "CREATE UNLOGGED SEQUENCE " : "CREATE SEQUENCE ")
                .add(name);
        if (sequence.attribute("type").isPresent()) {
            names.type(sequence, "type").ifPresent(t -> sql.add(" AS ").add(t));
        }
        draft.add(Step.SEQUENCE, sql.add(SequenceOptions.of(sequence)));
        sequence.value("owner")
                .flatMap(v -> names.tableColumn(v, sequence))
                .ifPresent(c -> draft.add(
                        Step.SETTING,
                        "ALTER SEQUENCE " + name + " OWNED BY " + c.table() + "."
                                + c.column().sql(),
                        c.column().range()));
        Clauses.comment(draft, sequence, "SEQUENCE", name);
        renames.object(sequence, names.schema(sequence), "sequence");
    }

    void addCollation(DdlBlock collation) {
        String name = names.qualified(collation);
        List<String> options = new ArrayList<>();
        for (String option : List.of("locale", "lc_collate", "lc_ctype", "provider", "rules", "version")) {
            collation
                    .value(option)
                    .flatMap(v -> v.word().or(v::sqlOrText))
                    .ifPresent(v -> options.add(option.toUpperCase(Locale.ROOT) + " = "
                            + (option.equals("provider") ? v : Literal.quote(v))));
        }
        collation.bool("deterministic").ifPresent(d -> options.add("DETERMINISTIC = " + d));
        draft.add(Step.TYPE, "CREATE COLLATION " + name + " (" + String.join(", ", options) + ")", collation.range());
        Clauses.comment(draft, collation, "COLLATION", name);
        renames.object(collation, names.schema(collation), "collation");
    }

    void addCast(DdlBlock cast) {
        Optional<DdlSql> source = names.type(cast, "source");
        Optional<DdlSql> target = names.type(cast, "target");
        SqlText sql = new SqlText(cast.range()).add("CREATE CAST (");
        source.ifPresent(sql::add);
        sql.add(" AS ");
        target.ifPresent(sql::add);
        sql.add(")");
        Optional<DdlValue> function =
                cast.value("function").or(() -> cast.block("with").flatMap(w -> w.value("function")));
        if (function.isPresent()) {
            names.object(function.get(), "function")
                    .ifPresent(f -> sql.add(" WITH FUNCTION ").add(f));
        } else {
            boolean inout = cast.flag("inout")
                    || cast.block("with").map(w -> w.flag("inout")).orElse(false);
            sql.add(inout ? " WITH INOUT" : " WITHOUT FUNCTION");
        }
        if (cast.attribute("as").isPresent()) {
            cast.keyword("as", "ASSIGNMENT", "IMPLICIT")
                    .ifPresent(k -> sql.add(" AS ").add(k));
        }
        draft.add(Step.TRIGGER, sql);
        Clauses.comment(
                draft,
                cast,
                "CAST",
                "(" + source.map(DdlSql::sql).orElse("") + " AS "
                        + target.map(DdlSql::sql).orElse("") + ")");
    }
}
