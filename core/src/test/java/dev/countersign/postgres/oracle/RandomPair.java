package dev.countersign.postgres.oracle;

import dev.countersign.postgres.oracle.TableElements.Shape;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Two random schemas, the second made from the first by random mutations. The same seed gives the same pair. */
public final class RandomPair {
    private final long seed;
    private final Universe universe;
    private final Sketch old;
    private final List<Sketch.Mutation> mutations;

    /** The pair of that seed, on a server of that version. */
    public RandomPair(long seed, int major) {
        this.seed = seed;
        this.universe = new Universe(seed, major);
        Random random = new Random(seed ^ 0x5DEECE66DL);
        this.old = Sketch.random(universe, random);
        this.mutations = old.mutations(1 + random.nextInt(25), random);
    }

    /** The script of the first schema. */
    public String oldSql() {
        return old.sql();
    }

    /** The script of the second schema. */
    public String newSql() {
        return old.with(mutations).sql();
    }

    /** What is wrong with the plan for this pair, with the fewest mutations that show it; empty when nothing is. */
    Optional<String> prove(PairProof proof) throws SQLException {
        boolean observed = seed % 4 == 0;
        Optional<PairProof.Complaint> first = complaint(proof, mutations, observed);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        List<Sketch.Mutation> fewest = new ArrayList<>(mutations);
        PairProof.Complaint last = first.get();
        for (int i = fewest.size() - 1; i >= 0; i--) {
            List<Sketch.Mutation> fewer = new ArrayList<>(fewest);
            fewer.remove(i);
            try {
                Optional<PairProof.Complaint> still = complaint(proof, fewer, observed);
                if (still.isPresent() && still.get().where().equals(last.where())) {
                    last = still.get();
                    fewest = fewer;
                }
            } catch (PairProof.ScriptException e) {
                // fewer mutations make another schema, and not every one is possible
            }
        }
        return Optional.of("seed " + seed + "L: " + last.where() + " with " + fewest + "\n" + last.what());
    }

    private Optional<PairProof.Complaint> complaint(PairProof proof, List<Sketch.Mutation> some, boolean observed)
            throws SQLException {
        Sketch wanted = old.with(some);
        return proof.complaint(old.sql(), wanted.sql(), kept(wanted), observed);
    }

    /** The columns whose values a plan has to bring along: in both schemas, of the same type, not made by the server from others. */
    private SortedMap<String, List<String>> kept(Sketch wanted) {
        SortedMap<String, List<String>> kept = new TreeMap<>();
        for (TableElements.Table table : universe.tables()) {
            if (table.shape() == Shape.PARTITIONED || !old.has(table.element()) || !wanted.has(table.element())) {
                continue;
            }
            kept.put(
                    table.name(),
                    table.columnsIn(old).stream()
                            .filter(c -> wanted.has(c.element()) && c.kind() != Column.Kind.GENERATED)
                            .map(c -> c.type(old).equals(c.type(wanted)) ? c.name() : c.name() + " IS NULL")
                            .toList());
        }
        return kept;
    }
}
