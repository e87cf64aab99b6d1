package dev.countersign.engine;

import dev.countersign.diff.Rename;
import dev.countersign.diff.Renaming;
import dev.countersign.diff.SchemaDiff;
import java.util.Collection;
import java.util.List;

/** Stated renames without effect. Somebody meant to keep data with them, so they are never passed over in silence. */
final class IdleRenames {
    private IdleRenames() {}

    /** One sentence for each rename that is neither carried out nor already done. */
    static List<String> of(Collection<Rename> renames, SchemaDiff diff) {
        Renaming effective = Renaming.effective(renames, diff.current(), diff.desired());
        return renames.stream()
                .filter(rename -> !effective.names(rename.from()))
                .filter(rename -> !isDone(rename, diff))
                .map(rename -> sentence(rename, diff))
                .toList();
    }

    private static boolean isDone(Rename rename, SchemaDiff diff) {
        return !Renaming.has(diff.current(), rename.from()) && Renaming.has(diff.current(), rename.to());
    }

    private static String sentence(Rename rename, SchemaDiff diff) {
        String stated = "renamed_from " + rename.from().name() + " of " + rename.to() + " has no effect: ";
        if (!Renaming.has(diff.current(), rename.from())) {
            return stated + "the current state has no " + rename.from() + ". Correct the old name or remove the line.";
        }
        if (Renaming.has(diff.desired(), rename.from())) {
            return stated + "the desired state still has " + rename.from() + ". Remove one of the two.";
        }
        return stated + "the current state has both names. Drop one of them first.";
    }
}
