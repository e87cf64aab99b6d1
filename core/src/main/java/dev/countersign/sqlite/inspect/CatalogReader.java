package dev.countersign.sqlite.inspect;

import dev.countersign.catalog.Attributes;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Surroundings;
import dev.countersign.catalog.Trigger;
import dev.countersign.catalog.View;
import dev.countersign.sqlite.sql.Ident;
import dev.countersign.sqlite.sql.IndexText;
import dev.countersign.sqlite.sql.Lexer;
import dev.countersign.sqlite.sql.SqlText;
import dev.countersign.sqlite.sql.TableParser;
import dev.countersign.sqlite.sql.Token;
import dev.countersign.sqlite.sql.TriggerText;
import dev.countersign.sqlite.sql.UnparsableException;
import dev.countersign.sqlite.sql.ViewText;
import dev.countersign.sqlite.sql.VirtualText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes a catalog of what SQLite said. A text that cannot be taken apart is compared whole. */
final class CatalogReader {
    private final SchemaRows rows;
    private final Mentions mentions;

    /**
     * @param rows what SQLite says about what is read
     * @param mentions every table and view that a text may name
     */
    CatalogReader(SchemaRows rows, Mentions mentions) {
        this.rows = rows;
        this.mentions = mentions;
    }

    Catalog catalog(String version) {
        List<SchemaObject> objects = new ArrayList<>();
        rows.entries().forEach(entry -> objects.addAll(objects(entry)));
        return new Catalog(SqliteInspector.DIALECT, version, objects, mentions.dependencies(objects), List.of())
                .in(surroundings(rows.entries()));
    }

    /** What is kept in the texts beside what they say. */
    static Surroundings surroundings(Collection<SchemaRows.Entry> entries) {
        return Surroundings.unknown()
                .withCommentedTables(entries.stream()
                        .filter(e -> e.isTable() && hasComments(e.sql()))
                        .map(e -> ref(ObjectKind.TABLE, e.name()))
                        .collect(Collectors.toSet()));
    }

    /** Whether more is written than the tokens; a text that cannot be taken apart may hold anything. */
    private static boolean hasComments(String sql) {
        try {
            int told = Lexer.tokens(sql).stream()
                    .mapToInt(t -> withoutSpace(t.text()))
                    .sum();
            return told < withoutSpace(sql);
        } catch (UnparsableException e) {
            return true;
        }
    }

    private static int withoutSpace(String text) {
        return (int) text.chars().filter(c -> " \t\n\f\r".indexOf(c) < 0).count();
    }

    /** The object that the text makes, a table with its constraints. */
    List<SchemaObject> objects(SchemaRows.Entry entry) {
        try {
            return read(entry);
        } catch (UnparsableException e) {
            return List.of(opaque(entry));
        }
    }

    private List<SchemaObject> read(SchemaRows.Entry entry) {
        return switch (entry.type()) {
            case "table" ->
                entry.virtual()
                        ? List.of(defined(
                                ObjectKind.TABLE,
                                entry,
                                VirtualText.parse(entry.sql()).create(entry.name()),
                                Optional.empty()))
                        : new TableReader(entry, rows, mentions).read(TableParser.parse(entry.sql()));
            case "index" -> List.of(index(entry, IndexText.parse(entry.sql())));
            case "view" -> List.of(view(entry, ViewText.parse(entry.sql())));
            default -> List.of(trigger(entry, TriggerText.parse(entry.sql())));
        };
    }

    private DefinedObject opaque(SchemaRows.Entry entry) {
        ObjectKind kind = switch (entry.type()) {
            case "table" -> ObjectKind.TABLE;
            case "index" -> ObjectKind.INDEX;
            case "view" -> ObjectKind.VIEW;
            default -> ObjectKind.TRIGGER;
        };
        boolean child = kind == ObjectKind.INDEX || kind == ObjectKind.TRIGGER;
        Optional<ObjectRef> owner = child ? Optional.of(mentions.relation(entry.table())) : Optional.empty();
        return defined(kind, entry, text(entry.sql()), owner);
    }

    private static String text(String sql) {
        try {
            return SqlText.ofQuery().write(Lexer.tokens(sql));
        } catch (UnparsableException e) {
            return sql;
        }
    }

    private DefinedObject defined(ObjectKind kind, SchemaRows.Entry entry, String create, Optional<ObjectRef> owner) {
        ObjectRef ref = kind == ObjectKind.TRIGGER
                ? mentions.relation(entry.table()).child(kind, entry.name())
                : ref(kind, entry.name());
        String drop = "DROP " + kind.label().toUpperCase(Locale.ROOT) + " " + Ident.quote(entry.name());
        return new DefinedObject(ref, create, drop, owner, Optional.empty());
    }

    private Index index(SchemaRows.Entry entry, IndexText text) {
        ObjectRef table = mentions.relation(text.table());
        SqlText names = SqlText.ofTable(mentions.columns(table));
        List<Index.Part> parts = new ArrayList<>();
        List<String> written = new ArrayList<>();
        for (IndexText.Part part : text.parts()) {
            Optional<String> column = part.column().flatMap(c -> mentions.column(table, c));
            String what = column.orElseGet(() -> names.write(part.tokens()));
            parts.add(new Index.Part(what, column.isEmpty(), part.options()));
            String options = part.options().isEmpty() ? "" : " " + part.options();
            written.add(column.map(Ident::quote).orElse(what) + options);
        }
        Optional<String> where = text.where().isEmpty() ? Optional.empty() : Optional.of(names.write(text.where()));
        String definition = "CREATE " + (text.unique() ? "UNIQUE " : "") + "INDEX " + Ident.quote(entry.name())
                + " ON " + Ident.quote(table.name()) + " (" + String.join(", ", written) + ")"
                + where.map(w -> " WHERE " + w).orElse("");
        return new Index(
                ref(ObjectKind.INDEX, entry.name()),
                table,
                text.unique(),
                "btree",
                parts,
                List.of(),
                where,
                definition,
                true,
                Optional.empty(),
                Attributes.none(),
                Optional.empty());
    }

    private static View view(SchemaRows.Entry entry, ViewText text) {
        SqlText writer = SqlText.ofQuery();
        SortedMap<String, String> attributes = new TreeMap<>();
        if (!text.columns().isEmpty()) {
            attributes.put("columns", writer.write(text.columns()));
        }
        return new View(
                ref(ObjectKind.VIEW, entry.name()),
                List.of(),
                writer.write(text.query()),
                attributes,
                Optional.empty());
    }

    private Trigger trigger(SchemaRows.Entry entry, TriggerText text) {
        SqlText writer = SqlText.ofQuery();
        ObjectRef table = mentions.relation(text.table());
        String event = writer.write(text.event());
        String definition = "CREATE TRIGGER " + Ident.quote(entry.name()) + (event.isEmpty() ? "" : " " + event)
                + " ON " + Ident.quote(table.name()) + "\n" + writer.write(text.rest());
        return new Trigger(
                table.child(ObjectKind.TRIGGER, entry.name()),
                table,
                Optional.empty(),
                definition,
                "ORIGIN",
                Optional.empty());
    }

    static ObjectRef ref(ObjectKind kind, String name) {
        return ObjectRef.of(kind, SqliteInspector.SCHEMA, name);
    }

    /** Names of tokens, folded. */
    static Map<String, Token> names(List<Token> tokens) {
        Map<String, Token> names = new TreeMap<>();
        tokens.stream().filter(Token::canName).forEach(t -> names.put(Token.fold(t.name()), t));
        return names;
    }
}
