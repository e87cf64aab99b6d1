package dev.countersign.postgres.plan;

import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.plan.LockSafe.Form;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Primary keys and unique constraints over an index that was built concurrently and takes the constraint's name; the constraint itself then needs its
 * lock for a moment only. Partitioned tables do not know {@code USING INDEX}, nor do temporal keys.
 */
final class KeyOverIndex {
    private static final String NULLS_EQUAL = "NULLS NOT DISTINCT ";
    private static final String SUFFIX = "_replacement";

    private final LockSafeForms forms;

    KeyOverIndex(LockSafeForms forms) {
        this.forms = forms;
    }

    Optional<List<Draft>> create(KeyConstraint key, List<String> plain, String purpose) {
        boolean again = forms.fates().of(key.ref()) == Fate.REBUILD;
        if (!isWanted(key) || again && !replaces(key.ref())) {
            return Optional.empty();
        }
        ObjectRef ref = key.ref();
        String index = again ? forms.passingNames().inSchema(ref, SUFFIX) : ref.name();
        String core = InPlace.withoutDeferrability(key.definition());
        List<Draft> drafts = new ArrayList<>();
        drafts.add(Draft.of(index(key, index, core), ref, "builds the index of the key while others read and write")
                .outside()
                .undoneBy("DROP INDEX " + Ident.qualified(ref.schema(), index) + ";"));
        if (again) {
            drafts.add(Draft.of(dropping(key), ref, "makes room for its successor, whose index is complete"));
        }
        drafts.add(adding(key, core, index, purpose));
        plain.stream().skip(1).map(sql -> Draft.of(sql, ref, purpose)).forEach(drafts::add);
        return Optional.of(drafts);
    }

    /** The key over an index that is there already, whatever policy says: nothing is cheaper. */
    Optional<List<Draft>> over(KeyConstraint key, List<String> plain, String purpose) {
        return forms.takenIndexes().of(key).map(index -> {
            String core = InPlace.withoutDeferrability(key.definition());
            List<Draft> drafts = new ArrayList<>();
            drafts.add(adding(key, core, index.ref().name(), purpose + ", over the index that is there")
                    .carrying(forms.fates().change(index.ref()).stream().toList()));
            plain.stream().skip(1).map(sql -> Draft.of(sql, key.ref(), purpose)).forEach(drafts::add);
            return drafts;
        });
    }

    private static Draft adding(KeyConstraint key, String core, String index, String purpose) {
        ObjectRef ref = key.ref();
        return Draft.of(
                        "ALTER TABLE " + Names.qualified(key.table()) + " ADD CONSTRAINT " + Names.own(ref) + " "
                                + keyword(ref) + " USING INDEX " + Ident.quote(index)
                                + key.definition().substring(core.length()) + ";",
                        ref,
                        purpose)
                .undoneBy(dropping(key));
    }

    private static String dropping(KeyConstraint key) {
        return "ALTER TABLE " + Names.qualified(key.table()) + " DROP CONSTRAINT " + Names.own(key.ref()) + ";";
    }

    /** What the server prints of a unique index under that name which is as the key's own. */
    static String definition(KeyConstraint key, ObjectRef index) {
        return "CREATE UNIQUE INDEX " + Names.own(index) + " ON " + Names.qualified(key.table()) + " USING btree "
                + columns(key, InPlace.withoutDeferrability(key.definition()));
    }

    /** Whether the new key's index is built before the old key of the same name is dropped. */
    boolean replaces(ObjectRef ref) {
        return forms.situation()
                .desired()
                .find(ref, KeyConstraint.class)
                .filter(this::isWanted)
                .filter(k -> forms.canOverlap(ref))
                .isPresent();
    }

    private boolean isWanted(KeyConstraint key) {
        ObjectKind kind = key.ref().kind();
        return (kind == ObjectKind.PRIMARY_KEY || kind == ObjectKind.UNIQUE)
                && forms.wants(Form.UNIQUE, key.table())
                && !forms.isPartitioned(forms.situation().desired(), key.table())
                && !forms.isInMovingFamily(key.table())
                && !key.definition().contains(" WITHOUT OVERLAPS");
    }

    private static String keyword(ObjectRef ref) {
        return ref.kind() == ObjectKind.PRIMARY_KEY ? "PRIMARY KEY" : "UNIQUE";
    }

    private static String index(KeyConstraint key, String name, String core) {
        Map<String, String> storage = StorageOptions.options(key.attributes());
        return "CREATE UNIQUE INDEX CONCURRENTLY " + Ident.quote(name) + " ON " + Names.qualified(key.table()) + " "
                + columns(key, core)
                + (storage.isEmpty() ? "" : " WITH (" + StorageOptions.settings(storage) + ")")
                + Optional.ofNullable(key.attributes().get("tablespace"))
                        .map(t -> " TABLESPACE " + Ident.quote(t))
                        .orElse("")
                + ";";
    }

    /** The columns as an index has them, what it covers, and whether NULLs are equal. */
    private static String columns(KeyConstraint key, String core) {
        String columns = core.substring(keyword(key.ref()).length()).strip();
        return columns.startsWith(NULLS_EQUAL)
                ? columns.substring(NULLS_EQUAL.length()) + " NULLS NOT DISTINCT"
                : columns;
    }
}
