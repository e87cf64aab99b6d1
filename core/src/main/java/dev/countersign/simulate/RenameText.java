package dev.countersign.simulate;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Change;
import dev.countersign.diff.Rename;
import dev.countersign.sql.SqlWords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a statement says it renames. Comparing the states before and after shows a renamed object as one dropped and one added; only the text of
 * {@code ALTER ... RENAME} and {@code SET SCHEMA}, or the plan that wrote it, knows better.
 */
public final class RenameText {
    private static final Map<String, ObjectKind> KINDS = Map.of(
            "table", ObjectKind.TABLE,
            "view", ObjectKind.VIEW,
            "index", ObjectKind.INDEX,
            "sequence", ObjectKind.SEQUENCE,
            "schema", ObjectKind.SCHEMA,
            "domain", ObjectKind.DOMAIN,
            "type", ObjectKind.ENUM);

    private RenameText() {}

    /** The renames the planner meant with a statement. */
    public static List<Rename> planned(List<Change> changes) {
        List<Rename> renames = new ArrayList<>();
        for (Change change : changes) {
            if (change instanceof Change.RenameObject rename) {
                renames.add(new Rename(rename.ref(), rename.newRef()));
            } else if (change instanceof Change.RenameColumn rename) {
                renames.add(new Rename(rename.ref(), ObjectRef.column(rename.table(), rename.newName())));
            }
        }
        return renames;
    }

    /**
     * The rename that the text states, in terms of the state before it.
     *
     * @param touched identities of what may be renamed: everything in that state, or what the statement changed in it
     * @param defaultSchema the schema that names without a schema mean when several could be meant
     */
    public static Optional<Rename> stated(
            String sql, Catalog before, Collection<ObjectRef> touched, String defaultSchema) {
        SqlWords words = SqlWords.of(sql);
        if (!words.startsWith("ALTER") || words.size() < 5) {
            return Optional.empty();
        }
        int at = 1;
        if (words.get(at).equals("materialized")) {
            at++;
        }
        ObjectKind kind = KINDS.get(words.get(at));
        if (kind == null) {
            return Optional.empty();
        }
        at++;
        if (words.get(at).equals("if")) {
            at += 2;
        }
        if (at < words.size() && words.get(at).equals("only")) {
            at++;
        }
        int rename = words.indexOf("RENAME");
        int verb = rename > at ? rename : words.indexOf("SET");
        if (verb <= at) {
            return Optional.empty();
        }
        List<String> name = new ArrayList<>();
        for (int i = at; i < verb; i++) {
            name.add(words.get(i));
        }
        SqlWords rest = words.slice(verb, words.size());
        return find(kind, name, touched, defaultSchema).flatMap(ref -> parse(ref, rest, before));
    }

    private static Optional<Rename> parse(ObjectRef ref, SqlWords rest, Catalog before) {
        if (rest.size() == 3 && rest.startsWith("RENAME", "TO")) {
            return Optional.of(new Rename(ref, withLast(ref, rest.get(2))));
        }
        if (rest.size() == 5
                && rest.startsWith("RENAME", "COLUMN")
                && rest.get(3).equals("to")) {
            return Optional.of(new Rename(ObjectRef.column(ref, rest.get(2)), ObjectRef.column(ref, rest.get(4))));
        }
        if (rest.size() == 5
                && rest.startsWith("RENAME", "CONSTRAINT")
                && rest.get(3).equals("to")) {
            return before.tableObjects(ref).stream()
                    .map(o -> o.ref())
                    .filter(o -> o.name().equals(rest.get(2)) && o.kind() != ObjectKind.INDEX)
                    .findFirst()
                    .map(o -> new Rename(o, withLast(o, rest.get(4))));
        }
        if (rest.size() == 4 && rest.startsWith("RENAME") && rest.get(2).equals("to")) {
            return Optional.of(new Rename(ObjectRef.column(ref, rest.get(1)), ObjectRef.column(ref, rest.get(3))));
        }
        if (rest.size() == 3 && rest.startsWith("SET", "SCHEMA") && ref.path().size() > 1) {
            List<String> path = new ArrayList<>(ref.path());
            path.set(0, rest.get(2));
            return Optional.of(new Rename(ref, new ObjectRef(ref.kind(), path)));
        }
        return Optional.empty();
    }

    private static Optional<ObjectRef> find(
            ObjectKind kind, List<String> name, Collection<ObjectRef> touched, String defaultSchema) {
        List<ObjectRef> candidates = touched.stream()
                .filter(ref -> sameFamily(kind, ref.kind()))
                .filter(ref -> ref.name().equals(name.getLast()))
                .filter(ref -> name.size() < 2 || ref.schema().equals(name.getFirst()))
                .toList();
        if (candidates.size() < 2) {
            return candidates.stream().findFirst();
        }
        return candidates.stream()
                .filter(ref -> ref.schema().equals(defaultSchema))
                .findFirst();
    }

    /** {@code ALTER TABLE} renames views, indexes and sequences too, {@code ALTER TYPE} every type. */
    private static boolean sameFamily(ObjectKind stated, ObjectKind kind) {
        return switch (stated) {
            case TABLE ->
                kind == ObjectKind.TABLE
                        || kind == ObjectKind.VIEW
                        || kind == ObjectKind.MATERIALIZED_VIEW
                        || kind == ObjectKind.INDEX
                        || kind == ObjectKind.SEQUENCE;
            case VIEW -> kind == ObjectKind.VIEW || kind == ObjectKind.MATERIALIZED_VIEW;
            case ENUM ->
                kind == ObjectKind.ENUM
                        || kind == ObjectKind.COMPOSITE
                        || kind == ObjectKind.DOMAIN
                        || kind == ObjectKind.RANGE
                        || kind == ObjectKind.BASE_TYPE
                        || kind == ObjectKind.SHELL_TYPE;
            default -> stated == kind;
        };
    }

    private static ObjectRef withLast(ObjectRef ref, String name) {
        List<String> path = new ArrayList<>(ref.path());
        path.set(path.size() - 1, name);
        return new ObjectRef(ref.kind(), path);
    }
}
