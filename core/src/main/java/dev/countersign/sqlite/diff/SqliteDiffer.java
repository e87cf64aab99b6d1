package dev.countersign.sqlite.diff;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.diff.CatalogDiffer;
import dev.countersign.diff.Change;
import dev.countersign.diff.Rename;
import dev.countersign.diff.Renaming;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.sqlite.definition.Places;
import dev.countersign.sqlite.definition.TableSql;
import dev.countersign.sqlite.sql.SqlText;
import dev.countersign.sqlite.sql.Token;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names that differ in the case of ASCII letters only are one name to SQLite, and there is no statement that changes it; so they are no difference.
 * Neither is what an unnamed constraint goes by, nor whether a constraint stands at its column or after the columns, nor capitals in the blobs and numbers
 * of a default.
 */
public final class SqliteDiffer {
    private final Catalog current;
    private final Catalog desired;
    private final List<Rename> respelt;
    private final SchemaDiff all;
    private final RenamedTexts texts;

    /** @param renames stated renames; those whose old name is absent or whose new name is absent are ignored */
    public SqliteDiffer(Catalog current, Catalog desired, Collection<Rename> renames) {
        this.current = current;
        this.desired = desired;
        this.respelt = respelt(Renaming.effective(renames, current, desired));
        List<Rename> both = new ArrayList<>(renames);
        both.addAll(respelt);
        this.all = new CatalogDiffer().diff(current, desired, both);
        this.texts = new RenamedTexts(current, desired, both);
    }

    /** What differs. */
    public SchemaDiff diff() {
        List<Change> changes = Stream.concat(all.changes().stream(), texts.differences(all.changes()).stream())
                .filter(c -> !isNoDifference(c))
                .sorted(Comparator.comparing(Change::ref).thenComparing(Change::verb))
                .toList();
        return new SchemaDiff(current, desired, changes, all.equalObjects());
    }

    /** Names of the current state that the desired one spells with other capitals. */
    public List<Rename> respelt() {
        return respelt;
    }

    private boolean isNoDifference(Change change) {
        return switch (change) {
            case Change.RenameColumn r ->
                same(r.current().name(), r.newName())
                        && respelt.stream().anyMatch(s -> s.from().equals(r.ref()));
            case Change.RenameObject r
            when r.current() instanceof Constraint before ->
                desired.find(r.newRef()).orElse(null) instanceof Constraint after
                        && (!TableSql.isNamed(before) && !TableSql.isNamed(after)
                                || same(before.ref().name(), after.ref().name()));
            case Change.RenameObject r -> same(r.ref().name(), r.newRef().name());
            case Change.ModifyObject m
            when m.current() instanceof Table before && m.desired() instanceof Table after ->
                m.attributes().equals(List.of("attributes")) && Places.alone(before, after);
            case Change.ModifyColumn m
            when m.attributes().equals(List.of("defaultExpression")) ->
                sameDefault(m.current().defaultExpression(), m.desired().defaultExpression());
            default -> false;
        };
    }

    private static boolean sameDefault(Optional<String> before, Optional<String> after) {
        return before.isPresent() && after.isPresent() && SqlText.sameDefault(before.get(), after.get());
    }

    private static boolean same(String left, String right) {
        return Token.fold(left).equals(Token.fold(right));
    }

    private List<Rename> respelt(Renaming stated) {
        Map<ObjectRef, ObjectRef> byFolded = new HashMap<>();
        desired.objects().keySet().forEach(r -> byFolded.put(folded(r), r));
        List<Rename> found = new ArrayList<>();
        for (ObjectRef ref : current.objects().keySet()) {
            ObjectRef mapped = stated.map(ref);
            ObjectRef match = byFolded.get(folded(mapped));
            boolean constraint =
                    ref.kind().isTableChild() && ref.kind() != ObjectKind.TRIGGER && ref.kind() != ObjectKind.INDEX;
            if (match == null || constraint) {
                continue;
            }
            if (!match.equals(mapped)) {
                found.add(new Rename(ref, match));
            }
            Optional<Table> before = current.find(ref, Table.class);
            Optional<Table> after = desired.find(match, Table.class);
            if (before.isPresent() && after.isPresent()) {
                columns(stated, before.get(), after.get(), found);
            }
        }
        return found;
    }

    private static void columns(Renaming stated, Table before, Table after, List<Rename> found) {
        for (Column column : before.columns()) {
            String mapped = stated.mapColumn(before.ref(), column.name());
            after.columns().stream()
                    .map(Column::name)
                    .filter(n -> !n.equals(mapped) && same(n, mapped))
                    .findFirst()
                    .ifPresent(n -> found.add(new Rename(
                            ObjectRef.column(before.ref(), column.name()), ObjectRef.column(after.ref(), n))));
        }
    }

    private static ObjectRef folded(ObjectRef ref) {
        return new ObjectRef(ref.kind(), ref.path().stream().map(Token::fold).toList());
    }
}
