package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.postgres.plan.NotNullFamilies.Member;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What changes about NOT NULL of a column that is and stays NOT NULL: from PostgreSQL 18 on it is a constraint with a name, a comment and heirs. A name that a
 * parent passes on changes with the parent's, in all heirs that have it under that name; where an heir's differs, before or after, the server changes neither.
 * Then parents pass nothing on for that time ({@code ALTER CONSTRAINT ... NO INHERIT}), and partitions, which that does not exist for, leave and come back.
 */
final class NotNullNames {
    /** The first version in which NOT NULL is a constraint. */
    static final int SINCE = 18;

    private final Catalog current;
    private final Catalog desired;
    private final Fates fates;
    private final boolean named;
    private final Lineage before;
    private final NotNullFamilies families;
    private final NotNullBelow below;

    NotNullNames(Situation situation, Fates fates) {
        this.current = situation.current();
        this.desired = situation.desired();
        this.fates = fates;
        this.named = situation.serverMajor() >= SINCE;
        this.before = new Lineage(current);
        this.families = new NotNullFamilies(situation, fates);
        this.below = new NotNullBelow(situation, fates);
    }

    /** Whether NOT NULL of both is a constraint that stays, so that {@link #change} speaks of it. */
    boolean stays(Column old, Column wanted) {
        return named && old.notNull() && wanted.notNull();
    }

    /** The statements for a column that has changed, in the order the server needs them. */
    List<String> change(ObjectRef column, Column old, Column wanted) {
        ObjectRef table = Situation.tableOf(column);
        String name = NotNullOfHeirs.name(current, Situation.table(current, table), old);
        String newName = NotNullOfHeirs.name(desired, Situation.table(desired, table), wanted);
        List<String> sql = new ArrayList<>();
        if (below.isCarried(column)) {
            comment(table, Optional.of(old), wanted).ifPresent(sql::add);
            return sql;
        }
        if (NotNullBelow.isUnproved(old, wanted)) {
            sql.addAll(below.before(column, old, wanted));
            sql.add(new Member(table, old, name, wanted, newName, List.of()).setting("DROP"));
            sql.addAll(below.after(column, old, wanted));
            sql.add(add(table, wanted, newName));
            sql.addAll(below.atLast(column, old, wanted));
            comment(table, Optional.empty(), wanted).ifPresent(sql::add);
            return sql;
        }
        if (isProved(old, wanted)
                && families.member(table, wanted.name()).stream()
                        .flatMap(m -> m.above().stream())
                        .flatMap(p -> families.member(p, wanted.name()).stream())
                        .noneMatch(p -> isProved(p.old(), p.wanted()))) {
            // reaches the heirs' constraints as well, whatever their names
            sql.add(new Member(table, old, name, wanted, newName, List.of()).validate(name));
        }
        if (leaves(table) || isReachedOtherwise(table, wanted.name())) {
            if (leaves(table) && passesOn(old) != passesOn(wanted)) {
                sql.addAll(reach(new Member(table, old, newName, wanted, newName, List.of())));
            }
            comment(table, Optional.of(old), wanted).ifPresent(sql::add);
            return sql; // it got its name as it left, or with the parent's change
        }
        Map<ObjectRef, Member> family = families.family(column);
        Member member = Objects.requireNonNullElseGet(
                family.get(table), () -> new Member(table, old, name, wanted, newName, List.of()));
        if (passesOn(old) != passesOn(wanted)) {
            sql.addAll(reach(member));
        } else if (family.values().stream().noneMatch(m -> differs(m, family))) {
            if (member.above().isEmpty() && member.renamed()) {
                sql.add(member.rename());
            } else if (!declares(old) && declares(wanted) && !isPartition(table)) {
                sql.add(member.setting("SET"));
            }
        } else if (family.keySet().stream().anyMatch(this::isPartition)) {
            // partitions that have it under another name are away meanwhile, and get theirs as they leave
            if (member.above().isEmpty() && member.renamed()) {
                sql.add(member.rename());
            }
        } else if (family.keySet().stream()
                .filter(t -> fates.of(ObjectRef.column(t, column.name())) == Fate.ALTER)
                .findFirst()
                .filter(table::equals)
                .isPresent()) {
            sql.addAll(apart(family.values()));
        }
        comment(table, Optional.of(old), wanted).ifPresent(sql::add);
        return sql;
    }

    private static boolean isProved(Column old, Column wanted) {
        return !NotNullBelow.isValid(old) && NotNullBelow.isValid(wanted);
    }

    /** What heirs get with a new column of the parent has the parent's name, and none declares it. */
    List<String> ofNewColumn(ObjectRef parent, Column column, Lineage after) {
        Map<ObjectRef, Member> family = new LinkedHashMap<>();
        if (named && passesOn(column)) {
            collectNew(parent, column, Optional.empty(), after, family);
        }
        boolean partitions = family.keySet().stream().anyMatch(this::isPartition);
        return partitions
                        || family.values().stream()
                                .noneMatch(m -> m.renamed()
                                        || declares(m.wanted()) && !m.above().isEmpty())
                ? List.of()
                : apart(family.values());
    }

    private void collectNew(
            ObjectRef ref, Column given, Optional<Member> above, Lineage after, Map<ObjectRef, Member> family) {
        Table table = Situation.table(desired, ref);
        Optional<Column> wanted = table.column(given.name()).filter(Column::notNull);
        if (wanted.isEmpty() || family.containsKey(ref) || fates.comes(ref) || keepsOwn(table, wanted.get())) {
            return;
        }
        String newName = NotNullOfHeirs.name(desired, table, wanted.get());
        Member member = new Member(
                ref,
                given,
                isOwn(ref, wanted.get()) ? newName : above.map(Member::name).orElse(newName),
                wanted.get(),
                newName,
                above.map(Member::table).stream().toList());
        family.put(ref, member);
        after.heirs(ref).forEach(heir -> collectNew(heir.ref(), given, Optional.of(member), after, family));
    }

    /** Whether the heir makes the column itself, before the parent's would come to it. */
    private boolean isOwn(ObjectRef heir, Column wanted) {
        return !wanted.inherited() && fates.comes(ObjectRef.column(heir, wanted.name()));
    }

    /** Whether the heir has had it, under the name that it shall have. */
    private boolean keepsOwn(Table table, Column wanted) {
        ObjectRef column = ObjectRef.column(table.ref(), wanted.name());
        return declares(wanted)
                && !fates.comes(column)
                && Situation.column(current, column)
                        .filter(Column::notNull)
                        .map(old -> NotNullOfHeirs.name(current, Situation.table(current, table.ref()), old))
                        .filter(NotNullOfHeirs.name(desired, table, wanted)::equals)
                        .isPresent();
    }

    /** Partitions that have to leave for a moment, because a name within their whole or theirs changes and the two are not the same. */
    Set<ObjectRef> rejoining() {
        Set<ObjectRef> rejoining = new TreeSet<>();
        if (!named) {
            return rejoining;
        }
        for (Table partition : desired.all(Table.class)) {
            ObjectRef whole =
                    partition.partitionOf().map(Table.PartitionOf::parent).orElse(partition.ref());
            if (whole.equals(partition.ref()) || !families.isKept(partition.ref(), whole)) {
                continue;
            }
            for (Column column : partition.columns()) {
                ObjectRef ref = ObjectRef.column(partition.ref(), column.name());
                Map<ObjectRef, Member> family =
                        fates.of(ref) == null && fates.of(ObjectRef.column(whole, column.name())) == null
                                ? Map.of()
                                : families.family(ref);
                Optional<Member> member = Optional.ofNullable(family.get(partition.ref()));
                boolean isNew = fates.of(ObjectRef.column(whole, column.name())) == Fate.CREATE
                        || Situation.column(current, ref)
                                        .filter(c -> !c.notNull())
                                        .isPresent()
                                && NotNullFamilies.passesOn(desired, whole, column.name())
                                && !isProvedAlone(whole, column);
                if (!below.isCarried(ref)
                                && member.filter(m -> differs(m, family)).isPresent()
                        || isNew && column.attributes().containsKey("not_null_constraint")) {
                    rejoining.add(partition.ref());
                }
            }
        }
        return rejoining;
    }

    /** Whether rows of the heir are looked at though those of the parent are not: then it has its own first. */
    private boolean isProvedAlone(ObjectRef parent, Column heir) {
        return heir.notNull()
                && NotNullBelow.isValid(heir)
                && Situation.column(desired, ObjectRef.column(parent, heir.name()))
                        .filter(c -> !NotNullBelow.isValid(c))
                        .isPresent();
    }

    /** The comment that the constraint gets, where it has another one; the constraint has its new name already. */
    Optional<String> comment(ObjectRef table, Optional<Column> old, Column wanted) {
        Optional<String> said = old.flatMap(NotNullNames::comment);
        return !wanted.notNull() || said.equals(comment(wanted))
                ? Optional.empty()
                : Optional.of(
                        comment(table, wanted, NotNullOfHeirs.name(desired, Situation.table(desired, table), wanted)));
    }

    static Optional<String> comment(Column column) {
        return Optional.ofNullable(column.attributes().get("not_null_comment"));
    }

    /** @param name of the constraint */
    static String comment(ObjectRef table, Column column, String name) {
        return Names.commentOn("CONSTRAINT " + Ident.quote(name) + " ON " + Names.qualified(table), comment(column));
    }

    /** The constraint by itself, as it is added to a table that is there. */
    static String add(ObjectRef table, Column column, String name) {
        return "ALTER TABLE " + Names.qualified(table) + " ADD CONSTRAINT " + Ident.quote(name) + " NOT NULL "
                + Ident.quote(column.name()) + ColumnDdl.notNullOptions(column) + ";";
    }

    /** Whether heirs of the table have the column's NOT NULL from it. */
    static boolean passesOn(Column column) {
        return column.notNull() && !column.attributes().containsKey("not_null_no_inherit");
    }

    /** Whether the table would be NOT NULL there without its parents. */
    static boolean declares(Column column) {
        return column.notNull()
                && (column.inherited()
                        ? column.attributes().containsKey("not_null_local")
                        : !column.attributes().containsKey(ColumnDdl.INHERITED_NOT_NULL));
    }

    /** Heirs keep theirs when the parent's reaches them no longer, and it becomes their own. */
    private List<String> reach(Member member) {
        List<String> sql = new ArrayList<>();
        boolean reaches = passesOn(member.wanted());
        List<Member> heirs = new ArrayList<>();
        for (Table heir : before.heirs(member.table())) {
            if (families.isKept(heir.ref(), member.table())) {
                families.member(heir.ref(), member.wanted().name()).ifPresent(heirs::add);
            }
        }
        if (!reaches) {
            sql.add(member.alter(member.name(), "NO INHERIT"));
        }
        if (member.renamed()) {
            sql.add(member.rename());
        }
        if (reaches) {
            heirs.stream().filter(h -> declares(h.wanted()) && h.renamed()).forEach(h -> sql.add(h.rename()));
            heirs.stream().filter(h -> !declares(h.wanted())).forEach(h -> sql.add(h.setting("DROP")));
            sql.add(member.alter(member.newName(), "INHERIT"));
        } else {
            heirs.stream().filter(h -> h.renamed() && h.above().isEmpty()).forEach(h -> sql.add(h.rename()));
        }
        return sql;
    }

    /** Names and origins are changed while no table passes anything on. */
    private List<String> apart(Collection<Member> members) {
        List<Member> family = List.copyOf(members);
        List<String> sql = new ArrayList<>();
        List<Member> passing = family.stream()
                .filter(m -> family.stream().anyMatch(h -> h.above().contains(m.table())))
                .toList();
        passing.forEach(m -> sql.add(m.alter(m.name(), "NO INHERIT")));
        family.stream().filter(Member::renamed).forEach(m -> sql.add(m.rename()));
        Set<ObjectRef> done = new HashSet<>();
        family.reversed().forEach(m -> together(m, family, passing, done, sql));
        for (Member member : family) {
            boolean gone = !member.above().isEmpty() && !declares(member.wanted());
            if (gone && comment(member.wanted()).isPresent()) {
                sql.add(comment(member.table(), member.wanted(), member.newName()));
            }
        }
        return sql;
    }

    /** The table's part in the family again, after those below; of several parents first the one whose name the heir gets. */
    private static void together(
            Member member, List<Member> family, List<Member> passing, Set<ObjectRef> done, List<String> sql) {
        if (!done.add(member.table())) {
            return;
        }
        List<Member> heirs =
                family.stream().filter(h -> h.above().contains(member.table())).toList();
        heirs.forEach(h -> together(h, family, passing, done, sql));
        family.stream()
                .filter(p -> !p.newName().equals(member.newName()))
                .filter(p -> heirs.stream()
                        .anyMatch(h -> !declares(h.wanted())
                                && h.above().contains(p.table())
                                && h.newName().equals(p.newName())))
                .forEach(p -> together(p, family, passing, done, sql));
        if (!member.above().isEmpty() && !declares(member.wanted())) {
            sql.add(member.setting("DROP"));
        } else if (passing.contains(member)) {
            sql.add(member.alter(member.newName(), "INHERIT"));
        }
    }

    /** Whether the heir's constraint does not simply follow the one above. */
    private boolean differs(Member heir, Map<ObjectRef, Member> family) {
        List<Member> above = heir.above().stream().map(family::get).toList();
        boolean names = above.stream()
                .anyMatch(p -> p.renamed()
                        ? !heir.name().equals(p.name()) || !heir.newName().equals(p.newName())
                        : heir.renamed());
        return !above.isEmpty()
                && (names
                        || above.size() > 1 && heir.renamed()
                        || declares(heir.old()) && !declares(heir.wanted()) && !isPartition(heir.table()));
    }

    /** Whether the column is NOT NULL in a parent that begins or ends to pass it on. */
    private boolean isReachedOtherwise(ObjectRef table, String column) {
        return Situation.parents(Situation.table(current, table)).stream()
                .filter(p -> families.isKept(table, p))
                .flatMap(p -> families.member(p, column).stream())
                .anyMatch(p -> passesOn(p.old()) != passesOn(p.wanted()));
    }

    private boolean leaves(ObjectRef table) {
        Table old = Situation.table(current, table);
        Table wanted = Situation.table(desired, table);
        boolean whole = old.partitionOf()
                .map(Table.PartitionOf::parent)
                .filter(p ->
                        !wanted.partitionOf().map(Table.PartitionOf::parent).equals(Optional.of(p)))
                .isPresent();
        return whole || !wanted.inherits().containsAll(old.inherits());
    }

    private boolean isPartition(ObjectRef table) {
        return desired.find(table, Table.class).flatMap(Table::partitionOf).isPresent();
    }
}
