package dev.countersign.report;

import dev.countersign.catalog.ObjectRef;
import dev.countersign.diff.Change;
import dev.countersign.diff.RenameSuggestion;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says changes in words; the direction is always that of the current state becoming the desired one. */
public final class ChangeWords {

    /** The mark that stands in front of a change. */
    public String glyph(Change change) {
        return switch (change.verb()) {
            case ADD -> "+";
            case DROP -> "-";
            case MODIFY -> "~";
            case RENAME -> ">";
        };
    }

    /** One line: {@code modify column shop.users.email (type, notNull)}. */
    public String sentence(Change change) {
        return switch (change) {
            case Change.AddObject add -> "create " + add.ref();
            case Change.DropObject drop -> "drop " + drop.ref();
            case Change.ModifyObject modify -> "change " + modify.ref() + attributes(modify.attributes());
            case Change.RenameObject rename ->
                "rename " + rename.ref() + " to " + rename.newRef().display();
            case Change.AddColumn add -> "add " + add.ref() + " " + add.column().type();
            case Change.DropColumn drop -> "drop " + drop.ref();
            case Change.ModifyColumn modify -> "change " + modify.ref() + attributes(modify.attributes());
            case Change.RenameColumn rename -> "rename " + rename.ref() + " to " + rename.newName();
        };
    }

    /** One line: {@code table a -> b (why); confirm with --rename a=b}. */
    public String suggestion(RenameSuggestion suggestion) {
        return suggestion.sentence() + "; confirm with --rename '"
                + suggestion.statement().replace("'", "'\\''") + "'";
    }

    /** The object as whose part the change is shown: a column's table, else the object itself. */
    public ObjectRef shownUnder(Change change) {
        return switch (change) {
            case Change.AddColumn c -> c.table();
            case Change.DropColumn c -> c.table();
            case Change.ModifyColumn c -> c.table();
            case Change.RenameColumn c -> c.table();
            case Change.AddObject c -> c.ref();
            case Change.DropObject c -> c.ref();
            case Change.ModifyObject c -> c.ref();
            case Change.RenameObject c -> c.ref();
        };
    }

    /** The attributes that differ, with a space in front: {@code  (type, not null)}; empty when there are none. */
    public static String attributes(List<String> names) {
        return names.isEmpty()
                ? ""
                : names.stream().map(ChangeWords::words).collect(Collectors.joining(", ", " (", ")"));
    }

    /** {@code notNull} becomes {@code not null}. */
    private static String words(String component) {
        return component.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }
}
