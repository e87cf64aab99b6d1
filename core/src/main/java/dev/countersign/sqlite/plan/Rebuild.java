package dev.countersign.sqlite.plan;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.TableObject;
import dev.countersign.diff.Change;
import dev.countersign.sqlite.definition.RowNumber;
import dev.countersign.sqlite.definition.TableSql;
import dev.countersign.sqlite.sql.Ident;
import dev.countersign.sqlite.sql.Lexer;
import dev.countersign.sqlite.sql.RebuildNames;
import dev.countersign.sqlite.sql.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Builds a table anew with its rows, in the order that the SQLite manual demands (lang_altertable.html, section 7): the new table under another name, the
 * rows, then the old one goes and the new one takes its name. Kept are the rows, their rowids where the new table does not name them itself, and the
 * highest number that AUTOINCREMENT ever gave.
 */
final class Rebuild {
    private static final List<String> ROWIDS = List.of("rowid", "_rowid_", "oid");
    /** Words that are no names as a default. */
    private static final List<String> VALUES =
            List.of("NULL", "TRUE", "FALSE", "CURRENT_TIME", "CURRENT_DATE", "CURRENT_TIMESTAMP");

    private final Situation situation;
    private final Table before;
    private final Table after;
    private final List<? extends TableObject> children;
    private final List<Change> changes;

    /** @param changes everything that it brings about: of the table, and of indexes and triggers that go with it */
    Rebuild(Situation situation, Table before, Table after, List<Change> changes) {
        this.situation = situation;
        this.before = before;
        this.after = after;
        this.children = situation.target().tableObjects(after.ref());
        this.changes = changes;
    }

    List<Draft> drafts() {
        String name = after.ref().name();
        String temporary = RebuildNames.free(name, situation.names());
        String table = Ident.quote(name);
        String copy = Ident.quote(temporary);
        List<Draft> drafts = new ArrayList<>();
        drafts.add(draft(create(temporary), "the table is built anew under another name"));
        drafts.add(draft(copying(table, copy), "the rows move"));
        drafts.add(Guard.noRowIsLost(situation, table, copy));
        if (isAutoincrement(situation.current().tableObjects(before.ref())) && isAutoincrement(children)) {
            String from = Ident.literal(name);
            String to = Ident.literal(temporary);
            drafts.add(draft(
                    "DELETE FROM sqlite_sequence WHERE name = " + to
                            + " AND EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = " + from + " COLLATE NOCASE)",
                    "the numbering goes on where it was"));
            drafts.add(draft(
                    "INSERT INTO sqlite_sequence (name, seq) SELECT " + to + ", seq FROM sqlite_sequence WHERE name = "
                            + from + " COLLATE NOCASE",
                    "the numbering goes on where it was"));
        }
        boolean losing = changes.stream().anyMatch(Rebuild::losesValues);
        drafts.addAll(takingItsPlace(this::draft, table, copy, losing, namesItself()));
        return drafts;
    }

    private static boolean losesValues(Change change) {
        return switch (change) {
            case Change.DropColumn d -> d.column().generated().isEmpty();
            case Change.ModifyColumn m ->
                m.current().generated().isEmpty() && m.desired().generated().isPresent();
            default -> false;
        };
    }

    /** Whether a check calls its columns by the table's name; SQLite must write the new name there when the table takes it. */
    boolean namesItself() {
        return !qualifiers(Lexer.tokens(sql(after.ref().name()))).isEmpty();
    }

    /** The statement under another name; what calls columns by the table's name calls them by that. */
    private String create(String name) {
        String sql = sql(name);
        List<Token> tokens = Lexer.tokens(sql);
        Set<Integer> qualifiers = qualifiers(tokens);
        StringBuilder renamed = new StringBuilder();
        int place = 0;
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i).text();
            int start = sql.indexOf(token, place);
            renamed.append(sql, place, start).append(qualifiers.contains(i) ? Ident.quote(name) : token);
            place = start + token.length();
        }
        return renamed.toString();
    }

    private String sql(String name) {
        return new TableSql(after, children).create(name);
    }

    /** Where columns are called by the table's name. */
    private Set<Integer> qualifiers(List<Token> tokens) {
        Set<Integer> places = new HashSet<>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i + 1).isSign(".")
                    && tokens.get(i).canName()
                    && Token.fold(tokens.get(i).name())
                            .equals(Token.fold(after.ref().name()))) {
                places.add(i);
            }
        }
        return places;
    }

    /**
     * How a new table that has the rows takes the place of the old one.
     *
     * @param draft makes a statement of its text and its purpose
     * @param table the old one's name as SQL
     * @param copy the new one's
     * @param losing whether values went with the old one
     * @param throughout whether the new name is to be written wherever the table is called by its name for now; views and triggers that name the old one
     *     must be away then
     */
    static List<Draft> takingItsPlace(
            BiFunction<String, String, Draft> draft, String table, String copy, boolean losing, boolean throughout) {
        Draft old = draft.apply("DROP TABLE " + table, "the old table goes, its rows are in the new one")
                .losing(losing);
        Draft rename = draft.apply("ALTER TABLE " + copy + " RENAME TO " + table, "the new table takes its name");
        return throughout
                ? List.of(old, rename)
                : List.of(
                        old,
                        Draft.helper("PRAGMA legacy_alter_table = ON", "views and triggers stay as they are"),
                        rename,
                        Draft.helper("PRAGMA legacy_alter_table = OFF", "views and triggers follow renames again"));
    }

    private Draft draft(String sql, String purpose) {
        return Draft.of(sql, after.ref(), purpose, changes);
    }

    private String copying(String table, String copy) {
        List<String> into = new ArrayList<>();
        List<String> from = new ArrayList<>();
        Optional<Column> alias = RowNumber.column(after, children);
        boolean given =
                alias.filter(a -> situation.before(before, a).isPresent()).isPresent();
        rowid().filter(r -> !given).ifPresent(r -> {
            into.add(alias.map(a -> Ident.quote(a.name())).orElse(r));
            from.add(r);
        });
        for (Column column : after.columns()) {
            Optional<Column> old = situation.before(before, column);
            if (old.isPresent() && column.generated().isEmpty()) {
                into.add(Ident.quote(column.name()));
                from.add(value(old.get(), column));
            }
        }
        if (into.isEmpty()) {
            // the rows have nothing in common with the new table: each becomes one of which nothing is stated
            after.columns().stream()
                    .filter(c -> c.generated().isEmpty())
                    .max(Comparator.comparing(c -> c.defaultExpression().isPresent()))
                    .ifPresent(c -> {
                        into.add(Ident.quote(c.name()));
                        from.add(defaultOf(c).orElse("NULL"));
                    });
        }
        return "INSERT " + (hasConflictClause() ? "OR ABORT " : "") + "INTO " + copy + " (" + String.join(", ", into)
                + ")\nSELECT " + String.join(", ", from) + " FROM " + table;
    }

    /** The value; where NULL is no longer allowed, the default instead of it. */
    private static String value(Column old, Column column) {
        String name = Ident.quote(column.name());
        return defaultOf(column)
                .filter(d -> column.notNull() && !old.notNull())
                .map(d -> "coalesce(" + name + ", " + d + ")")
                .orElse(name);
    }

    /** The default as an expression beside columns. As a default, a name is a string (parse.y), and beside columns it would be one of them. */
    private static Optional<String> defaultOf(Column column) {
        return column.defaultExpression().map(expression -> {
            List<Token> tokens = Lexer.tokens(expression);
            Token first = tokens.getFirst();
            boolean name = tokens.size() == 1
                    && switch (first.kind()) {
                        case WORD -> VALUES.stream().noneMatch(first::is);
                        case QUOTED, BRACKETED -> true;
                        case STRING, BLOB, NUMBER, PARAMETER, OPERATOR -> false;
                    };
            return name ? Ident.literal(first.name()) : expression;
        });
    }

    /** A constraint of the new table must not drop rows silently. */
    private boolean hasConflictClause() {
        return after.columns().stream().anyMatch(c -> c.attributes().containsKey("not_null_conflict"))
                || children.stream()
                        .anyMatch(
                                c -> c instanceof Constraint k && k.definition().contains(" ON CONFLICT "));
    }

    /** A name for the rowid of both tables, if both have one and no column has it. */
    private Optional<String> rowid() {
        if (before.attributes().containsKey("without_rowid")
                || after.attributes().containsKey("without_rowid")) {
            return Optional.empty();
        }
        Set<String> columns = new HashSet<>();
        before.columns().forEach(c -> columns.add(Token.fold(c.name())));
        after.columns().forEach(c -> columns.add(Token.fold(c.name())));
        return ROWIDS.stream().filter(r -> !columns.contains(r)).findFirst();
    }

    private static boolean isAutoincrement(List<? extends TableObject> children) {
        return children.stream()
                .anyMatch(c -> c instanceof KeyConstraint k && k.attributes().containsKey("autoincrement"));
    }
}
