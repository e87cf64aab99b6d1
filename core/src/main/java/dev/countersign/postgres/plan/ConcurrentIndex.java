package dev.countersign.postgres.plan;

import dev.countersign.catalog.Index;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.plan.LockSafe.Form;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Indexes built and dropped while others read and write. An index that is to be different is built under another name, then takes the place and the name
 * of the old one, so that queries are never without it. An index that is rebuilt around a change of its columns' types stays in that transaction.
 */
final class ConcurrentIndex {
    private static final String SUFFIX = "_replacement";

    private final LockSafeForms forms;

    ConcurrentIndex(LockSafeForms forms) {
        this.forms = forms;
    }

    Optional<List<Draft>> create(Index index, List<String> plain, String purpose) {
        boolean again = forms.fates().of(index.ref()) == Fate.REBUILD;
        if (!isWanted(index) || again && !replaces(index.ref()) && !isBroken(index.ref())) {
            return Optional.empty();
        }
        boolean waits = forms.canWait(index) && index.attachedTo().isEmpty();
        return Optional.of(
                replaces(index.ref()) ? replace(index, purpose, waits) : build(index, plain, purpose, waits));
    }

    /** Whether the index is built before the one of the same name is dropped. */
    boolean replaces(ObjectRef ref) {
        return forms.situation()
                .desired()
                .find(ref, Index.class)
                .filter(this::isWanted)
                .filter(i -> i.attachedTo().isEmpty() && !isBroken(ref) && forms.canOverlap(ref))
                .isPresent();
    }

    private boolean isWanted(Index index) {
        return forms.wants(Form.CREATE_INDEX, index.table())
                && !forms.isPartitioned(forms.situation().desired(), index.table());
    }

    /** What a failed concurrent build left: it serves no query, so it goes first. */
    private boolean isBroken(ObjectRef ref) {
        return forms.situation()
                .current()
                .find(ref, Index.class)
                .filter(i -> !i.valid())
                .isPresent();
    }

    private static List<Draft> build(Index index, List<String> plain, String purpose, boolean waits) {
        return drafts(concurrently(plain), index.ref(), purpose, waits);
    }

    private List<Draft> replace(Index index, String purpose, boolean waits) {
        ObjectRef ref = index.ref();
        ObjectRef stand = ObjectRef.of(
                ObjectKind.INDEX, ref.schema(), forms.passingNames().inSchema(ref, SUFFIX));
        List<String> sql = concurrently(ChildDdl.create(named(index, stand)));
        if (index.comment().isPresent()) {
            sql.add(Names.commentOn(stand, index.comment()));
        }
        List<Draft> drafts =
                new ArrayList<>(drafts(sql, ref, purpose + ", under another name until it is complete", waits));
        boolean dropWanted = forms.wants(Form.DROP_INDEX, index.table());
        Draft drop = Draft.of(
                "DROP INDEX " + (dropWanted ? "CONCURRENTLY " : "") + Names.qualified(ref) + ";",
                ref,
                "its successor is complete");
        drafts.add((dropWanted ? drop.outside() : drop.inNewTransaction())
                .turn(waits ? Draft.Turn.LATE : Draft.Turn.IN_ORDER));
        drafts.add(Draft.of(
                        "ALTER INDEX " + Names.qualified(stand) + " RENAME TO " + Names.own(ref) + ";",
                        ref,
                        "takes the name")
                .turn(waits ? Draft.Turn.LATE : Draft.Turn.IN_ORDER));
        return drafts;
    }

    private static List<Draft> drafts(List<String> sql, ObjectRef ref, String purpose, boolean waits) {
        List<Draft> drafts = new ArrayList<>();
        for (String text : sql) {
            Draft draft = Draft.of(text, ref, purpose).turn(waits ? Draft.Turn.LATE : Draft.Turn.IN_ORDER);
            drafts.add(drafts.isEmpty() ? draft.outside().undoneBy("DROP INDEX " + Names.qualified(ref) + ";") : draft);
        }
        return drafts;
    }

    private static List<String> concurrently(List<String> plain) {
        List<String> sql = new ArrayList<>(plain);
        String head = sql.getFirst().startsWith("CREATE UNIQUE ") ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
        sql.set(0, head + "CONCURRENTLY " + sql.getFirst().substring(head.length()));
        return sql;
    }

    private static Index named(Index index, ObjectRef stand) {
        String head = "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX ";
        String rest = index.definition()
                .substring(head.length() + Ident.quote(index.ref().name()).length());
        return new Index(
                stand,
                index.table(),
                index.unique(),
                index.method(),
                index.parts(),
                index.include(),
                index.predicate(),
                head + Names.own(stand) + rest,
                index.valid(),
                index.attachedTo(),
                index.attributes(),
                index.comment());
    }

    Optional<List<Draft>> drop(Index index) {
        if (replaces(index.ref())) {
            return Optional.of(List.of());
        }
        boolean broken = forms.fates().of(index.ref()) == Fate.REBUILD && isBroken(index.ref());
        if (forms.fates().of(index.ref()) != Fate.DROP && !broken
                || !forms.wants(Form.DROP_INDEX, index.table())
                || forms.isPartitioned(forms.situation().current(), index.table())
                || index.attachedTo().isPresent()) {
            return Optional.empty();
        }
        String purpose = broken ? "a concurrent build left it invalid" : "the desired state does not have it";
        Draft drop = Draft.of("DROP INDEX CONCURRENTLY " + Names.qualified(index.ref()) + ";", index.ref(), purpose)
                .outside();
        return Optional.of(List.of(!broken && canGoLast(index) ? drop.turn(Draft.Turn.LAST) : drop));
    }

    private boolean canGoLast(Index index) {
        return !forms.isNameWanted(index.ref())
                && forms.situation().current().references(index.ref()).stream()
                        .noneMatch(r -> forms.fates().goes(r) || forms.fates().isRetyped(r));
    }
}
