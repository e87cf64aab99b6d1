package dev.countersign.sqlite.inspect;

import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.Generated;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.sqlite.definition.Places;
import dev.countersign.sqlite.sql.Ident;
import dev.countersign.sqlite.sql.SqlText;
import dev.countersign.sqlite.sql.TableText;
import dev.countersign.sqlite.sql.TableText.ColumnText;
import dev.countersign.sqlite.sql.TableText.ConstraintText;
import dev.countersign.sqlite.sql.Token;
import dev.countersign.sqlite.sql.UnparsableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes a table and its constraints of its text, provided that SQLite's PRAGMAs agree with how the text was understood. */
final class TableReader {
    private final SchemaRows.Entry entry;
    private final List<SchemaRows.ColumnRow> columnRows;
    private final List<SchemaRows.ReferenceRow> referenceRows;
    private final Mentions mentions;
    private final ObjectRef ref;
    private final SqlText expressions;
    private final Set<ObjectRef> taken = new HashSet<>();

    TableReader(SchemaRows.Entry entry, SchemaRows rows, Mentions mentions) {
        this.entry = entry;
        this.columnRows = rows.columns().getOrDefault(entry.name(), List.of());
        this.referenceRows = rows.references().getOrDefault(entry.name(), List.of());
        this.mentions = mentions;
        this.ref = CatalogReader.ref(ObjectKind.TABLE, entry.name());
        this.expressions = SqlText.ofTable(entry.name(), mentions.columns(ref));
    }

    /** @throws UnparsableException when the PRAGMAs say something else than the text */
    List<SchemaObject> read(TableText text) {
        compare(text);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < columnRows.size(); i++) {
            columns.add(column(text.columns().get(i), columnRows.get(i)));
        }
        SortedMap<String, String> attributes = new TreeMap<>();
        if (text.strict()) {
            attributes.put("strict", "true");
        }
        if (text.withoutRowid()) {
            attributes.put("without_rowid", "true");
        }
        Map<Constraint, Optional<String>> places = new LinkedHashMap<>();
        Set<String> unnamed = new HashSet<>();
        for (ConstraintText constraint : text.constraints()) {
            Constraint made = switch (constraint) {
                case TableText.Key k -> key(k);
                case TableText.Check c -> check(c);
                case TableText.Reference r -> reference(r);
            };
            // the same constraint twice without a name is the same as once
            if (constraint.name().isPresent() || unnamed.add(made.ref().kind() + made.definition())) {
                places.put(made, constraint.at());
            }
        }
        attributes.putAll(Places.noted(places));
        List<SchemaObject> objects = new ArrayList<>();
        objects.add(
                new Table(ref, columns, Optional.empty(), Optional.empty(), List.of(), attributes, Optional.empty()));
        objects.addAll(places.keySet());
        return objects;
    }

    private void compare(TableText text) {
        List<String> said = text.columns().stream().map(ColumnText::name).toList();
        if (!said.equals(columnRows.stream().map(SchemaRows.ColumnRow::name).toList())) {
            throw new UnparsableException("the columns of " + entry.name() + " are not those of its text");
        }
        Set<String> key = new TreeSet<>();
        text.constraints().stream()
                .filter(c -> c instanceof TableText.Key k && k.primary())
                .flatMap(c -> ((TableText.Key) c).parts().stream())
                .forEach(p -> key.add(Token.fold(p.column())));
        for (int i = 0; i < columnRows.size(); i++) {
            SchemaRows.ColumnRow row = columnRows.get(i);
            ColumnText column = text.columns().get(i);
            boolean inKey = key.contains(Token.fold(row.name()));
            // a primary key forbids NULL only in tables that do not inherit the old mistake of SQLite
            // (lang_createtable.html)
            boolean mayForbid = column.notNull() || inKey && (text.withoutRowid() || text.strict());
            boolean must = column.notNull() || inKey && text.withoutRowid();
            int hidden = column.generated().isEmpty() ? 0 : column.stored() ? 3 : 2;
            if (row.notNull() && !mayForbid
                    || !row.notNull() && must
                    || row.hidden() != hidden
                    || row.primaryKey() > 0 != inKey) {
                throw new UnparsableException("the column " + row.name() + " is not what its text says");
            }
        }
        Set<Integer> ids =
                referenceRows.stream().map(SchemaRows.ReferenceRow::id).collect(Collectors.toSet());
        long references = text.constraints().stream()
                .filter(c -> c instanceof TableText.Reference)
                .count();
        if (ids.size() != references) {
            throw new UnparsableException("the foreign keys of " + entry.name() + " are not those of its text");
        }
    }

    private Column column(ColumnText text, SchemaRows.ColumnRow row) {
        SortedMap<String, String> attributes = new TreeMap<>();
        text.notNullConflict().ifPresent(c -> attributes.put("not_null_conflict", c));
        text.constraintNames().forEach((what, name) -> attributes.put(what + "_constraint", name));
        Optional<Generated> generated = text.generated().isEmpty()
                ? Optional.empty()
                : Optional.of(new Generated(
                        expressions.write(text.generated()),
                        text.stored() ? Generated.Storage.STORED : Generated.Storage.VIRTUAL));
        Optional<String> defaultText = text.defaultTokens().isEmpty()
                ? Optional.empty()
                : Optional.of(SqlText.ofDefault().write(text.defaultTokens()));
        return new Column(
                row.name(),
                row.type().toUpperCase(Locale.ROOT),
                row.notNull(),
                defaultText,
                generated,
                Optional.empty(),
                text.collation().map(c -> c.toUpperCase(Locale.ROOT)),
                false,
                attributes,
                Optional.empty());
    }

    private String own(String column) {
        return mentions.column(ref, column).orElseThrow(() -> new UnparsableException("there is no column " + column));
    }

    private ObjectRef named(ObjectKind kind, Optional<String> name, String otherwise) {
        String wanted = name.orElse(otherwise);
        ObjectRef made = ref.child(kind, wanted);
        // SQLite lets several constraints have one name
        for (int i = 2; !taken.add(made); i++) {
            made = ref.child(kind, wanted + " #" + i);
        }
        return made;
    }

    private KeyConstraint key(TableText.Key key) {
        List<String> columns = key.parts().stream().map(p -> own(p.column())).toList();
        SortedMap<String, String> attributes = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String options = key.parts().get(i).options();
            if (!options.isEmpty()) {
                attributes.put("part." + (i + 1), options);
            }
            parts.add(Ident.quote(columns.get(i)) + (options.isEmpty() ? "" : " " + options));
        }
        key.conflict().ifPresent(c -> attributes.put("conflict", c));
        if (key.autoincrement()) {
            attributes.put("autoincrement", "true");
        }
        if (key.notRowid()) {
            attributes.put("not_rowid", "true");
        }
        String list = "(" + String.join(", ", parts) + ")";
        String definition = (key.primary() ? "PRIMARY KEY " : "UNIQUE ")
                + (key.autoincrement() ? list.substring(0, list.length() - 1) + " AUTOINCREMENT)" : list)
                + key.conflict().map(c -> " ON CONFLICT " + c).orElse("");
        ObjectRef own = key.primary()
                ? named(ObjectKind.PRIMARY_KEY, key.name(), "primary key")
                : named(ObjectKind.UNIQUE, key.name(), list);
        return new KeyConstraint(own, ref, columns, List.of(), definition, attributes, Optional.empty());
    }

    private CheckConstraint check(TableText.Check check) {
        String expression = expressions.write(check.expression());
        String definition = "CHECK (" + expression + ")"
                + check.conflict().map(c -> " ON CONFLICT " + c).orElse("");
        return new CheckConstraint(
                named(ObjectKind.CHECK, check.name(), "(" + expression + ")"),
                ref,
                mentions.columnsIn(ref, check.expression()),
                definition,
                true,
                false,
                Optional.empty());
    }

    private ForeignKey reference(TableText.Reference reference) {
        List<String> columns = reference.columns().stream().map(this::own).toList();
        ObjectRef parent = mentions.relation(reference.parent());
        List<String> parentColumns = reference.parentColumns().stream()
                .map(c -> mentions.column(parent, c).orElse(c))
                .toList();
        String list = list(columns);
        String definition = "FOREIGN KEY " + list + " REFERENCES " + Ident.quote(parent.name())
                + (parentColumns.isEmpty() ? "" : " " + list(parentColumns))
                + reference.onUpdate().map(a -> " ON UPDATE " + a).orElse("")
                + reference.onDelete().map(a -> " ON DELETE " + a).orElse("")
                + reference.match().map(m -> " MATCH " + m).orElse("")
                + (reference.deferrable().isEmpty() ? "" : " " + reference.deferrable());
        return new ForeignKey(
                named(ObjectKind.FOREIGN_KEY, reference.name(), list + " -> " + Ident.quote(parent.name())),
                ref,
                columns,
                parent,
                parentColumns,
                definition,
                true,
                Optional.empty());
    }

    private static String list(List<String> columns) {
        return columns.stream().map(Ident::quote).collect(Collectors.joining(", ", "(", ")"));
    }
}
