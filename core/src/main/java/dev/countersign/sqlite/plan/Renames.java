package dev.countersign.sqlite.plan;

import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import dev.countersign.diff.Change;
import dev.countersign.sqlite.sql.Ident;
import dev.countersign.sqlite.sql.RebuildNames;
import dev.countersign.sqlite.sql.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The statements of the stated renames: columns first, while tables still have their old names. Where only capitals change, the old name still stands in the way of the
 * new one, and a third one comes between.
 */
final class Renames {
    private final Situation situation;
    private final List<Draft> drafts = new ArrayList<>();

    Renames(Situation situation) {
        this.situation = situation;
    }

    List<Draft> drafts() {
        for (Table table : situation.current().all(Table.class)) {
            List<Step> steps = new ArrayList<>();
            for (Change change : situation.renames()) {
                if (change instanceof Change.RenameColumn r && r.table().equals(table.ref())) {
                    steps.add(new Step(r, r.current().name(), r.newName()));
                }
            }
            Set<String> names = new HashSet<>();
            table.columns().forEach(c -> names.add(Token.fold(c.name())));
            String prefix = "ALTER TABLE " + Ident.quote(table.ref().name()) + " RENAME COLUMN ";
            run(steps, names, (from, to) -> prefix + Ident.quote(from) + " TO " + Ident.quote(to));
        }
        List<Step> steps = new ArrayList<>();
        for (Change change : situation.renames()) {
            if (change instanceof Change.RenameObject r) {
                steps.add(new Step(r, r.ref().name(), r.newRef().name()));
            }
        }
        Set<String> names = new HashSet<>();
        for (ObjectRef ref : situation.current().objects().keySet()) {
            boolean gone = situation.of(ref).stream().anyMatch(c -> c.verb() == Change.Verb.DROP);
            if (ref.kind() == ObjectKind.TABLE && !gone) {
                names.add(Token.fold(ref.name()));
            }
        }
        run(steps, names, (from, to) -> "ALTER TABLE " + Ident.quote(from) + " RENAME TO " + Ident.quote(to));
        return drafts;
    }

    private void run(List<Step> all, Set<String> taken, Renaming sql) {
        List<Step> waiting = new ArrayList<>(all);
        while (!waiting.isEmpty()) {
            Optional<Step> free = waiting.stream()
                    .filter(s -> !taken.contains(Token.fold(s.to())))
                    .findFirst();
            Step step = free.orElseGet(() -> {
                Step first = waiting.removeFirst();
                String third = RebuildNames.free(first.from(), taken);
                drafts.add(draft(first, sql.write(first.from(), third), List.of()));
                taken.remove(Token.fold(first.from()));
                taken.add(Token.fold(third));
                waiting.add(new Step(first.change(), third, first.to()));
                return waiting.getFirst();
            });
            if (free.isPresent()) {
                waiting.remove(step);
                drafts.add(draft(step, sql.write(step.from(), step.to()), List.of(step.change()))
                        .undoneBy(sql.write(step.to(), step.from())));
                taken.remove(Token.fold(step.from()));
                taken.add(Token.fold(step.to()));
            }
        }
    }

    private static Draft draft(Step step, String sql, List<Change> changes) {
        return Draft.of(sql, step.change().ref(), "only the name changes", changes);
    }

    private record Step(Change change, String from, String to) {}

    @FunctionalInterface
    private interface Renaming {
        String write(String from, String to);
    }
}
