package dev.countersign.postgres.hcl;

import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.ddl.HclWriter;
import dev.countersign.sql.postgres.Cut;
import dev.countersign.sql.postgres.Ident;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes objects that the catalog knows by their statements; one that is not understood to the last word is missing. */
final class DefinedWriter {
    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[\\w$]+)";
    private static final String TEXT = "('(?:[^']|'')*')";
    private static final Pattern SERVER = Pattern.compile(
            "CREATE SERVER " + NAME + "(?: TYPE " + TEXT + ")?(?: VERSION " + TEXT + ")? FOREIGN DATA WRAPPER " + NAME
                    + "(?: OPTIONS (\\(.*\\)))?",
            Pattern.DOTALL);
    private static final Pattern MAPPING = Pattern.compile(
            "CREATE USER MAPPING FOR " + NAME + " SERVER " + NAME + "(?: OPTIONS (\\(.*\\)))?", Pattern.DOTALL);
    private static final Pattern CAST = Pattern.compile(
            "CREATE CAST \\((.+) AS (.+)\\)(?: WITH FUNCTION (.+?)| WITH (INOUT)| WITHOUT FUNCTION)(?: AS (IMPLICIT|ASSIGNMENT))?",
            Pattern.DOTALL);

    /** A name that is quoted only for being a reserved word can still be an attribute. */
    private static final Pattern OPTION = Pattern.compile("\"?([a-z_][a-z0-9_]*)\"? " + TEXT);

    private final Labels labels;
    private final Missing missing;
    private final HclWriter out;

    DefinedWriter(Labels labels, Missing missing, HclWriter out) {
        this.labels = labels;
        this.missing = missing;
        this.out = out;
    }

    void write(DefinedObject object) {
        boolean written = switch (object.ref().kind()) {
            case RANGE -> object.parts().isEmpty() && range(object);
            case EVENT_TRIGGER -> object.parts().isEmpty() && eventTrigger(object);
            case COLLATION -> object.parts().isEmpty() && collation(object);
            case CAST -> object.parts().isEmpty() && cast(object);
            case FOREIGN_SERVER -> server(object);
            case USER_MAPPING -> mapping(object);
            default -> false;
        };
        if (!written) {
            missing.object(object.ref(), "objects of its kind have no form");
        }
    }

    private void close(DefinedObject object) {
        object.comment().ifPresent(c -> out.attribute("comment", HclWriter.text(c)));
        out.close();
    }

    private boolean range(DefinedObject range) {
        String create = range.create();
        int open = create.lastIndexOf(" AS RANGE (");
        if (open < 0) {
            return false;
        }
        labels.open(out, range.ref());
        options(create.substring(open + " AS RANGE (".length(), create.length() - 1))
                .forEach((name, value) -> {
                    String attribute =
                            name.equals("MULTIRANGE_TYPE_NAME") ? "multirange_name" : name.toLowerCase(Locale.ROOT);
                    out.attribute(attribute, HclWriter.sql(value));
                });
        close(range);
        return true;
    }

    /** {@code NAME = value, ...}. */
    private static Map<String, String> options(String list) {
        Map<String, String> options = new TreeMap<>();
        for (String option : Cut.list(list)) {
            String[] parts = option.split(" = ", 2);
            options.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return options;
    }

    private static String literal(String quoted) {
        return quoted.substring(1, quoted.length() - 1).replace("''", "'");
    }

    private boolean collation(DefinedObject collation) {
        String create = collation.create();
        int open = Cut.find(create, " (", 0);
        Map<String, String> options = options(create.substring(open + 2, create.length() - 1));
        // a backslash would be written as an escape string, which is taken apart nowhere here
        if (options.values().stream().anyMatch(v -> v.startsWith("E'"))) {
            return false;
        }
        labels.open(out, collation.ref());
        options.forEach((name, value) -> out.attribute(
                name.toLowerCase(Locale.ROOT),
                value.startsWith("'")
                        ? HclWriter.text(literal(value))
                        : value.matches("true|false") ? value : HclWriter.text(value)));
        close(collation);
        return true;
    }

    private boolean cast(DefinedObject cast) {
        Matcher said = CAST.matcher(cast.create());
        if (!said.matches()) {
            return false;
        }
        out.open("cast", cast.ref().name());
        out.attribute("source", labels.type(said.group(1)));
        out.attribute("target", labels.type(said.group(2)));
        if (said.group(3) != null) {
            out.attribute("function", HclWriter.sql(said.group(3)));
        }
        if (said.group(4) != null) {
            out.attribute("inout", "true");
        }
        if (said.group(5) != null) {
            out.attribute("as", said.group(5));
        }
        close(cast);
        return true;
    }

    private boolean server(DefinedObject server) {
        Matcher said = SERVER.matcher(server.create());
        if (!said.matches() || !knownOptions(server, said.group(5))) {
            return false;
        }
        labels.open(out, server.ref());
        Optional.ofNullable(said.group(2)).ifPresent(t -> out.attribute("type", HclWriter.text(literal(t))));
        Optional.ofNullable(said.group(3)).ifPresent(v -> out.attribute("version", HclWriter.text(literal(v))));
        out.attribute("fdw", HclWriter.text(Ident.unquote(said.group(4))));
        writeOptions(said.group(5));
        close(server);
        return true;
    }

    private boolean mapping(DefinedObject mapping) {
        Matcher said = MAPPING.matcher(mapping.create());
        if (!said.matches() || !knownOptions(mapping, said.group(3))) {
            return false;
        }
        ObjectRef server = ObjectRef.of(ObjectKind.FOREIGN_SERVER, Ident.unquote(said.group(2)));
        out.open("user_mapping", mapping.ref().name());
        out.attribute("server", labels.has(server) ? labels.reference(server) : HclWriter.sql(said.group(2)));
        String user = said.group(1);
        ObjectRef role = ObjectRef.of(ObjectKind.ROLE, Ident.unquote(user));
        out.attribute(
                "user",
                user.equals("PUBLIC")
                        ? user
                        : labels.has(role) ? labels.reference(role) : HclWriter.text(Ident.unquote(user)));
        writeOptions(said.group(3));
        close(mapping);
        return true;
    }

    /** Whether every option can be written as an attribute; secrets were never read. */
    private static boolean knownOptions(DefinedObject object, String options) {
        return object.parts().stream().noneMatch(DefinedObject.Part::secret)
                && (options == null
                        || Cut.list(Cut.bare(options)).stream()
                                .map(OPTION::matcher)
                                .allMatch(Matcher::matches));
    }

    private void writeOptions(String options) {
        if (options == null) {
            return;
        }
        out.open("options");
        for (String option : Cut.list(Cut.bare(options))) {
            Matcher said = OPTION.matcher(option);
            if (said.matches()) {
                out.attribute(said.group(1), HclWriter.text(literal(said.group(2))));
            }
        }
        out.close();
    }

    private boolean eventTrigger(DefinedObject trigger) {
        String create = trigger.create();
        int on = Cut.find(create, " ON ", 0) + 4;
        int execute = Cut.findLast(create, " EXECUTE FUNCTION ");
        int when = Cut.find(create, " WHEN TAG IN ", 0);
        labels.open(out, trigger.ref());
        out.attribute("on", create.substring(on, when < 0 ? execute : when));
        if (when > 0) {
            List<String> tags = Cut.list(Cut.bare(create.substring(when + " WHEN TAG IN ".length(), execute)));
            out.attribute(
                    "tags",
                    tags.stream().map(t -> HclWriter.text(literal(t))).collect(Collectors.joining(", ", "[", "]")));
        }
        String call = create.substring(execute + " EXECUTE FUNCTION ".length());
        out.attribute("execute", HclWriter.sql(call.substring(0, call.length() - 2)));
        close(trigger);
        return true;
    }
}
