package dev.countersign.sqlite.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Trigger;
import dev.countersign.catalog.View;
import dev.countersign.diff.Change;
import dev.countersign.sqlite.sql.Keywords;
import dev.countersign.sqlite.sql.Lexer;
import dev.countersign.sqlite.sql.Token;
import dev.countersign.sqlite.sql.UnparsableException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Views and triggers that do not exist while tables change, by current identity. {@code DROP COLUMN} and {@code RENAME} read every view and trigger of the
 * schema and refuse to run when one of them names what is not there, whatever it has to do with the table (lang_altertable.html, sections 2 and 5).
 */
final class SetAside {
    private static final Set<String> BEFORE_RELATIONS = Set.of("FROM", "JOIN", "INTO", "UPDATE");

    /** Words beside which the number of columns matters; names that WITH gives can have some of their own. */
    private static final Set<String> COUNTING = Set.of("UNION", "INTERSECT", "EXCEPT", "IN", "INTO", "WITH", "VALUES");

    private final Situation situation;
    private final Set<ObjectRef> away = new TreeSet<>();

    /** With those that change or go, and those whose text SQLite would rewrite in a rename: they come back in the desired words. */
    SetAside(Situation situation) {
        this.situation = situation;
        for (Change change : situation.rest()) {
            if (isViewOrTrigger(change.ref()) && change.verb() != Change.Verb.ADD) {
                away.add(change.ref());
            }
        }
        situation.renames().forEach(rename -> away.addAll(naming(situation.current(), rename.ref())));
    }

    private static boolean isViewOrTrigger(ObjectRef ref) {
        return ref.kind() == ObjectKind.VIEW || ref.kind() == ObjectKind.TRIGGER;
    }

    boolean contains(ObjectRef ref) {
        return away.contains(ref);
    }

    /**
     * Adds everything that could be read while what it names is not there: before this plan, because of it, or until it is through; and everything that SQLite
     * would write anew, with other quotes around its strings.
     *
     * @param missing tables that are not there at a moment at which SQLite reads the schema
     */
    void addWhatCannotBeRead(Collection<ObjectRef> missing) {
        Set<ObjectRef> unreadable = new TreeSet<>(missing);
        for (Change change : situation.rest()) {
            switch (change) {
                case Change.DropObject d -> unreadable.add(d.ref());
                case Change.DropColumn d -> {
                    unreadable.addAll(namingColumn(
                            situation.current(), d.table(), d.column().name()));
                    unreadable.addAll(countingColumns(situation.current(), d.table()));
                }
                case Change.AddObject a -> unreadable.addAll(standing(naming(situation.target(), a.ref())));
                case Change.AddColumn a -> {
                    unreadable.addAll(standing(namingColumn(
                            situation.target(), a.table(), a.column().name())));
                    unreadable.addAll(standing(countingColumns(situation.target(), a.table())));
                }
                case Change.ModifyObject m -> {
                    // what changes and cannot be read meanwhile is away already
                }
                case Change.ModifyColumn m -> {
                    // a column of another type is a column
                }
                case Change.RenameObject r -> {
                    // as for one that is modified
                }
                case Change.RenameColumn r -> {
                    // another spelling of the same name
                }
            }
        }
        Set<String> relations = relations();
        UnknownNames unknown = new UnknownNames(situation.current(), SetAside::tokens);
        situation.current().objects().values().stream()
                .filter(o -> isViewOrTrigger(o.ref()) && (namesWhatIsNotThere(o, relations) || unknown.in(tokens(o))))
                .forEach(o -> unreadable.add(o.ref()));
        unreadable.addAll(away);
        unreadable.forEach(ref -> {
            addNaming(ref);
            if (isViewOrTrigger(ref)) {
                away.add(ref);
            }
        });
    }

    private void addNaming(ObjectRef ref) {
        naming(situation.current(), ref).stream().filter(away::add).forEach(this::addNaming);
    }

    private static List<ObjectRef> naming(Catalog catalog, ObjectRef ref) {
        return catalog.dependents(ref).stream()
                .filter(SetAside::isViewOrTrigger)
                .toList();
    }

    /** What names the column and reads the table, be it through views that name none of its columns. */
    private static Set<ObjectRef> namingColumn(Catalog catalog, ObjectRef table, String column) {
        Set<ObjectRef> above = new TreeSet<>();
        addAbove(catalog, table, above);
        above.removeIf(ref -> catalog.find(ref).filter(o -> names(o, column)).isEmpty());
        return above;
    }

    /** What takes all columns of the table to where as many must stand: one table of a union may change before the other does. */
    private static Set<ObjectRef> countingColumns(Catalog catalog, ObjectRef table) {
        Set<ObjectRef> above = new TreeSet<>();
        addAbove(catalog, table, above);
        above.removeIf(ref -> catalog.find(ref).filter(SetAside::countsColumns).isEmpty());
        return above;
    }

    private static boolean countsColumns(SchemaObject object) {
        List<Token> tokens = tokens(object);
        boolean counted = tokens.stream().anyMatch(t -> COUNTING.stream().anyMatch(t::is))
                || object instanceof View v && v.attributes().containsKey("columns");
        return counted && tokens.stream().anyMatch(t -> t.isSign("*"));
    }

    private static void addAbove(Catalog catalog, ObjectRef ref, Set<ObjectRef> above) {
        naming(catalog, ref).stream().filter(above::add).forEach(r -> addAbove(catalog, r, above));
    }

    private static boolean names(SchemaObject object, String name) {
        return tokens(object).stream()
                .anyMatch(t -> t.canName() && Token.fold(t.name()).equals(Token.fold(name)));
    }

    /** Those of the target state that are there now, by their current identity. */
    private List<ObjectRef> standing(Collection<ObjectRef> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        return situation.current().objects().keySet().stream()
                .filter(ref -> isViewOrTrigger(ref) && wanted.contains(situation.map(ref)))
                .toList();
    }

    private Set<String> relations() {
        return situation.current().objects().keySet().stream()
                .filter(ref -> ref.kind() == ObjectKind.TABLE || ref.kind() == ObjectKind.VIEW)
                .map(ref -> Token.fold(ref.name()))
                .collect(Collectors.toSet());
    }

    /** Whether a name that can only be that of a table or view is that of none; for a doubtful one the answer is yes. */
    private static boolean namesWhatIsNotThere(SchemaObject object, Set<String> relations) {
        List<Token> tokens = tokens(object);
        Set<String> given = new HashSet<>();
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (tokens.get(i).canName()
                    && (tokens.get(i + 1).is("AS") || tokens.get(i + 1).isSign("("))) {
                // a name that WITH gives, or that of a function
                given.add(Token.fold(tokens.get(i).name()));
            }
        }
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i + 1);
            boolean reserved = token.kind() == Token.Kind.WORD && Keywords.isReserved(token.text());
            boolean qualifies = i + 2 < tokens.size() && tokens.get(i + 2).isSign(".");
            if (BEFORE_RELATIONS.stream().anyMatch(tokens.get(i)::is)
                    && token.canName()
                    && !reserved
                    && !qualifies
                    && !relations.contains(Token.fold(token.name()))
                    && !given.contains(Token.fold(token.name()))) {
                return true;
            }
        }
        return false;
    }

    private static List<Token> tokens(SchemaObject object) {
        String text = switch (object) {
            case View v -> v.query();
            case Trigger t -> t.definition();
            case DefinedObject d -> d.create();
            default -> "";
        };
        try {
            return Lexer.tokens(text);
        } catch (UnparsableException e) {
            return List.of();
        }
    }
}
