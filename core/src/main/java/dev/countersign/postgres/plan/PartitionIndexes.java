package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Index;
import dev.countersign.catalog.KeyConstraint;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.TableObject;
import dev.countersign.sql.postgres.Ident;
import java.util.ArrayList;
import java.util.List;

/** Indexes and keys as DDL, with what attaches those of partitions to those of the whole. */
final class PartitionIndexes {
    private final Catalog desired;
    private final Situation situation;
    private final Fates fates;
    private final Steps steps;

    PartitionIndexes(Steps steps, Fates fates) {
        this.situation = steps.situation();
        this.desired = situation.desired();
        this.fates = fates;
        this.steps = steps;
    }

    List<String> index(Index index) {
        List<String> sql = new ArrayList<>(ChildDdl.create(index));
        sql.addAll(attachment(index.ref(), index.table()));
        if (situation.isPartitioned(index.table()) && steps.parts().arePutTogether(index.ref())) {
            sql.set(0, sql.getFirst().replaceFirst(" ON ", " ON ONLY "));
            sql.addAll(parts(index.ref()));
        }
        return sql;
    }

    List<String> key(KeyConstraint key) {
        if (steps.comesByItself(key)) {
            return List.of();
        }
        List<String> sql = new ArrayList<>(ChildDdl.create(key));
        sql.addAll(attachment(key.ref(), key.table()));
        if (situation.isPartitioned(key.table()) && steps.parts().arePutTogether(key.ref())) {
            sql.set(0, sql.getFirst().replaceFirst("^ALTER TABLE ", "ALTER TABLE ONLY "));
            sql.addAll(parts(key.ref()));
        }
        return sql;
    }

    List<String> attachment(ObjectRef part, ObjectRef table) {
        return steps.attachesAlone(part, table)
                ? List.of(attach(Situation.attachedTo(desired, part).orElseThrow(), part))
                : List.of();
    }

    private List<String> parts(ObjectRef whole) {
        return desired.dependents(whole).stream()
                .filter(p ->
                        Situation.attachedTo(desired, p).filter(whole::equals).isPresent())
                .filter(p -> desired.find(p, TableObject.class)
                        .filter(part -> !steps.exists(Step.Act.ATTACH, part.table())
                                || desired.find(whole, TableObject.class)
                                        .filter(w -> fates.isReplaced(w.table()))
                                        .isPresent())
                        .isPresent())
                .map(p -> attach(whole, p))
                .toList();
    }

    private static String attach(ObjectRef whole, ObjectRef part) {
        return "ALTER INDEX " + indexName(whole) + " ATTACH PARTITION " + indexName(part) + ";";
    }

    /** The index behind a key has the key's name. */
    private static String indexName(ObjectRef ref) {
        return Ident.qualified(ref.schema(), ref.name());
    }
}
