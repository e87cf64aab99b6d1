package dev.countersign.engine;

import dev.countersign.diff.Rename;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person decided about renames that nobody states in the desired state.
 *
 * @param confirmed are planned as renames, with everything that the objects hold
 * @param rejected were suggested and are none: the one is dropped, the other made
 */
public record RenameDecisions(List<Rename> confirmed, List<Rename> rejected) {
    public RenameDecisions {
        confirmed = List.copyOf(confirmed);
        rejected = List.copyOf(rejected);
    }

    /** Nobody decided anything. */
    public static RenameDecisions none() {
        return new RenameDecisions(List.of(), List.of());
    }

    public boolean isEmpty() {
        return confirmed.isEmpty() && rejected.isEmpty();
    }

    /** Why renames cannot all be meant: an object becomes two others, or two become one; a sentence for people. */
    static Optional<String> conflict(List<Rename> renames) {
        Map<Object, Rename> from = new HashMap<>();
        Map<Object, Rename> to = new HashMap<>();
        for (Rename rename : renames) {
            Rename sameOld = from.putIfAbsent(rename.from(), rename);
            if (sameOld != null && !sameOld.equals(rename)) {
                return Optional.of(rename.from() + " cannot become both " + sameOld.to() + " and " + rename.to()
                        + ". Confirm one of the two.");
            }
            Rename sameNew = to.putIfAbsent(rename.to(), rename);
            if (sameNew != null && !sameNew.equals(rename)) {
                return Optional.of(rename.to() + " cannot come from both " + sameNew.from() + " and " + rename.from()
                        + ". Confirm one of the two.");
            }
        }
        return Optional.empty();
    }

    /** One sentence for each kind of decision that was made; empty when none was. */
    List<String> sentences() {
        List<String> all = new ArrayList<>();
        if (!confirmed.isEmpty()) {
            all.add((confirmed.size() == 1 ? "1 rename was" : confirmed.size() + " renames were")
                    + " confirmed in this review: " + named(confirmed) + ".");
        }
        if (!rejected.isEmpty()) {
            all.add((rejected.size() == 1 ? "1 suggested rename was" : rejected.size() + " suggested renames were")
                    + " rejected in this review: " + named(rejected) + ".");
        }
        return all;
    }

    private static String named(List<Rename> renames) {
        return String.join(
                ", ",
                renames.stream()
                        .map(r -> r.from() + " \u2192 " + r.to().display())
                        .toList());
    }
}
