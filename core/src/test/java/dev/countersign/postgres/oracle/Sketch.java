package dev.countersign.postgres.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** One schema out of a {@link Universe}: which elements are there, and how the dials of each are set. */
final class Sketch {
    private final Universe universe;
    private final Optional<Sketch> base;
    private final Set<Element> present = new HashSet<>();
    private final Map<Element, int[]> dials = new HashMap<>();

    private Sketch(Universe universe, Optional<Sketch> base) {
        this.universe = universe;
        this.base = base;
    }

    /** A random schema of the universe. */
    static Sketch random(Universe universe, Random random) {
        Sketch sketch = new Sketch(universe, Optional.empty());
        for (Element element : universe.elements()) {
            if (universe.isPart(element) || random.nextInt(5) > 0) {
                sketch.present.add(element);
            }
            sketch.dials.put(
                    element,
                    element.dials().stream()
                            .mapToInt(size -> random.nextInt(size))
                            .toArray());
        }
        return sketch;
    }

    /** This schema with the mutations. */
    Sketch with(List<Mutation> mutations) {
        Sketch changed = new Sketch(universe, Optional.of(this));
        changed.present.addAll(present);
        dials.forEach((element, values) -> changed.dials.put(element, values.clone()));
        for (Mutation mutation : mutations) {
            if (mutation.dial() < 0) {
                if (!changed.present.remove(mutation.element())) {
                    changed.present.add(mutation.element());
                }
            } else {
                changed.dials.get(mutation.element())[mutation.dial()] = mutation.value();
            }
        }
        return changed;
    }

    /** One step: the element comes or goes (dial -1), or one of its dials is set. */
    record Mutation(Element element, int dial, int value) {
        @Override
        public String toString() {
            return element + (dial < 0 ? " comes or goes" : " dial " + dial + " to " + value);
        }
    }

    /** Random mutations that each do something to an element that is, or could be, there. */
    List<Mutation> mutations(int count, Random random) {
        List<Mutation> result = new ArrayList<>();
        List<Element> all =
                universe.elements().stream().filter(e -> !universe.isPart(e)).toList();
        for (int i = 0; i < count; i++) {
            Element element = all.get(random.nextInt(all.size()));
            int dial = random.nextInt(element.dials().size() + 1) - 1;
            if (dial < 0) {
                result.add(new Mutation(element, -1, 0));
            } else {
                int size = element.dials().get(dial);
                int now = dials.get(element)[dial];
                result.add(new Mutation(element, dial, size == 1 ? 0 : (now + 1 + random.nextInt(size - 1)) % size));
            }
        }
        return result;
    }

    /** Whether the element is there, with everything that it needs. */
    boolean has(Element element) {
        if (!present.contains(element)) {
            return false;
        }
        for (Element need : element.needs()) {
            if (!has(need)) {
                return false;
            }
        }
        return element.condition().test(this);
    }

    /** The text for servers of that version and newer ones, and the one for older servers. */
    String since(int version, String text, String before) {
        return universe.since(version, text, before);
    }

    int dial(Element element, int index) {
        return dials.get(element)[index];
    }

    /** Whether rows may have been written when the element was there already: true in the first schema of a pair. */
    boolean fromTheStart(Element element) {
        return base.map(before -> before.has(element)).orElse(true);
    }

    /** Whether this is the first schema of a pair, the one with rows. */
    boolean first() {
        return base.isEmpty();
    }

    /** The script that makes this schema. */
    String sql() {
        StringBuilder script = new StringBuilder();
        for (Element element : universe.elements()) {
            if (has(element)) {
                String text = element.text().sql(this, element);
                if (!text.isEmpty()) {
                    script.append(text).append(";\n");
                }
            }
        }
        return script.toString();
    }
}
