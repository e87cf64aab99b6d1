package dev.countersign.postgres.plan;

import dev.countersign.catalog.Column;
import dev.countersign.catalog.Constraint;
import dev.countersign.catalog.Generated;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Table;
import dev.countersign.catalog.View;
import dev.countersign.diff.Change;
import dev.countersign.diff.SchemaDiff;
import dev.countersign.plan.UnplannableException;
import dev.countersign.sql.SqlWords;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the desired state wants, as a newer server read it, and the server of the current state is too old for (release notes of PostgreSQL, by version). A
 * simulation on a newer dev database would not notice.
 */
final class TooNew {
    private static final int COMPRESSION_SINCE = 14;
    private static final int NULLS_NOT_DISTINCT_SINCE = 15;
    private static final int SECURITY_INVOKER_SINCE = 15;
    private static final int VIRTUAL_SINCE = 18;
    private static final int NOT_ENFORCED_SINCE = 18;
    private static final int PERIODS_SINCE = 18;
    private static final int NOT_NULL_CONSTRAINTS_SINCE = 18;

    private final int serverMajor;
    private final Set<String> reasons = new LinkedHashSet<>();

    private TooNew(int serverMajor) {
        this.serverMajor = serverMajor;
    }

    /** @throws UnplannableException when something of it is to be made or changed */
    static void refuse(SchemaDiff diff, int serverMajor) {
        TooNew found = new TooNew(serverMajor);
        diff.changes().forEach(found::look);
        if (!found.reasons.isEmpty()) {
            throw new UnplannableException(List.copyOf(found.reasons));
        }
    }

    private void look(Change change) {
        switch (change) {
            case Change.AddObject add -> look(add.object());
            case Change.ModifyObject modify -> look(modify.desired());
            case Change.AddColumn add -> look(add.ref(), add.column());
            case Change.ModifyColumn modify -> look(modify.ref(), modify.desired());
            case Change.DropObject drop -> {
                // an older server had it
            }
            case Change.DropColumn drop -> {
                // an older server had it
            }
            case Change.RenameObject rename -> {
                // every server renames
            }
            case Change.RenameColumn rename -> {
                // every server renames
            }
        }
    }

    private void look(SchemaObject object) {
        switch (object) {
            case Table table -> table.columns().forEach(c -> look(ObjectRef.column(table.ref(), c.name()), c));
            case Index index -> nulls(index.ref(), SqlWords.of(index.definition()));
            case Constraint constraint -> {
                SqlWords words = SqlWords.of(constraint.definition());
                nulls(constraint.ref(), words);
                refuse(constraint.ref(), "is not enforced", NOT_ENFORCED_SINCE, has(words, "NOT", "ENFORCED"));
                refuse(
                        constraint.ref(),
                        "is about a period",
                        PERIODS_SINCE,
                        has(words, "WITHOUT", "OVERLAPS") || has(words, "PERIOD"));
            }
            case View view ->
                refuse(
                        view.ref(),
                        "runs with the rights of who asks it (security_invoker)",
                        SECURITY_INVOKER_SINCE,
                        view.attributes().keySet().stream().anyMatch(name -> name.endsWith("security_invoker")));
            default -> {
                // nothing that versions differ in
            }
        }
    }

    private void look(ObjectRef ref, Column column) {
        refuse(
                ref,
                "is computed when it is read (VIRTUAL)",
                VIRTUAL_SINCE,
                column.generated()
                        .filter(g -> g.storage() == Generated.Storage.VIRTUAL)
                        .isPresent());
        refuse(
                ref,
                "has a compression method",
                COMPRESSION_SINCE,
                column.attributes().containsKey("compression"));
        refuse(
                ref,
                "is NOT NULL in a way of its own (NOT VALID, NO INHERIT)",
                NOT_NULL_CONSTRAINTS_SINCE,
                Stream.of("not_null_valid", "not_null_no_inherit").anyMatch(column.attributes()::containsKey));
    }

    private void nulls(ObjectRef ref, SqlWords words) {
        refuse(
                ref,
                "tells no NULLs apart (NULLS NOT DISTINCT)",
                NULLS_NOT_DISTINCT_SINCE,
                has(words, "NULLS", "NOT", "DISTINCT"));
    }

    private static boolean has(SqlWords words, String... sequence) {
        for (int i = 0; i + sequence.length <= words.size(); i++) {
            if (words.slice(i, words.size()).startsWith(sequence)) {
                return true;
            }
        }
        return false;
    }

    private void refuse(ObjectRef ref, String what, int since, boolean is) {
        if (is && serverMajor < since) {
            reasons.add(Character.toUpperCase(ref.kind().label().charAt(0))
                    + ref.kind().label().substring(1) + " " + ref.display() + " " + what
                    + ", which servers know since version " + since
                    + "; this one is of version " + serverMajor
                    + ": leave it out, or name a dev database of version " + serverMajor
                    + " with --dev-url, which says so when it reads the files.");
        }
    }
}
