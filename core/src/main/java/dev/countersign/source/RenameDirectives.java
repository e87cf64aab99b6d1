package dev.countersign.source;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Rename;
import dev.countersign.sql.SqlWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects {@code -- atlas:renamed_from OLD} from a script: above a statement that creates something it renames the object, above a column or
 * constraint inside {@code CREATE TABLE} it renames that.
 */
final class RenameDirectives {
    private static final Pattern DIRECTIVE =
            Pattern.compile("(?m)^[ \\t]*--[ \\t]*(?:atlas|countersign):renamed_from[ \\t]+(\\S+)[ \\t]*$");

    private RenameDirectives() {}

    /**
     * @param statement text of a statement with the comments directly above it
     * @param catalog the state the script makes
     */
    static List<Rename> of(String statement, Catalog catalog) {
        List<Rename> renames = new ArrayList<>();
        Matcher directive = DIRECTIVE.matcher(statement);
        while (directive.find()) {
            String old = unquoted(directive.group(1));
            boolean above = SqlWords.of(statement.substring(0, directive.start())).size() == 0;
            SqlWords whole = SqlWords.of(statement);
            SqlWords rest = SqlWords.of(statement.substring(directive.end()));
            Optional<ObjectRef> made = created(whole, catalog);
            if (above) {
                made.ifPresent(ref -> renames.add(new Rename(older(ref, old), ref)));
            } else {
                made.filter(ref -> ref.kind() == ObjectKind.TABLE && rest.size() > 0)
                        .flatMap(table -> inside(table, rest, catalog))
                        .ifPresent(ref -> renames.add(new Rename(older(ref, old), ref)));
            }
        }
        return renames;
    }

    private static Optional<ObjectRef> inside(ObjectRef table, SqlWords rest, Catalog catalog) {
        if (rest.startsWith("CONSTRAINT") && rest.size() > 1) {
            return catalog.tableObjects(table).stream()
                    .map(o -> o.ref())
                    .filter(o -> o.name().equals(rest.get(1)))
                    .findFirst();
        }
        return catalog.find(table, Table.class)
                .flatMap(t -> t.column(rest.get(0)))
                .map(column -> ObjectRef.column(table, column.name()));
    }

    /** The object that a CREATE statement makes, found in the catalog by its name. */
    private static Optional<ObjectRef> created(SqlWords words, Catalog catalog) {
        if (!words.startsWith("CREATE")) {
            return Optional.empty();
        }
        for (int i = 1; i < Math.min(words.size(), 10); i++) {
            String schema = words.get(i);
            String name = i + 1 < words.size() ? words.get(i + 1) : "";
            Optional<ObjectRef> qualified = catalog.objects().keySet().stream()
                    .filter(ref -> !ref.kind().isTableChild() || ref.kind() == ObjectKind.INDEX)
                    .filter(ref -> ref.path().size() >= 2
                            && ref.schema().equals(schema)
                            && ref.name().equals(name))
                    .findFirst();
            if (qualified.isPresent()) {
                return qualified;
            }
        }
        for (int i = 2; i < Math.min(words.size(), 8); i++) {
            String name = words.get(i);
            Optional<ObjectRef> plain = catalog.objects().keySet().stream()
                    .filter(ref -> !ref.kind().isTableChild() || ref.kind() == ObjectKind.INDEX)
                    .filter(ref -> ref.name().equals(name))
                    .min((a, b) -> Boolean.compare(b.schema().equals("public"), a.schema().equals("public")));
            if (plain.isPresent()) {
                return plain;
            }
        }
        return Optional.empty();
    }

    /** The identity under the old name, which may be qualified with the old schema. */
    private static ObjectRef older(ObjectRef ref, String old) {
        List<String> path = new ArrayList<>(ref.path());
        int dot = old.indexOf('.');
        int last = ref.kind() == ObjectKind.FUNCTION || ref.kind() == ObjectKind.PROCEDURE ? 1 : path.size() - 1;
        if (dot > 0 && ref.kind() != ObjectKind.COLUMN && path.size() > 1) {
            path.set(0, unquoted(old.substring(0, dot)));
            path.set(last, unquoted(old.substring(dot + 1)));
        } else {
            path.set(last, old);
        }
        return new ObjectRef(ref.kind(), path);
    }

    private static String unquoted(String name) {
        boolean quoted = name.length() > 2 && name.startsWith("\"") && name.endsWith("\"") && !name.contains("\".\"");
        return quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
