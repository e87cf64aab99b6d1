package dev.countersign.postgres.plan;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Routine;
import dev.countersign.sql.postgres.Cut;
import dev.countersign.sql.postgres.Volatility;
import java.util.Optional;

/** Functions that, altered in place, can be used where they could not be before: what uses them so must wait for that. */
final class WiderUse {
    private WiderUse() {}

    /** Whether the function gets a default for an argument, or may be called in indexes and computed columns from now on. */
    static boolean comesTo(ObjectRef function, Catalog current, Catalog desired) {
        Optional<Routine> before = current.find(function, Routine.class);
        Optional<Routine> after = desired.find(function, Routine.class);
        return before.isPresent() && after.isPresent() && isWider(before.get(), after.get());
    }

    private static boolean isWider(Routine before, Routine after) {
        return defaults(after) > defaults(before) || isImmutable(after) && !isImmutable(before);
    }

    private static long defaults(Routine routine) {
        return Cut.list(routine.arguments()).stream()
                .filter(Arguments::hasDefault)
                .count();
    }

    private static boolean isImmutable(Routine routine) {
        return Volatility.declaredIn(routine.definition()) == Volatility.IMMUTABLE;
    }
}
