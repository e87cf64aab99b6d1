package dev.countersign.postgres.plan;

import dev.countersign.catalog.CheckConstraint;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.ForeignKey;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.plan.LockSafe.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks and foreign keys that hold for new rows at once and are validated against old rows in a later transaction, under a lock that lets others read
 * and write (documentation of {@code ALTER TABLE}, notes on {@code VALIDATE CONSTRAINT}).
 */
final class ValidatedLater {
    /** The first version whose partitioned tables take foreign keys that are not valid yet. */
    private static final int PARTITIONED_FOREIGN_KEYS = 18;

    private final LockSafeForms forms;

    ValidatedLater(LockSafeForms forms) {
        this.forms = forms;
    }

    Optional<List<Draft>> create(Constraint constraint, List<String> plain, String purpose) {
        if (!isWanted(constraint)) {
            return Optional.empty();
        }
        ObjectRef ref = constraint.ref();
        List<Draft> drafts = new ArrayList<>();
        for (String sql : plain) {
            boolean first = drafts.isEmpty();
            String text = first ? sql.substring(0, sql.length() - 1) + " NOT VALID;" : sql;
            Draft draft = Draft.of(text, ref, first ? purpose + ", for new rows first" : purpose);
            drafts.add(
                    first
                            ? draft.undoneBy("ALTER TABLE " + Names.qualified(constraint.table()) + " DROP CONSTRAINT "
                                    + Names.own(ref) + ";")
                            : draft);
        }
        drafts.add(validate(constraint));
        return Optional.of(drafts);
    }

    /** The old rows are looked at while others read and write. */
    private Draft validate(Constraint constraint) {
        return Draft.of(ChildDdl.validate(constraint), constraint.ref(), "looks at the rows that were there before")
                .inNewTransaction()
                .turn(forms.isInMovingFamily(constraint.table()) ? Draft.Turn.IN_ORDER : Draft.Turn.LATE);
    }

    /** The same for a constraint that is there and was never validated. */
    Draft validating(Draft draft, ObjectRef table) {
        boolean validates =
                draft.sql().startsWith("ALTER TABLE ") && draft.sql().contains(" VALIDATE CONSTRAINT ");
        return validates && (forms.wants(Form.CHECK, table) || forms.wants(Form.FOREIGN_KEY, table))
                ? draft.inNewTransaction().turn(Draft.Turn.LATE)
                : draft;
    }

    private boolean isWanted(Constraint constraint) {
        if (constraint.definition().endsWith(" NOT ENFORCED")
                || constraint.definition().endsWith(" NOT VALID")) {
            return false;
        }
        return switch (constraint) {
            case KeyConstraint key -> false;
            case CheckConstraint check -> !check.inherited() && forms.wants(Form.CHECK, check.table());
            case ForeignKey key -> forms.wants(Form.FOREIGN_KEY, key.table()) && isPossible(key) && !isEmpty(key);
        };
    }

    /** Before version 18 neither end may be partitioned: the parts' own constraints would stay unvalidated, or the server refuses. */
    private boolean isPossible(ForeignKey key) {
        return forms.situation().serverMajor() >= PARTITIONED_FOREIGN_KEYS
                || !forms.isPartitioned(forms.situation().desired(), key.table())
                        && !forms.isPartitioned(forms.situation().desired(), key.referencedTable());
    }

    /** Whether no row can have a value yet, because the columns are new and have no default. */
    private boolean isEmpty(ForeignKey key) {
        return key.columns().stream()
                .map(c -> ObjectRef.column(key.table(), c))
                .allMatch(c -> forms.fates().of(c) == Fate.CREATE
                        && Situation.column(forms.situation().desired(), c)
                                .filter(d -> d.defaultExpression().isEmpty()
                                        && d.generated().isEmpty()
                                        && d.identity().isEmpty())
                                .isPresent());
    }
}
