package dev.countersign.ddl;

import dev.countersign.sql.RenameDirective;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what the {@code renamed_from} attributes of a document state. */
public final class Renames {
    private final List<RenameDirective> stated = new ArrayList<>();

    /**
     * A table or another object of its own.
     *
     * @param schema empty where the object is in none
     * @param words what SQL calls objects of its kind, such as {@code materialized view}
     */
    public void object(DdlBlock block, String schema, String words) {
        boolean table = words.equals("table") || words.equals("foreign table");
        state(block, table ? RenameDirective.Kind.TABLE : RenameDirective.Kind.OTHER, schema, Optional.empty(), words);
    }

    /** A column of a table. */
    public void column(DdlBlock column, String schema, String table) {
        state(column, RenameDirective.Kind.COLUMN, schema, Optional.of(table), "column");
    }

    /**
     * A constraint, index, trigger or policy of a table or view.
     *
     * @param words what SQL calls objects of its kind, such as {@code foreign key}
     */
    public void child(DdlBlock child, String schema, String table, String words) {
        state(child, RenameDirective.Kind.CONSTRAINT, schema, Optional.of(table), words);
    }

    private void state(DdlBlock block, RenameDirective.Kind kind, String schema, Optional<String> table, String words) {
        Optional<String> old = block.text("renamed_from");
        if (old.isEmpty()) {
            return;
        }
        if (block.name().isEmpty()) {
            block.findings().problem(block.range(), block.path() + " needs a name to be renamed to");
            return;
        }
        stated.add(new RenameDirective(
                kind,
                schema,
                table,
                block.name(),
                old.get(),
                Optional.empty(),
                words,
                block.range().offset(),
                block.range().line()));
    }

    /** In the order in which they were found. */
    public List<RenameDirective> stated() {
        return List.copyOf(stated);
    }
}
