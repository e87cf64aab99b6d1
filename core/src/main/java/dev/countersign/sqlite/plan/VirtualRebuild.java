package dev.countersign.sqlite.plan;

import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.sqlite.sql.Ident;
import dev.countersign.sqlite.sql.RebuildNames;
import dev.countersign.sqlite.sql.Token;
import dev.countersign.sqlite.sql.UnparsableException;
import dev.countersign.sqlite.sql.VirtualColumns;
import dev.countersign.sqlite.sql.VirtualText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Builds a virtual table anew with its rows, for the modules of SQLite itself whose rows can be read back: full-text tables that hold their text, or that index
 * another table and can do so again (fts5.html, section 6.10; fts3.html, section 6.2.2), and R*Trees (rtree.html).
 */
final class VirtualRebuild {
    private static final List<String> ROWIDS = List.of("rowid", "_rowid_", "oid");

    private final Situation situation;
    private final Change.ModifyObject change;
    private final VirtualColumns before;
    private final VirtualColumns after;

    private VirtualRebuild(
            Situation situation, Change.ModifyObject change, VirtualColumns before, VirtualColumns after) {
        this.situation = situation;
        this.change = change;
        this.before = before;
        this.after = after;
    }

    /** Of a change that can be made so; empty for any other change, of other modules, and where nothing could be read back. */
    static Optional<VirtualRebuild> of(Situation situation, Change change) {
        if (change instanceof Change.ModifyObject m
                && m.ref().kind() == ObjectKind.TABLE
                && m.current() instanceof DefinedObject old
                && m.desired() instanceof DefinedObject wanted) {
            Optional<VirtualColumns> before = columns(old);
            Optional<VirtualColumns> after = columns(wanted);
            return before.isPresent()
                            && after.isPresent()
                            && before.get().module().equals(after.get().module())
                            && (after.get().indexesAnother() || before.get().holdsRows())
                    ? Optional.of(new VirtualRebuild(situation, m, before.get(), after.get()))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    /** How a new table that indexes one with rows comes to know them; empty where there are none, or where they cannot be read by its columns. */
    static Optional<Draft> filling(Situation situation, DefinedObject wanted) {
        return columns(wanted)
                .filter(c -> c.content()
                        .flatMap(name -> table(situation, name))
                        .filter(table -> situation.before(table).isPresent() && hasAll(table, c))
                        .isPresent())
                .map(c -> Draft.of(
                        rebuild(Ident.quote(wanted.ref().name())),
                        wanted.ref(),
                        "what it indexes is indexed",
                        List.of()));
    }

    private static Optional<Table> table(Situation situation, String name) {
        return situation.target().all(Table.class).stream()
                .filter(t -> same(t.ref().name(), name))
                .findFirst();
    }

    private static boolean hasAll(Table table, VirtualColumns wanted) {
        List<String> named = new ArrayList<>(wanted.columns());
        wanted.contentRowid().filter(r -> !ROWIDS.contains(Token.fold(r))).ifPresent(named::add);
        return named.stream().allMatch(n -> table.columns().stream().anyMatch(c -> same(c.name(), n)));
    }

    private static String rebuild(String table) {
        return "INSERT INTO " + table + " (" + table + ") VALUES ('rebuild')";
    }

    private static Optional<VirtualColumns> columns(DefinedObject table) {
        try {
            return VirtualColumns.of(VirtualText.parse(table.create()));
        } catch (UnparsableException e) {
            return Optional.empty();
        }
    }

    List<Draft> drafts() {
        DefinedObject wanted = (DefinedObject) change.desired();
        String name = wanted.ref().name();
        String temporary = RebuildNames.free(name, situation.names());
        String table = Ident.quote(name);
        String copy = Ident.quote(temporary);
        List<Draft> drafts = new ArrayList<>();
        drafts.add(draft(
                VirtualText.parse(wanted.create()).create(temporary), "the table is built anew under another name"));
        boolean losing = false;
        if (after.indexesAnother()) {
            drafts.add(draft(rebuild(copy), "what it indexes is indexed"));
        } else {
            List<String> common = after.columns().stream()
                    .filter(c -> before.columns().stream().anyMatch(o -> same(o, c)))
                    .map(Ident::quote)
                    .collect(Collectors.toCollection(ArrayList::new));
            losing = before.columns().stream()
                    .anyMatch(o -> after.columns().stream().noneMatch(c -> same(o, c)));
            List<String> from = new ArrayList<>(common);
            after.keyColumn()
                    .ifPresentOrElse(
                            key -> {
                                common.remove(Ident.quote(key));
                                from.remove(Ident.quote(key));
                                common.addFirst(Ident.quote(key));
                                from.addFirst(Ident.quote(before.keyColumn().orElseThrow()));
                            },
                            () -> {
                                common.addFirst("rowid");
                                from.addFirst("rowid");
                            });
            drafts.add(draft(
                    "INSERT INTO " + copy + " (" + String.join(", ", common) + ")\nSELECT " + String.join(", ", from)
                            + " FROM " + table,
                    "the rows move"));
            drafts.add(Guard.noRowIsLost(situation, table, copy));
        }
        drafts.addAll(Rebuild.takingItsPlace(this::draft, table, copy, losing, false));
        return drafts;
    }

    private static boolean same(String left, String right) {
        return Token.fold(left).equals(Token.fold(right));
    }

    private Draft draft(String sql, String purpose) {
        return Draft.of(sql, change.desired().ref(), purpose, List.of(change));
    }
}
