package dev.countersign.postgres.plan;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.postgres.name.ServersName;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sequence behind an identity column as an object of its own: its name, whether it is logged as its table is, and its comment. */
final class IdentitySequences {
    private static final String NAME = "identity_sequence";
    private static final String PERSISTENCE = "identity_persistence";
    private static final String COMMENT = "identity_comment";

    private final Situation situation;

    IdentitySequences(Situation situation) {
        this.situation = situation;
    }

    /** What the column's own statements leave to do; {@code before} is empty when they have made the sequence. */
    List<String> settings(ObjectRef table, Optional<Column> before, Column after) {
        List<String> sql = new ArrayList<>();
        if (after.identity().isEmpty()) {
            return sql;
        }
        Optional<Column> old = before.filter(c -> c.identity().isPresent());
        String name = "SEQUENCE " + Names.qualified(ref(table, after));
        if (old.isPresent() && !ref(table, old.get()).equals(ref(table, after))) {
            sql.add("ALTER SEQUENCE " + Names.qualified(ref(table, old.get())) + " RENAME TO "
                    + Ident.quote(ref(table, after).name()) + ";");
        }
        Optional<String> persistence = attribute(after, PERSISTENCE);
        if (!persistence.equals(old.flatMap(c -> attribute(c, PERSISTENCE)))) {
            String wanted = persistence.orElseGet(() -> situation
                    .desired()
                    .find(table, Table.class)
                    .flatMap(t -> Optional.ofNullable(t.attributes().get("persistence")))
                    .orElse("logged"));
            sql.add("ALTER " + name + " SET " + (wanted.equals("unlogged") ? "UNLOGGED" : "LOGGED") + ";");
        }
        if (old.isEmpty()) {
            sql.addAll(new BornRights(situation).takenBack(table, after));
        }
        Optional<String> comment = attribute(after, COMMENT);
        if (!comment.equals(old.flatMap(c -> attribute(c, COMMENT)))) {
            sql.add(Names.commentOn(name, comment));
        }
        return sql;
    }

    /** The sequence's name: what somebody gave it, or else the one that the server makes of the table's and the column's. */
    static ObjectRef ref(ObjectRef table, Column column) {
        String name = attribute(column, NAME)
                .orElseGet(() -> ServersName.of(table.name(), column.name(), "_seq", taken -> false));
        return ObjectRef.of(ObjectKind.SEQUENCE, table.schema(), name);
    }

    /** What goes before the options of {@code AS IDENTITY}; empty when the server would choose the name itself. */
    static String nameOption(ObjectRef table, Column column) {
        return attribute(column, NAME)
                .map(name -> " SEQUENCE NAME " + Names.qualified(ref(table, column)))
                .orElse("");
    }

    /** Whether the sequence has the name that the server chose. */
    static boolean isPlain(Column column) {
        return attribute(column, NAME).isEmpty();
    }

    private static Optional<String> attribute(Column column, String name) {
        return Optional.ofNullable(column.attributes().get(name));
    }
}
