package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.postgres.plan.NotNullFamilies.Member;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What tables below have to do when NOT NULL of a column comes, goes, or is no longer proved above them. From PostgreSQL 18 on an heir's constraint that is
 * only its parent's goes with the parent's, and one of its own stays beside the parent's under its own name: who keeps it has to have it for itself first, and
 * who shall have it from above alone has to give its own up first. Before, the parent's statement reached all heirs, whatever they had themselves.
 */
final class NotNullBelow {
    private final Catalog current;
    private final Catalog desired;
    private final Fates fates;
    private final boolean named;
    private final NotNullFamilies families;
    private final Lineage lineage;

    NotNullBelow(Situation situation, Fates fates) {
        this.current = situation.current();
        this.desired = situation.desired();
        this.fates = fates;
        this.named = situation.serverMajor() >= NotNullNames.SINCE;
        this.families = new NotNullFamilies(situation, fates);
        this.lineage = new Lineage(current);
    }

    /**
     * A table below.
     *
     * @param had whether its constraint was, or may have been, also its own
     * @param own whether it shall have one without those above
     * @param follows whether a table between changes its name with its own
     */
    private record Heir(Member member, boolean partition, boolean had, boolean own, boolean follows) {

        boolean stays() {
            return member.old().notNull() && member.wanted().notNull();
        }

        Optional<String> rename() {
            return member.renamed() && !follows ? Optional.of(member.rename()) : Optional.empty();
        }
    }

    /** What stands before the change of the column above. */
    List<String> before(ObjectRef column, Column old, Column wanted) {
        List<String> sql = new ArrayList<>();
        if (!named) {
            return sql;
        }
        for (Heir heir : heirs(column, old, wanted)) {
            if (goes(old, wanted)) {
                if (heir.stays() && heir.own() && !isUnproved(heir.member()) && (heir.partition() || !heir.had())) {
                    sql.add(heir.member().setting("SET"));
                }
            } else if (heir.stays() && heir.own()) {
                heir.rename().ifPresent(sql::add);
                if (!isValid(heir.member().old()) && isValid(heir.member().wanted())) {
                    sql.add(heir.member().validate(heir.member().newName()));
                }
            } else if (heir.stays() && heir.partition() && isValid(heir.member().old())) {
                heir.rename().ifPresent(sql::add);
            } else if (heir.stays() && heir.had()) {
                sql.add(heir.member().setting("DROP"));
            }
        }
        return sql;
    }

    /** What stands behind the change above; between its two halves where the constraint is made again. */
    List<String> after(ObjectRef column, Column old, Column wanted) {
        List<String> sql = new ArrayList<>();
        if (!goes(old, wanted)) {
            return sql;
        }
        if (!named) {
            boolean alone = isAlone(column, old, wanted);
            heirs(column, old, wanted).stream()
                    .filter(h -> h.member().old().notNull())
                    .filter(h -> alone ? !h.stays() && !h.had() : h.stays())
                    .forEach(h -> sql.add(
                            alone ? withoutHeirs(h.member()) : h.member().setting("SET")));
            return sql;
        }
        for (Heir heir : heirs(column, old, wanted)) {
            Member member = heir.member();
            boolean again = heir.own() && isUnproved(member);
            if (heir.stays() && heir.own() && !again) {
                heir.rename().ifPresent(sql::add);
            } else if (heir.had() && member.old().notNull() && (heir.stays() || heir.partition())) {
                sql.add(member.setting("DROP"));
            }
            if (again) {
                sql.add(NotNullNames.add(member.table(), member.wanted(), member.newName()));
            }
        }
        return sql;
    }

    /** What stands at the end: heirs whose rows are looked at all the same, and comments that constraints had before they were made again with the one above. */
    List<String> atLast(ObjectRef column, Column old, Column wanted) {
        List<String> sql = new ArrayList<>();
        if (!named || !comes(old, wanted)) {
            return sql;
        }
        List<Heir> heirs = heirs(column, old, wanted);
        heirs.stream()
                .filter(h -> !h.own() && !isValid(wanted) && h.member().wanted().notNull())
                .filter(h -> isValid(h.member().wanted()))
                .forEach(h -> sql.add(h.member().validate(h.member().newName())));
        heirs.stream()
                .map(Heir::member)
                .filter(m -> NotNullNames.comment(m.wanted()).isPresent())
                .filter(m -> NotNullNames.comment(m.wanted()).equals(NotNullNames.comment(m.old())))
                .map(m -> NotNullNames.comment(m.table(), m.wanted(), m.newName()))
                .forEach(sql::add);
        return sql;
    }

    /** Instead of the statement that reaches every heir: some keep theirs. Partitions it reaches in any case. */
    Optional<String> alone(ObjectRef column, Column old, Column wanted) {
        Member member = new Member(Situation.tableOf(column), old, "", wanted, "", List.of());
        return isAlone(column, old, wanted) ? Optional.of(withoutHeirs(member)) : Optional.empty();
    }

    private boolean isAlone(ObjectRef column, Column old, Column wanted) {
        return !named
                && goes(old, wanted)
                && current.find(Situation.tableOf(column), Table.class)
                        .filter(t -> t.partitionBy().isEmpty())
                        .isPresent()
                && heirs(column, old, wanted).stream().anyMatch(Heir::stays);
    }

    private static String withoutHeirs(Member member) {
        return "ALTER TABLE ONLY " + Names.qualified(member.table()) + " ALTER COLUMN "
                + Ident.quote(member.wanted().name()) + " DROP NOT NULL;";
    }

    /** The column above with its constraint's name said, where an heir has taken that name before. */
    Column stated(ObjectRef column, Column old, Column wanted) {
        return (named ? heirs(column, old, wanted) : List.<Heir>of())
                .stream()
                        .filter(h -> !old.notNull() && h.stays() && h.member().renamed())
                        .map(h -> h.member().newName())
                        .filter(NotNullOfHeirs.name(
                                desired, Situation.table(desired, Situation.tableOf(column)), wanted)::equals)
                        .findFirst()
                        .map(name -> ColumnDdl.withNotNull(wanted, name))
                        .orElse(wanted);
    }

    /** Whether a change above makes what changes about the column's NOT NULL. */
    boolean isCarried(ObjectRef column) {
        return named && changesAbove(column) && !isSteady(column);
    }

    /** Whether rows were looked at. */
    static boolean isValid(Column column) {
        return !column.attributes().containsKey("not_null_valid");
    }

    /** Whether NOT NULL stays, but of what was proved only new rows are to be looked at. */
    static boolean isUnproved(Column old, Column wanted) {
        return old.notNull() && wanted.notNull() && isValid(old) && !isValid(wanted);
    }

    private static boolean isUnproved(Member member) {
        return isUnproved(member.old(), member.wanted());
    }

    private static boolean goes(Column old, Column wanted) {
        return NotNullNames.passesOn(old) && (!wanted.notNull() || isUnproved(old, wanted));
    }

    private static boolean comes(Column old, Column wanted) {
        return NotNullNames.passesOn(wanted) && (!old.notNull() || isUnproved(old, wanted));
    }

    private boolean changesAbove(ObjectRef column) {
        ObjectRef table = Situation.tableOf(column);
        Optional<Column> old = Situation.column(current, column);
        Optional<Column> wanted = Situation.column(desired, column);
        return old.isPresent()
                && wanted.isPresent()
                && !reachChanges(old.get(), wanted.get())
                && keptParents(table).stream()
                        .map(p -> ObjectRef.column(p, column.name()))
                        .anyMatch(p -> changes(p) || changesAbove(p) && !isSteady(p));
    }

    private boolean changes(ObjectRef column) {
        Optional<Column> old = Situation.column(current, column);
        Optional<Column> wanted = Situation.column(desired, column);
        return old.isPresent()
                && wanted.isPresent()
                && !fates.comes(column)
                && (goes(old.get(), wanted.get()) || comes(old.get(), wanted.get()));
    }

    /** Whether the heir has and keeps its own, whatever comes from above, so that nothing reaches those below it. */
    private boolean isSteady(ObjectRef column) {
        Optional<Table> before = current.find(Situation.tableOf(column), Table.class);
        Optional<Table> after = desired.find(Situation.tableOf(column), Table.class);
        Optional<Column> old =
                before.flatMap(t -> t.column(column.name())).filter(c -> isOwn(current, before.get(), c));
        Optional<Column> wanted =
                after.flatMap(t -> t.column(column.name())).filter(c -> isOwn(desired, after.get(), c));
        return named
                && old.isPresent()
                && wanted.isPresent()
                && isValid(old.get()) == isValid(wanted.get())
                && NotNullOfHeirs.name(current, before.get(), old.get())
                        .equals(NotNullOfHeirs.name(desired, after.get(), wanted.get()));
    }

    private static boolean isOwn(Catalog catalog, Table table, Column column) {
        return NotNullNames.passesOn(column)
                && (NotNullNames.declares(column)
                        || passing(catalog, table, column.name()).isEmpty());
    }

    private static boolean reachChanges(Column old, Column wanted) {
        return old.notNull() && wanted.notNull() && NotNullNames.passesOn(old) != NotNullNames.passesOn(wanted);
    }

    /** The tables below that stay there, parents first; none where the change comes from further above. */
    private List<Heir> heirs(ObjectRef column, Column old, Column wanted) {
        if (!goes(old, wanted) && !comes(old, wanted) || changesAbove(column)) {
            return List.of();
        }
        Map<ObjectRef, Heir> found = new LinkedHashMap<>();
        collect(Situation.tableOf(column), column.name(), goes(old, wanted), found);
        return List.copyOf(found.values());
    }

    private void collect(ObjectRef parent, String name, boolean goes, Map<ObjectRef, Heir> found) {
        for (Table heir : lineage.heirs(parent)) {
            ObjectRef ref = ObjectRef.column(heir.ref(), name);
            Optional<Column> old = Situation.column(current, ref);
            Optional<Column> wanted = Situation.column(desired, ref);
            if (old.isEmpty()
                    || wanted.isEmpty()
                    || found.containsKey(heir.ref())
                    || !families.isKept(heir.ref(), parent)
                    || fates.comes(ref)
                    || reachChanges(old.get(), wanted.get())
                    || named && isHeld(heir.ref(), name)) {
                continue;
            }
            found.put(heir.ref(), heir(heir, old.get(), wanted.get(), goes, found));
            if (!isSteady(ref)) {
                collect(heir.ref(), name, goes, found);
            }
        }
    }

    private Heir heir(Table before, Column old, Column wanted, boolean goes, Map<ObjectRef, Heir> found) {
        Table after = Situation.table(desired, before.ref());
        String name = NotNullOfHeirs.name(current, before, old);
        String newName = NotNullOfHeirs.name(desired, after, wanted);
        boolean partition = after.partitionOf().isPresent();
        List<Column> above = passing(desired, after, wanted.name());
        boolean apart = partition
                && (isValid(wanted) && above.stream().noneMatch(NotNullBelow::isValid)
                        || wanted.attributes().containsKey("not_null_constraint")
                                && passingNames(after, wanted.name()).stream().noneMatch(newName::equals));
        boolean had = NotNullNames.declares(old)
                || passing(current, before, old.name()).isEmpty()
                || partition; // whether it has it for itself as well is nothing that a partition is compared by
        boolean follows = keptParents(before.ref()).stream()
                .map(found::get)
                .anyMatch(p -> p != null
                        && p.stays()
                        && (p.own() || p.partition() && !goes)
                        && NotNullNames.passesOn(p.member().old())
                        && NotNullNames.passesOn(p.member().wanted()));
        return new Heir(
                new Member(before.ref(), old, name, wanted, newName, List.of()),
                partition,
                old.notNull() && had,
                wanted.notNull() && (NotNullNames.declares(wanted) || above.isEmpty() || apart),
                follows);
    }

    /** Whether another parent passes it on all the time. */
    private boolean isHeld(ObjectRef table, String name) {
        return keptParents(table).stream()
                .map(p -> ObjectRef.column(p, name))
                .filter(p -> !changes(p) && !changesAbove(p))
                .anyMatch(p -> passesOn(current, p) && passesOn(desired, p));
    }

    private List<ObjectRef> keptParents(ObjectRef table) {
        return current.find(table, Table.class).map(Situation::parents).orElse(List.of()).stream()
                .filter(p -> families.isKept(table, p))
                .toList();
    }

    private List<String> passingNames(Table table, String name) {
        return Situation.parents(table).stream()
                .flatMap(p -> desired.find(p, Table.class).stream())
                .flatMap(
                        p -> p
                                .column(name)
                                .filter(NotNullNames::passesOn)
                                .map(c -> NotNullOfHeirs.name(desired, p, c))
                                .stream())
                .toList();
    }

    private static List<Column> passing(Catalog catalog, Table table, String name) {
        return Situation.parents(table).stream()
                .flatMap(p -> Situation.column(catalog, ObjectRef.column(p, name)).stream())
                .filter(NotNullNames::passesOn)
                .toList();
    }

    private static boolean passesOn(Catalog catalog, ObjectRef column) {
        return Situation.column(catalog, column).filter(NotNullNames::passesOn).isPresent();
    }
}
