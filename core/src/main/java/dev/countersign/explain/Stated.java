package dev.countersign.explain;

import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.Optional;

/** A rule with its place and value, before it is known what follows from it. */
record Stated(String rule, Optional<SourceRange> place, String value, List<Origin> origins) {
    Stated {
        origins = List.copyOf(origins);
    }

    /** What holds because no line says otherwise. */
    static Stated byDefault(String rule, String value) {
        return new Stated(rule, Optional.empty(), value, List.of());
    }
}
