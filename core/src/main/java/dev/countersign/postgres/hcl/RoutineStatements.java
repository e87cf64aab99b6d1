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
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Functions, procedures and aggregates. */
final class RoutineStatements {
    private static final Pattern STANDARD_BODY = Pattern.compile("(?is)\\s*(BEGIN\\s+ATOMIC\\b|RETURN\\b).*");
    private static final Pattern PLAIN_SETTING = Pattern.compile(
            "-?[0-9]+(?:\\.[0-9]+)?|(?:\"[^\"]*\"|[A-Za-z_$][\\w$]*)(?:\\s*,\\s*(?:\"[^\"]*\"|[A-Za-z_$][\\w$]*))*");

    private final Names names;
    private final Draft draft;
    private final Renames renames;

    RoutineStatements(Names names, Draft draft, Renames renames) {
        this.names = names;
        this.draft = draft;
        this.renames = renames;
    }

    void add(DdlBlock routine, String kind) {
        String name = names.qualified(routine);
        names.dependsOn(routine);
        SqlText sql = new SqlText(routine.range());
        sql.add("CREATE " + kind + " ").add(name).add("(");
        List<DdlSql> arguments = arguments(routine, true);
        sql.list(arguments).add(")");
        if (kind.equals("FUNCTION")) {
            returns(sql, routine);
        }
        String language = routine.value("lang")
                .or(() -> routine.value("language"))
                .flatMap(v -> v.word().or(v::sqlOrText))
                .orElse("SQL");
        sql.add("\nLANGUAGE " + names.quoted(language.toLowerCase(Locale.ROOT), routine.range()));
        properties(sql, routine);
        Clauses.settings(routine, "config_params")
                .forEach((parameter, value) -> sql.add("\nSET " + parameter + " = " + setting(value), value.range()));
        body(sql, routine, language);
        draft.add(Step.ROUTINE, sql);
        renames.object(routine, names.schema(routine), kind.toLowerCase(Locale.ROOT));
        comment(routine, kind);
    }

    private void comment(DdlBlock routine, String kind) {
        if (routine.attribute("comment").isPresent()) {
            Clauses.comment(draft, routine, kind, signed(routine));
        }
    }

    /** The qualified name with the types of the arguments, by which statements about one of several routines name it. */
    String signed(DdlBlock routine) {
        return arguments(routine, false).stream()
                .map(DdlSql::sql)
                .collect(Collectors.joining(", ", names.qualified(routine) + "(", ")"));
    }

    private static void properties(SqlText sql, DdlBlock routine) {
        if (routine.attribute("volatility").isPresent()) {
            routine.keyword("volatility", "IMMUTABLE", "STABLE", "VOLATILE").ifPresent(v -> sql.add(" " + v));
        }
        if (routine.attribute("parallel").isPresent()) {
            routine.keyword("parallel", "SAFE", "RESTRICTED", "UNSAFE").ifPresent(v -> sql.add(" PARALLEL " + v));
        }
        sql.add(routine.flag("leakproof") ? " LEAKPROOF" : "");
        if (routine.attribute("strict").isPresent()) {
            sql.add(routine.flag("strict") ? " STRICT" : "");
        }
        sql.add(routine.flag("window") ? " WINDOW" : "");
        routine.number("cost").ifPresent(n -> sql.add(" COST " + n));
        routine.number("rows").ifPresent(n -> sql.add(" ROWS " + n));
        if (routine.attribute("security").isPresent()) {
            routine.keyword("security", "DEFINER", "INVOKER").ifPresent(v -> sql.add(" SECURITY " + v));
        }
    }

    private static String setting(DdlValue value) {
        return value.items().stream()
                .map(item -> {
                    String text = item.word().or(item::sqlOrText).orElse("");
                    return item.rawSql().isPresent()
                                    || PLAIN_SETTING.matcher(text).matches()
                            ? text
                            : Literal.quote(text);
                })
                .collect(Collectors.joining(", "));
    }

    private List<DdlSql> arguments(DdlBlock routine, boolean defaults) {
        List<DdlSql> arguments = new ArrayList<>();
        for (DdlBlock argument : routine.blocks("arg")) {
            String mode = argument.attribute("mode").isPresent()
                    ? argument.keyword("mode", "IN", "OUT", "INOUT", "VARIADIC")
                            .map(m -> m + " ")
                            .orElse("")
                    : "";
            String name = argument.name().isEmpty() ? "" : names.quoted(argument) + " ";
            Optional<DdlSql> type = names.type(argument, "type");
            Optional<DdlSql> standard = argument.value("default").flatMap(names::expression);
            type.ifPresent(t -> arguments.add(new DdlSql(
                    mode
                            + name
                            + t.sql()
                            + standard.filter(d -> defaults)
                                    .map(d -> " DEFAULT " + d.sql())
                                    .orElse(""),
                    argument.range())));
        }
        return arguments;
    }

    private void returns(SqlText sql, DdlBlock routine) {
        routine.value("return")
                .flatMap(names::type)
                .ifPresent(t -> sql.add("\nRETURNS ").add(t));
        routine.value("return_set")
                .flatMap(names::type)
                .ifPresent(t -> sql.add("\nRETURNS SETOF ").add(t));
        routine.block("return_table").ifPresent(table -> {
            List<DdlSql> columns = new ArrayList<>();
            for (DdlBlock column : table.blocks("column")) {
                names.type(column, "type")
                        .ifPresent(t -> columns.add(new DdlSql(names.quoted(column) + " " + t.sql(), t.range())));
            }
            sql.add("\nRETURNS TABLE (").list(columns).add(")");
        });
    }

    /** A body is taken as it stands, white space included: the server keeps it so. */
    private static void body(SqlText sql, DdlBlock routine, String language) {
        Optional<DdlValue> as = routine.value("as");
        Optional<String> text = as.flatMap(DdlValue::sqlOrText);
        if (text.isEmpty()) {
            routine.findings().problem(routine.range(), routine.path() + " needs its body: \"as\"");
            return;
        }
        if (language.equalsIgnoreCase("sql")
                && STANDARD_BODY.matcher(text.get()).matches()) {
            String body = text.get().strip();
            sql.add("\n")
                    .add(
                            body.endsWith(";") && !body.toUpperCase(Locale.ROOT).endsWith("END;")
                                    ? body.substring(0, body.length() - 1)
                                    : body,
                            as.get().range());
            return;
        }
        sql.add("\nAS " + Literal.dollarQuote(text.get()), as.get().range());
    }

    void addAggregate(DdlBlock aggregate) {
        String name = names.qualified(aggregate);
        List<DdlSql> arguments = arguments(aggregate, false);
        SqlText sql = new SqlText(aggregate.range())
                .add("CREATE AGGREGATE ")
                .add(name)
                .add("(");
        if (arguments.isEmpty()) {
            sql.add("*");
        }
        sql.list(arguments).add(") (SFUNC = ");
        function(aggregate, "state_func")
                .ifPresentOrElse(
                        sql::add,
                        () -> aggregate
                                .findings()
                                .problem(aggregate.range(), aggregate.path() + " needs \"state_func\""));
        sql.add(", STYPE = ");
        names.type(aggregate, "state_type").ifPresent(sql::add);
        function(aggregate, "final_func")
                .ifPresent(f -> sql.add(", FINALFUNC = ").add(f));
        function(aggregate, "combine_func")
                .ifPresent(f -> sql.add(", COMBINEFUNC = ").add(f));
        aggregate
                .value("initial_value")
                .flatMap(v -> v.sqlOrText())
                .ifPresent(v -> sql.add(", INITCOND = " + Literal.quote(v)));
        if (aggregate.attribute("parallel").isPresent()) {
            aggregate.keyword("parallel", "SAFE", "RESTRICTED", "UNSAFE").ifPresent(v -> sql.add(", PARALLEL = " + v));
        }
        draft.add(Step.ROUTINE, sql.add(")"));
        renames.object(aggregate, names.schema(aggregate), "aggregate");
        if (aggregate.attribute("comment").isPresent()) {
            String signature = arguments.isEmpty()
                    ? "*"
                    : arguments.stream().map(DdlSql::sql).collect(Collectors.joining(", "));
            Clauses.comment(draft, aggregate, "AGGREGATE", name + "(" + signature + ")");
        }
    }

    private Optional<DdlSql> function(DdlBlock block, String attribute) {
        return block.value(attribute)
                .flatMap(v -> v.word().map(w -> new DdlSql(w, v.range())).or(() -> names.object(v, "function")));
    }
}
