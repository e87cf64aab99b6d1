package dev.countersign.diff;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A rename as somebody typed it: {@code public.account=public.client}. The schema may be left out of both names; a new name of one part stays where the
 * old one was.
 */
public record RenameStatement(String text) {

    /**
     * The renames that are meant; several when objects of different kinds share both names.
     *
     * @throws IllegalArgumentException when the text is not a rename of the states; the message is one sentence for people
     */
    public List<Rename> resolve(Catalog current, Catalog desired) {
        int equals = ObjectName.outsideQuotes(text, '=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a rename; write it as old=new, for example public.account=public.client.");
        }
        List<String> from = ObjectName.parts(text.substring(0, equals));
        List<String> to = ObjectName.parts(text.substring(equals + 1));
        List<ObjectRef> old = refs(current)
                .filter(r -> endsWith(r, from))
                .filter(r -> !Renaming.has(desired, r))
                .toList();
        List<Rename> found = new ArrayList<>();
        for (ObjectRef ref : old) {
            refs(desired)
                    .filter(r -> r.kind() == ref.kind()
                            && r.path().size() == ref.path().size())
                    .filter(r -> to.size() == 1 ? isBeside(r, ref, to.getFirst()) : endsWith(r, to))
                    .filter(r -> !Renaming.has(current, r))
                    .forEach(r -> found.add(new Rename(ref, r)));
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("The rename " + text + " fits nothing: the old name must be only in the"
                    + " current state and the new one, of the same kind, only in the desired state.");
        }
        if (found.stream().map(Rename::from).distinct().count() < found.size()
                || found.stream().map(r -> r.from().kind()).distinct().count() < found.size()) {
            throw new IllegalArgumentException(
                    "The rename " + text + " fits several objects; write both names with their schemas.");
        }
        return found;
    }

    private static Stream<ObjectRef> refs(Catalog catalog) {
        return Stream.concat(
                catalog.objects().keySet().stream(),
                catalog.all(Table.class).stream()
                        .flatMap(t -> t.columns().stream().map(c -> ObjectRef.column(t.ref(), c.name()))));
    }

    private static boolean endsWith(ObjectRef ref, List<String> parts) {
        int extra = ref.path().size() - parts.size();
        return extra >= 0
                && extra <= 1
                && ref.path().subList(extra, ref.path().size()).equals(parts);
    }

    private static boolean isBeside(ObjectRef ref, ObjectRef old, String name) {
        int last = old.path().size() - 1;
        return ref.path().get(last).equals(name)
                && ref.path().subList(0, last).equals(old.path().subList(0, last));
    }
}
