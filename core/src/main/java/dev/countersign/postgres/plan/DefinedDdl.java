package dev.countersign.postgres.plan;

import dev.countersign.catalog.DefinedObject;
import dev.countersign.catalog.DefinedObject.Part;
import dev.countersign.plan.UnplannableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects that are known by their own statements as DDL: what can be changed where it is changes by the statements of its parts. */
final class DefinedDdl {
    private final boolean standIns;

    /** @param standIns whether stand-ins may be written for secrets */
    DefinedDdl(boolean standIns) {
        this.standIns = standIns;
    }

    List<String> create(DefinedObject object) {
        object.parts().forEach(part -> refuseSecret(object, part));
        return object.statements().stream().map(DefinedDdl::ended).toList();
    }

    /** Removals first, so that what is limited in number or unique has room; then changes, then additions. */
    List<String> alter(DefinedObject before, DefinedObject after) {
        Map<String, Part> old = byName(before);
        Map<String, Part> wanted = byName(after);
        List<String> removals = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        List<String> additions = new ArrayList<>();
        old.forEach((name, part) -> {
            if (!wanted.containsKey(name)) {
                removals.add(part.remove());
            }
        });
        wanted.forEach((name, part) -> {
            Part known = old.get(name);
            if (part.equals(known)) {
                return;
            }
            refuseSecret(after, part);
            if (known == null) {
                additions.add(part.add());
            } else if (part.change().isEmpty()) {
                removals.add(known.remove());
                additions.add(part.add());
            } else {
                changes.add(part.change());
            }
        });
        removals.addAll(changes);
        removals.addAll(additions);
        return removals.stream()
                .filter(sql -> !sql.isEmpty())
                .distinct()
                .map(DefinedDdl::ended)
                .toList();
    }

    private void refuseSecret(DefinedObject object, Part part) {
        if (part.secret() && !standIns) {
            throw new UnplannableException(List.of("The " + object.ref().kind().label() + " "
                    + object.ref().display() + " needs the " + part.name()
                    + ", a secret that is never read and never written into a plan: set it by hand, then plan again."));
        }
    }

    private static Map<String, Part> byName(DefinedObject object) {
        Map<String, Part> parts = new LinkedHashMap<>();
        object.parts().forEach(part -> parts.put(part.name(), part));
        return parts;
    }

    private static String ended(String sql) {
        return sql + ";";
    }
}
