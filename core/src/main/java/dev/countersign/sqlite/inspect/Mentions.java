package dev.countersign.sqlite.inspect;

import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.Dependency;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.Trigger;
import dev.countersign.catalog.View;
import dev.countersign.sqlite.sql.Lexer;
import dev.countersign.sqlite.sql.Token;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What stands on what. SQLite keeps no dependencies; a text depends on every table and view that it names, and on every column of those whose name is in
 * it. That is at times more than it uses and never less.
 */
final class Mentions {
    private final Map<String, ObjectRef> relations = new HashMap<>();
    private final Map<ObjectRef, Map<String, String>> columns = new HashMap<>();

    Mentions(SchemaRows rows) {
        add(rows);
    }

    /** Makes the tables and views among the rows known, with their columns. */
    void add(SchemaRows rows) {
        for (SchemaRows.Entry entry : rows.entries()) {
            if (entry.isRelation()) {
                ObjectRef ref = ref(entry);
                relations.put(Token.fold(entry.name()), ref);
                Map<String, String> names = new HashMap<>();
                rows.columns()
                        .getOrDefault(entry.name(), List.of())
                        .forEach(c -> names.put(Token.fold(c.name()), c.name()));
                columns.put(ref, names);
            }
        }
    }

    /** Forgets a table or view. */
    void remove(SchemaRows.Entry relation) {
        relations.remove(Token.fold(relation.name()));
        columns.remove(ref(relation));
    }

    private static ObjectRef ref(SchemaRows.Entry relation) {
        return CatalogReader.ref(relation.isTable() ? ObjectKind.TABLE : ObjectKind.VIEW, relation.name());
    }

    /** The table or view of that name; a table of just that name when there is none. */
    ObjectRef relation(String name) {
        ObjectRef known = relations.get(Token.fold(name));
        return known == null ? CatalogReader.ref(ObjectKind.TABLE, name) : known;
    }

    private boolean isThere(ObjectRef relation) {
        return relation.equals(relations.get(Token.fold(relation.name())));
    }

    List<String> columns(ObjectRef table) {
        return List.copyOf(columns.getOrDefault(table, Map.of()).values());
    }

    /** The column as its table spells it. */
    Optional<String> column(ObjectRef table, String name) {
        return Optional.ofNullable(columns.getOrDefault(table, Map.of()).get(Token.fold(name)));
    }

    /** The columns of the table that the tokens name, in the table's spelling, sorted. */
    List<String> columnsIn(ObjectRef table, Collection<Token> tokens) {
        return tokens.stream()
                .filter(Token::canName)
                .flatMap(t -> column(table, t.name()).stream())
                .distinct()
                .sorted()
                .toList();
    }

    Set<Dependency> dependencies(List<SchemaObject> objects) {
        Set<Dependency> all = new LinkedHashSet<>();
        for (SchemaObject object : objects) {
            switch (object) {
                case Table t -> generated(t, all);
                case Index i -> {
                    add(all, i.ref(), i.table(), indexColumns(i));
                }
                case KeyConstraint k -> add(all, k.ref(), k.table(), k.columns());
                case CheckConstraint c -> add(all, c.ref(), c.table(), c.columns());
                case ForeignKey f -> {
                    add(all, f.ref(), f.table(), f.columns());
                    if (isThere(f.referencedTable())) {
                        add(all, f.ref(), f.referencedTable(), f.referencedColumns());
                    }
                }
                case View v -> text(v.ref(), v.query(), all);
                case Trigger t -> {
                    all.add(new Dependency(t.ref(), t.table()));
                    text(t.ref(), t.definition(), all);
                }
                case DefinedObject d -> text(d.ref(), d.create(), all);
                default -> {
                    // SQLite has nothing else
                }
            }
        }
        return all;
    }

    private List<String> indexColumns(Index index) {
        Set<String> names = new LinkedHashSet<>();
        for (Index.Part part : index.parts()) {
            names.addAll(
                    part.expression() ? columnsIn(index.table(), Lexer.tokens(part.text())) : List.of(part.text()));
        }
        index.predicate().ifPresent(w -> names.addAll(columnsIn(index.table(), Lexer.tokens(w))));
        return List.copyOf(names);
    }

    private void generated(Table table, Set<Dependency> all) {
        table.columns()
                .forEach(c -> c.generated().ifPresent(g -> {
                    ObjectRef own = ObjectRef.column(table.ref(), c.name());
                    columnsIn(table.ref(), Lexer.tokens(g.expression())).stream()
                            .map(o -> ObjectRef.column(table.ref(), o))
                            .filter(o -> !o.equals(own))
                            .forEach(o -> all.add(new Dependency(own, o)));
                }));
    }

    private static void add(Set<Dependency> all, ObjectRef user, ObjectRef table, List<String> names) {
        all.add(new Dependency(user, table));
        names.forEach(c -> all.add(new Dependency(user, ObjectRef.column(table, c))));
    }

    private void text(ObjectRef user, String sql, Set<Dependency> all) {
        Set<String> names = new HashSet<>();
        Lexer.tokens(sql).stream().filter(Token::canName).forEach(t -> names.add(Token.fold(t.name())));
        for (String name : names) {
            ObjectRef relation = relations.get(name);
            if (relation == null || relation.equals(user)) {
                continue;
            }
            all.add(new Dependency(user, relation));
            columns.get(relation).forEach((folded, column) -> {
                if (names.contains(folded)) {
                    all.add(new Dependency(user, ObjectRef.column(relation, column)));
                }
            });
        }
    }
}
