package dev.countersign.postgres.plan;

import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.plan.LockSafe.Form;
import dev.countersign.postgres.name.ServersName;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * NOT NULL without a scan under a strong lock: a check proves it while others read and write, then the server takes the check's word for it (version 12
 * and later). From version 18 on NOT NULL itself can be validated afterwards.
 *
 * @param drafts the statements
 * @param waits whether they can run when everything else is done
 */
record NotNullProof(List<Draft> drafts, boolean waits) {
    private static final int NOT_VALID_NOT_NULL = 18;
    private static final String SUFFIX = "_not_null";
    /** Not what a server of version 18 or later would call NOT NULL itself: a dev database may be one. */
    private static final String CHECK_SUFFIX = "_not_null_check";

    /** Empty where plain {@code SET NOT NULL} is as good: a check proves it already, or the table is written anew in any case. */
    static Optional<NotNullProof> of(LockSafeForms forms, ObjectRef column, Column before, Column after) {
        ObjectRef table = Situation.tableOf(column);
        if (before.notNull()
                || !after.notNull()
                || !forms.wants(Form.NOT_NULL, table)
                || forms.isRewritten(table)
                || forms.fates().comes(column)
                || isProved(forms, column)) {
            return Optional.empty();
        }
        boolean waits = canWait(forms, column, before, after);
        List<Draft> drafts = forms.situation().serverMajor() >= NOT_VALID_NOT_NULL
                ? validated(forms, column, after)
                : checked(forms, column);
        Draft.Turn turn = waits ? Draft.Turn.LATE : Draft.Turn.IN_ORDER;
        List<Draft> turned = new ArrayList<>(List.of(drafts.getFirst()));
        drafts.stream().skip(1).map(d -> d.turn(turn)).forEach(turned::add);
        return Optional.of(new NotNullProof(turned, waits));
    }

    /** Together with the column's other changes: after them when it can wait, else before them, because one of them needs it. */
    List<Draft> around(List<Draft> others) {
        List<Draft> all = new ArrayList<>(waits ? others : drafts);
        all.addAll(waits ? drafts : others);
        return all;
    }

    private static List<Draft> validated(LockSafeForms forms, ObjectRef column, Column after) {
        ObjectRef table = Situation.tableOf(column);
        String prefix = "ALTER TABLE " + Names.qualified(table);
        String given = after.attributes().getOrDefault("not_null_constraint", "");
        String name = Ident.quote(
                given.isEmpty()
                        ? ServersName.of(table.name(), column.name(), SUFFIX, taken(forms.situation(), table))
                        : given);
        boolean noInherit = after.attributes().containsKey("not_null_no_inherit");
        Draft add = Draft.of(
                        prefix + " ADD CONSTRAINT " + name + " NOT NULL " + Names.own(column)
                                + (noInherit ? " NO INHERIT" : "") + " NOT VALID;",
                        column,
                        "NOT NULL for new rows first")
                .undoneBy(prefix + " DROP CONSTRAINT " + name + ";");
        if (after.attributes().containsKey("not_null_valid")) {
            return List.of(add);
        }
        return List.of(
                add,
                Draft.of(
                                prefix + " VALIDATE CONSTRAINT " + name + ";",
                                column,
                                "looks at the rows that were there before")
                        .inNewTransaction());
    }

    private static Predicate<String> taken(Situation situation, ObjectRef table) {
        return name -> situation.desired().tableObjects(table).stream()
                .map(SchemaObject::ref)
                .anyMatch(r -> r.name().equals(name));
    }

    private static List<Draft> checked(LockSafeForms forms, ObjectRef column) {
        ObjectRef table = Situation.tableOf(column);
        String prefix = "ALTER TABLE " + Names.qualified(table);
        String name = Ident.quote(forms.passingNames().onTable(column, CHECK_SUFFIX));
        String drop = prefix + " DROP CONSTRAINT " + name + ";";
        return List.of(
                Draft.of(
                                prefix + " ADD CONSTRAINT " + name + " CHECK (" + Names.own(column)
                                        + " IS NOT NULL) NOT VALID;",
                                column,
                                "keeps new rows without NULL while the others are looked at")
                        .undoneBy(drop),
                Draft.of(
                                prefix + " VALIDATE CONSTRAINT " + name + ";",
                                column,
                                "looks at the rows that were there before")
                        .inNewTransaction(),
                Draft.of(
                                prefix + " ALTER COLUMN " + Names.own(column) + " SET NOT NULL;",
                                column,
                                "the check has proved it, so that nothing is read again")
                        .inNewTransaction()
                        .undoneBy(prefix + " ALTER COLUMN " + Names.own(column) + " DROP NOT NULL;"),
                Draft.of(drop, column, "the check has done its work"));
    }

    private static boolean isProved(LockSafeForms forms, ObjectRef column) {
        String proof = "CHECK ((" + Names.own(column) + " IS NOT NULL))";
        return forms.situation().current().tableObjects(Situation.tableOf(column)).stream()
                .filter(CheckConstraint.class::isInstance)
                .map(CheckConstraint.class::cast)
                .anyMatch(c -> c.validated()
                        && c.definition().equals(proof)
                        && !forms.fates().goes(c.ref()));
    }

    /** A primary key, an identity and a replica identity need the column NOT NULL when they are made. */
    private static boolean canWait(LockSafeForms forms, ObjectRef column, Column before, Column after) {
        boolean identity = after.identity().isPresent() && before.identity().isEmpty();
        return !identity
                && !forms.isInMovingFamily(Situation.tableOf(column))
                && forms.situation().desired().tableObjects(Situation.tableOf(column)).stream()
                        .filter(o -> forms.fates().of(o.ref()) != null)
                        .noneMatch(o -> needsNotNull(o, column.name()));
    }

    private static boolean needsNotNull(SchemaObject object, String column) {
        return switch (object) {
            case KeyConstraint key ->
                key.columns().contains(column)
                        && (key.ref().kind() == ObjectKind.PRIMARY_KEY
                                || key.attributes().containsKey("replica_identity"));
            case Index index -> index.attributes().containsKey("replica_identity");
            default -> false;
        };
    }
}
