package dev.countersign.postgres.plan;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Privileges;
import dev.countersign.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Privileges on the sequences behind identity columns. They are no objects of the catalog, but default privileges in force when a column gets its identity give
 * them rights as to any other ({@code ALTER DEFAULT PRIVILEGES}).
 */
final class BornRights {
    private final Situation situation;
    private final Rights rights;

    BornRights(Situation situation) {
        this.situation = situation;
        this.rights = new Rights(situation);
    }

    /** What a new sequence behind the column must lose where no rule of the desired state says what it has. */
    List<String> takenBack(ObjectRef table, Column column) {
        boolean partition = situation
                .desired()
                .find(table, Table.class)
                .flatMap(Table::partitionOf)
                .isPresent();
        if (partition && column.inherited()) {
            return List.of(); // its identity is the whole's
        }
        ObjectRef sequence = IdentitySequences.ref(table, column);
        List<String> sql = new ArrayList<>();
        rights.atBirth(sequence).forEach((grantee, born) -> {
            if (situation
                    .desired()
                    .find(AccessRule.privileges(sequence, grantee))
                    .isEmpty()) {
                Rights.between(born, List.of())
                        .forEach(t ->
                                sql.add(t.sql("SEQUENCE " + Names.qualified(sequence), rights.role(grantee, table))));
            }
        });
        return sql;
    }

    /** Whether the privileges are those of a sequence that an identity column gets in the plan. */
    boolean concernsNew(Privileges privileges, Fates fates) {
        if (privileges.target().kind() != ObjectKind.SEQUENCE
                || situation.desired().contains(privileges.target())) {
            return false;
        }
        return situation.desired().references(privileges.ref()).stream()
                .filter(column -> column.kind() == ObjectKind.COLUMN)
                .anyMatch(column -> fates.comes(column)
                        || fates.comes(Situation.tableOf(column))
                        || sequence(column).filter(privileges.target()::equals).isEmpty());
    }

    /** The sequence behind the column as it is now. */
    private Optional<ObjectRef> sequence(ObjectRef column) {
        return Situation.column(situation.current(), column)
                .filter(c -> c.identity().isPresent())
                .map(c -> IdentitySequences.ref(Situation.tableOf(column), c));
    }
}
