package dev.countersign.postgres.hcl;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Routine;
import dev.countersign.ddl.HclWriter;
import dev.countersign.sql.postgres.Cut;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes functions, procedures and aggregates; a definition that is not understood to the last word is missing. */
final class RoutineWriter {
    private static final Pattern PROPERTIES = Pattern.compile(
            "( WINDOW)?( IMMUTABLE| STABLE| VOLATILE)?( PARALLEL SAFE| PARALLEL RESTRICTED| PARALLEL UNSAFE)?( STRICT)?( SECURITY DEFINER)?( LEAKPROOF)?"
                    + "(?: COST ([0-9.]+))?(?: ROWS ([0-9.]+))?");
    private static final Pattern MODE = Pattern.compile("(INOUT|IN|OUT|VARIADIC) (.*)", Pattern.DOTALL);
    private static final Pattern NAMED =
            Pattern.compile("(\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*) (.+)", Pattern.DOTALL);
    private static final Map<String, String> AGGREGATE = new TreeMap<>(Map.of(
            "SFUNC", "state_func",
            "STYPE", "state_type",
            "FINALFUNC", "final_func",
            "COMBINEFUNC", "combine_func",
            "INITCOND", "initial_value",
            "PARALLEL", "parallel"));

    private final Labels labels;
    private final Missing missing;
    private final HclWriter out;

    RoutineWriter(Labels labels, Missing missing, HclWriter out) {
        this.labels = labels;
        this.missing = missing;
        this.out = out;
    }

    private record Argument(String mode, String name, String type, Optional<String> standard) {}

    private record Body(String text, Matcher properties, List<String> settings) {}

    void write(Routine routine) {
        Optional<List<Argument>> arguments = arguments(routine);
        if (routine.ref().kind() == ObjectKind.AGGREGATE) {
            aggregate(routine, arguments);
            return;
        }
        Optional<Body> body = body(routine);
        if (arguments.isEmpty() || body.isEmpty()) {
            missing.object(routine.ref(), "its definition has no form");
            return;
        }
        labels.open(out, routine.ref());
        out.attribute("lang", HclWriter.text(routine.language()));
        arguments.get().forEach(this::argument);
        returns(routine.returns());
        properties(body.get());
        routine.comment().ifPresent(c -> out.attribute("comment", HclWriter.text(c)));
        out.body("as", body.get().text());
        out.close();
    }

    private void argument(Argument argument) {
        out.open("arg", argument.name());
        out.attribute("type", labels.type(argument.type()));
        if (!argument.mode().equals("IN")) {
            out.attribute("mode", argument.mode());
        }
        argument.standard().ifPresent(d -> out.attribute("default", HclWriter.sql(d)));
        out.close();
    }

    private void returns(String returns) {
        if (returns.startsWith("TABLE(")) {
            out.open("return_table");
            for (String column : Cut.list(Cut.bare(returns.substring("TABLE".length())))) {
                Matcher named = NAMED.matcher(column);
                if (named.matches()) {
                    out.open("column", Ident.unquote(named.group(1)));
                    out.attribute("type", labels.type(named.group(2)));
                    out.close();
                }
            }
            out.close();
        } else if (returns.startsWith("SETOF ")) {
            out.attribute("return_set", labels.type(returns.substring("SETOF ".length())));
        } else if (!returns.isEmpty()) {
            out.attribute("return", labels.type(returns));
        }
    }

    private void properties(Body body) {
        Matcher said = body.properties();
        String[] names = {"window", "volatility", "parallel", "strict", "security", "leakproof"};
        for (int i = 0; i < names.length; i++) {
            String word = said.group(i + 1);
            if (word != null) {
                boolean flag = List.of("window", "strict", "leakproof").contains(names[i]);
                out.attribute(names[i], flag ? "true" : word.substring(word.lastIndexOf(' ') + 1));
            }
        }
        if (said.group(7) != null) {
            out.attribute("cost", said.group(7));
        }
        if (said.group(8) != null) {
            out.attribute("rows", said.group(8));
        }
        if (!body.settings().isEmpty()) {
            out.open("config_params");
            for (String setting : body.settings()) {
                String[] parts = setting.split(" TO ", 2);
                out.attribute(parts[0], HclWriter.sql(parts[1]));
            }
            out.close();
        }
    }

    /** The arguments with names and defaults; empty when they cannot be told apart. */
    private static Optional<List<Argument>> arguments(Routine routine) {
        List<Argument> found = new ArrayList<>();
        List<String> types = new ArrayList<>(Cut.list(routine.ref().path().getLast()));
        if (routine.arguments().equals("*")) {
            return Optional.of(found);
        }
        for (String text : Cut.list(routine.arguments())) {
            if (text.contains(" ORDER BY ")) {
                return Optional.empty();
            }
            Matcher moded = MODE.matcher(text);
            String mode = moded.matches() ? moded.group(1) : "IN";
            String rest = moded.matches() ? moded.group(2) : text;
            int standard = Cut.find(rest, " DEFAULT ", 0);
            String declared = standard < 0 ? rest : rest.substring(0, standard);
            Optional<String> value =
                    standard < 0 ? Optional.empty() : Optional.of(rest.substring(standard + " DEFAULT ".length()));
            Matcher named = NAMED.matcher(declared);
            boolean input = !mode.equals("OUT");
            if (input && types.isEmpty()) {
                return Optional.empty();
            }
            String type = input ? types.removeFirst().replaceFirst("^VARIADIC ", "") : "";
            if (input && declared.equals(type)) {
                found.add(new Argument(mode, "", type, value));
            } else if (named.matches() && (!input || named.group(2).equals(type))) {
                found.add(new Argument(mode, Ident.unquote(named.group(1)), named.group(2), value));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    private static Optional<Body> body(Routine routine) {
        String definition = routine.definition();
        int language = definition.indexOf("\n LANGUAGE ");
        if (language < 0) {
            return Optional.empty();
        }
        int at = definition.indexOf('\n', language + 1);
        String properties = "";
        List<String> settings = new ArrayList<>();
        while (at >= 0) {
            int end = definition.indexOf('\n', at + 1);
            String line = end < 0 ? definition.substring(at + 1) : definition.substring(at + 1, end);
            if (line.startsWith(" SET ")) {
                settings.add(line.substring(" SET ".length()));
            } else if (line.startsWith(" ") && properties.isEmpty() && settings.isEmpty()) {
                properties = line;
            } else {
                break;
            }
            at = end;
        }
        Matcher said = PROPERTIES.matcher(properties);
        boolean known = said.matches() && settings.stream().allMatch(s -> s.matches("[a-zA-Z_][a-zA-Z0-9_]* TO .*"));
        if (!known || at < 0) {
            return Optional.empty();
        }
        return text(definition.substring(at + 1)).map(t -> new Body(t, said, settings));
    }

    private static Optional<String> text(String rest) {
        if (rest.startsWith("BEGIN ATOMIC") || rest.startsWith("RETURN ")) {
            return Optional.of(rest);
        }
        int open = rest.indexOf('$', "AS $".length());
        if (!rest.startsWith("AS $") || open < 0) {
            return Optional.empty();
        }
        String tag = rest.substring("AS ".length(), open + 1);
        int close = rest.lastIndexOf(tag);
        return close > open && close + tag.length() == rest.stripTrailing().length()
                ? Optional.of(rest.substring(open + 1, close))
                : Optional.empty();
    }

    private void aggregate(Routine aggregate, Optional<List<Argument>> arguments) {
        String definition = aggregate.definition();
        int options = Cut.findLast(definition, " (");
        ObjectRef ref = aggregate.ref();
        Map<String, String> said = new TreeMap<>();
        if (options > 0 && Cut.isBracketed(definition.substring(options + 1).strip())) {
            for (String option :
                    Cut.list(Cut.bare(definition.substring(options + 1).strip()))) {
                String[] parts = option.split(" = ", 2);
                said.put(parts[0], parts.length == 2 ? parts[1] : "");
            }
        }
        if (arguments.isEmpty() || said.isEmpty() || !AGGREGATE.keySet().containsAll(said.keySet())) {
            missing.object(ref, "its definition has no form");
            return;
        }
        labels.open(out, ref);
        arguments.get().forEach(this::argument);
        said.forEach((option, value) -> out.attribute(
                AGGREGATE.get(option),
                option.equals("PARALLEL")
                        ? value.toUpperCase(Locale.ROOT)
                        : option.equals("INITCOND")
                                ? HclWriter.text(
                                        value.startsWith("'")
                                                ? value.substring(1, value.length() - 1)
                                                        .replace("''", "'")
                                                : value)
                                : HclWriter.sql(value)));
        aggregate.comment().ifPresent(c -> out.attribute("comment", HclWriter.text(c)));
        out.close();
    }
}
